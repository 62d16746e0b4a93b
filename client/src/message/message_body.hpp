#pragma once

#include <pop3kit/mail_message.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// What a message has to read and to save.
struct message_body {
  message_body() = default;
  std::string text;
  std::string html;
  std::vector<attachment> attachments;
};

/// Total, in time linear in the octets: multiparts nested deeper than 32 are attachments as they stand, and parts
/// beyond the 100,000th are left out. A message inside the message is an attachment.
[[nodiscard]] message_body read_body(std::string_view octets);

}  // namespace pop3kit::engine
