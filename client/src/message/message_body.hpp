#pragma once

#include <pop3kit/mail_message.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// The text bodies and attachments of a message.
struct message_body {
  message_body() = default;
  std::string text;
  std::string html;
  std::vector<attachment> attachments;
};

/// Reads the body of a message. Never fails, and takes linear time.
///
/// Multiparts that are nested deeper than 32 levels become attachments. Parts after the 100,000th are left out. A
/// message within the message is an attachment.
[[nodiscard]] message_body read_body(std::string_view octets);

}  // namespace pop3kit::engine
