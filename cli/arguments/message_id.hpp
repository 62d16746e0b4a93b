#pragma once

#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_reference.hpp>
#include <string>
#include <vector>

namespace pop3kit::command {

/// A message as the user named it: "7" or "uid:a7".
struct message_id {
  message_id(std::string as_written, message_reference reference)
      : text(std::move(as_written)), which(std::move(reference)) {}
  std::string text;
  message_reference which;
};

/// Whether the reference means this message, by its number or by its unique-id.
[[nodiscard]] bool means(const message_reference& which, const message_info& message);

/// Each message once, in the order given. Throws command_error (2).
[[nodiscard]] std::vector<message_id> parse_message_ids(const std::vector<std::string>& arguments);

}  // namespace pop3kit::command
