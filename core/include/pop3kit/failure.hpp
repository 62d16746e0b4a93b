#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <pop3kit/errc.hpp>
#include <pop3kit/response_code.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace pop3kit {

/// Whether the same call, made again, may succeed.
enum class retry {
  never,  ///< not without a change
  now,    ///< on a new connection, at once
  later,  ///< the server asked for patience
};

/// Everything known about an operation that did not succeed. `result::error()` gives a copy; what is asked of such a
/// temporary is a value of its own, so `const auto& detail = done.error().detail()` is sound.
class failure {
 public:
  /// No failure at all: what `.error()` gives for a good result.
  failure() = default;
  /// Implicit, so that a function returns a code where it returns a result. The advice on retrying follows from the
  /// code; the session counts as usable for the caller's own mistakes alone, until set_session_usable() says otherwise.
  failure(boost::system::error_code code);  // NOLINT(google-explicit-constructor)
  failure(errc code);                       // NOLINT(google-explicit-constructor)
  failure(boost::system::error_code code, std::string detail);

  [[nodiscard]] boost::system::error_code code() const noexcept { return code_; }
  [[nodiscard]] fault kind() const noexcept { return fault_of(code_); }
  /// What the server answered. Nothing if the client sent no command, because it knew the outcome from a listing or
  /// from the capabilities: a unique-id that no message has, for instance.
  [[nodiscard]] const std::optional<server_reply>& reply() const& noexcept { return reply_; }
  [[nodiscard]] std::optional<server_reply> reply() && noexcept { return std::move(reply_); }
  /// The verb under way, such as "RETR"; empty outside a command. Arguments never stand here.
  [[nodiscard]] const std::string& verb() const& noexcept { return verb_; }
  [[nodiscard]] std::string verb() && noexcept { return std::move(verb_); }
  /// True if the session can still be used: nothing was sent, or the server refused in good order. False if there is no
  /// session any more, or none came about.
  [[nodiscard]] bool session_usable() const noexcept { return session_usable_; }
  [[nodiscard]] retry retry_advice() const noexcept { return retry_; }
  /// More than the code can say: which certificate, which line of which file.
  [[nodiscard]] const std::string& detail() const& noexcept { return detail_; }
  [[nodiscard]] std::string detail() && noexcept { return std::move(detail_); }

  /// The authentication mechanisms that were tried, in this order, where logging in failed: "SCRAM-SHA-256", or "USER"
  /// and "APOP" for those commands. Empty where none was.
  [[nodiscard]] const std::vector<std::string>& mechanisms_tried() const& noexcept { return mechanisms_tried_; }
  [[nodiscard]] std::vector<std::string> mechanisms_tried() && noexcept { return std::move(mechanisms_tried_); }

  /// One line: what, where, and what to do about it. Control characters, bidirectional formatting characters, and the
  /// separators of lines and paragraphs are masked as '?', and long text is cut. Only the findings of
  /// fault::expectation are given in full, a line for each.
  [[nodiscard]] std::string message() const;

  failure& set_reply(server_reply reply);
  /// Keeps the first word alone, so that an argument cannot slip in.
  failure& set_verb(std::string_view verb);
  failure& set_session_usable(bool usable) noexcept;
  failure& set_retry(retry advice) noexcept;
  failure& set_detail(std::string detail);
  failure& set_mechanisms_tried(std::vector<std::string> names);

 private:
  boost::system::error_code code_;
  std::optional<server_reply> reply_;
  std::string verb_;
  std::string detail_;
  std::vector<std::string> mechanisms_tried_;
  retry retry_ = retry::never;
  bool session_usable_ = false;
};

/// What `result<T>::value()` throws. `code()` is the failure's code, `what()` its one line.
class error : public std::system_error {
 public:
  explicit error(failure cause);
  [[nodiscard]] const failure& cause() const noexcept { return cause_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  failure cause_;
  std::string text_;
};

/// Found by argument-dependent lookup in Boost.System when `.value()` is called on a failed result.
[[noreturn]] void throw_exception_from_error(const failure& cause, const boost::source_location& where);

}  // namespace pop3kit
