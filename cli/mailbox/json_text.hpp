#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>

/// JSON for scripts, each value in one line. What is absent is null. Text is UTF-8, even if the server sent other
/// octets.
namespace pop3kit::command {

[[nodiscard]] std::string json_text(const mailbox_info& mailbox);
[[nodiscard]] std::string json_text(const message_info& message, list_fields fields);
[[nodiscard]] std::string json_text(const message_info& which, const header_collection& headers);
[[nodiscard]] std::string json_text(const message_info& which, const mail_message& message);
[[nodiscard]] std::string json_text(const capabilities& offered);

/// Returns a capability in one line, as a server announces it: "SASL PLAIN LOGIN".
[[nodiscard]] std::string capability_text(const capabilities::entry& entry);

}  // namespace pop3kit::command
