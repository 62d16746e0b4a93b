#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

/// The JSON that scripts read, one line a value. Absent is null; text is UTF-8, whatever the server sent.
namespace pop3kit::command {

[[nodiscard]] std::string json_text(const mailbox_info& mailbox);
[[nodiscard]] std::string json_text(const message_info& message, list_fields fields);
[[nodiscard]] std::string json_text(const message_info& which, const header_collection& headers);
[[nodiscard]] std::string json_text(const message_info& which, const mail_message& message);
[[nodiscard]] std::string json_text(const capabilities& offered);

}  // namespace pop3kit::command
