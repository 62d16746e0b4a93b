#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/error_code.hpp>
#include <iosfwd>
#include <optional>
#include <pop3kit/errc.hpp>
#include <pop3kit/response_code.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace pop3kit {

/// Whether the same call may succeed if it is repeated.
enum class retry {
  never,  ///< not unless something changes first
  now,    ///< at once; the next operation opens a new connection
  later,  ///< after a while: the server asked the client to wait
};

/// Describes an operation that did not succeed: the error code, and everything known about the circumstances.
///
/// `result::error()` returns a copy. Getters that return a reference return a value if they are called on a temporary,
/// so `const auto& detail = done.error().detail()` is safe.
class failure {
 public:
  /// Makes an object without an error: code() is 0. `.error()` of a successful result returns it.
  failure() = default;
  /// Makes a failure with this code. The conversion is implicit, so that a function can return a code as a result.
  ///
  /// retry_advice() follows from the code. session_usable() is true only for the caller's own mistakes, until
  /// set_session_usable() changes it.
  failure(boost::system::error_code code);  // NOLINT(google-explicit-constructor)
  /// Makes a failure with this code, as the constructor for error codes does.
  failure(errc code);  // NOLINT(google-explicit-constructor)
  /// Makes a failure with this code and a text for detail().
  failure(boost::system::error_code code, std::string detail);

  /// Returns the error code. Compare it to an errc, a fault or a condition.
  [[nodiscard]] boost::system::error_code code() const noexcept { return code_; }
  /// Returns the class of code(), as fault_of() does. Meaningless if code() is 0.
  [[nodiscard]] fault kind() const noexcept { return fault_of(code_); }
  /// Returns the server's reply. Empty if there was none, or if the client sent no command because it knew the outcome
  /// from a listing or from the capabilities, for instance for a unique-id that no message has.
  [[nodiscard]] const std::optional<server_reply>& reply() const& noexcept { return reply_; }
  /// Returns the server's reply, moved out of a temporary.
  [[nodiscard]] std::optional<server_reply> reply() && noexcept { return std::move(reply_); }
  /// Returns the command that failed, such as "RETR", without its arguments. Empty if the failure belongs to no
  /// command.
  [[nodiscard]] const std::string& verb() const& noexcept { return verb_; }
  /// Returns the command that failed, moved out of a temporary.
  [[nodiscard]] std::string verb() && noexcept { return std::move(verb_); }
  /// Returns true if the session can still be used: the client sent nothing, or the server refused the command and the
  /// session goes on. Returns false if the session has ended, or was never opened.
  [[nodiscard]] bool session_usable() const noexcept { return session_usable_; }
  /// Returns whether the same call may succeed if it is repeated.
  [[nodiscard]] retry retry_advice() const noexcept { return retry_; }
  /// Returns what the code cannot say, such as the name of the certificate or the line of the file. May be empty.
  [[nodiscard]] const std::string& detail() const& noexcept { return detail_; }
  /// Returns the detail, moved out of a temporary.
  [[nodiscard]] std::string detail() && noexcept { return std::move(detail_); }

  /// Returns the authentication mechanisms that a failed login tried, in this order: names such as "SCRAM-SHA-256", or
  /// "USER" and "APOP" for those commands. Empty if no mechanism was tried.
  [[nodiscard]] const std::vector<std::string>& mechanisms_tried() const& noexcept { return mechanisms_tried_; }
  /// Returns the mechanisms that a failed login tried, moved out of a temporary.
  [[nodiscard]] std::vector<std::string> mechanisms_tried() && noexcept { return std::move(mechanisms_tried_); }

  /// Returns one line for people: the verb, the text of the code, the detail, the server's words, and what to do.
  ///
  /// Control characters, bidirectional formatting characters, and the separators of lines and paragraphs become '?', so
  /// that a server cannot control the terminal. Long texts are cut. Only the detail of fault::expectation is shown in
  /// full, with a line for each finding.
  [[nodiscard]] std::string message() const;

  /// Sets what reply() returns.
  failure& set_reply(server_reply reply);
  /// Sets what verb() returns. Only the first word is kept, so that no argument gets into the failure.
  failure& set_verb(std::string_view verb);
  /// Sets what session_usable() returns.
  failure& set_session_usable(bool usable) noexcept;
  /// Sets what retry_advice() returns.
  failure& set_retry(retry advice) noexcept;
  /// Sets what detail() returns.
  failure& set_detail(std::string detail);
  /// Sets what mechanisms_tried() returns.
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

/// Writes failure::message(): one line, with control characters masked. "no failure" for a failure without a code.
std::ostream& operator<<(std::ostream& out, const failure& shown);

/// The exception that `result<T>::value()` throws if the result is a failure. `code()` is the failure's code.
class error : public std::system_error {
 public:
  /// Makes an exception from a failure.
  explicit error(failure cause);
  /// Returns the failure. The reference is valid as long as the exception.
  [[nodiscard]] const failure& cause() const noexcept { return cause_; }
  /// Returns failure::message(). The pointer is valid as long as the exception.
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  failure cause_;
  std::string text_;
};

/// Throws `error`. Boost.System calls this function, found by argument-dependent lookup, if `.value()` is called on a
/// failed result.
[[noreturn]] void throw_exception_from_error(const failure& cause, const boost::source_location& where);

}  // namespace pop3kit
