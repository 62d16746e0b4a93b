#pragma once

#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

/// What people read. Control characters of the mail are masked: it is not the mail's terminal.
namespace pop3kit::command {

/// A table of messages under a heading, made line by line. Columns have a bounded width: a longer unique-id is printed
/// in full and makes its own line longer, a longer sender or subject is cut.
class message_table {
 public:
  /// `messages` decides how wide the columns are.
  message_table(const std::vector<message_info>& messages, list_fields fields);
  /// Both with their line end.
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string row(const message_info& message) const;

 private:
  std::size_t identity_width_;
  list_fields fields_;
};

/// A field a line.
[[nodiscard]] std::string message_sheet(const message_info& message);

/// The header in brief, the text, and the list of attachments.
[[nodiscard]] std::string message_page(const mail_message& message);

}  // namespace pop3kit::command
