#pragma once

#include <optional>
#include <string>

#include "link/dialogue.hpp"
#include "link/refusal.hpp"

namespace pop3kit::engine {

/// One command whose reply is a status line and nothing else.
class single_reply : public dialogue {
 public:
  /// Makes a dialogue for a command with CRLF. A -ERR whose response code does not determine the error is `otherwise`.
  single_reply(wire::verb verb, std::string command, errc otherwise = errc::refused);
  explicit single_reply(wire::verb verb);
  /// Makes a dialogue for a command that names a message. See message_refusal().
  single_reply(wire::verb verb, std::uint64_t number);

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;

  [[nodiscard]] bool answered() const noexcept { return answered_; }
  /// Returns the refusal. Empty if the server answered +OK.
  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
  /// Returns the status text without the response code.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  wire::verb verb_;
  std::string command_;
  errc otherwise_;
  bool names_message_ = false;
  std::string text_;
  std::optional<failure> refused_;
  bool sent_ = false;
  bool answered_ = false;
};

/// Makes a failure from a -ERR to a command that names a message.
///
/// RFC 1939 section 5 has only one reason, that there is no such message, but servers have others. Without a response
/// code, the failure is errc::no_such_message only if the server's text says so.
[[nodiscard]] failure message_refusal(const answer& status);

}  // namespace pop3kit::engine
