#pragma once

#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

/// Text for people to read. Characters of the mail that could change the terminal are replaced.
namespace pop3kit::command {

/// A table of messages under a heading, made line by line. Columns have a limited width: a longer unique-id is printed
/// in full and makes its own line longer; a longer sender or subject is cut.
class message_table {
 public:
  /// The columns are as wide as `messages` need.
  message_table(const std::vector<message_info>& messages, list_fields fields);
  /// Both end with a line feed.
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string row(const message_info& message) const;

 private:
  std::size_t identity_width_;
  list_fields fields_;
};

/// Returns what is known of a message, each field in a line.
[[nodiscard]] std::string message_sheet(const message_info& message);

/// Returns the most important header fields, the text, and the list of attachments.
[[nodiscard]] std::string message_page(const mail_message& message);

}  // namespace pop3kit::command
