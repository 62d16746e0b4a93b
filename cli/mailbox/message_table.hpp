#pragma once

#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

/// What people read. Control characters of the mail are masked: it is not the mail's terminal.
namespace pop3kit::command {

/// A table under a heading, a message a line, with its last line end.
[[nodiscard]] std::string message_table(const std::vector<message_info>& messages, list_fields fields);

/// A field a line.
[[nodiscard]] std::string message_sheet(const message_info& message);

/// The header in brief, the text, and the list of attachments.
[[nodiscard]] std::string message_page(const mail_message& message);

}  // namespace pop3kit::command
