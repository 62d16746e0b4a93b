#pragma once

#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_reference.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// A message as the user named it: "7" or "uid:a7".
struct message_id {
  message_id(std::string as_written, message_reference reference)
      : text(std::move(as_written)), which(std::move(reference)) {}
  std::string text;
  message_reference which;
};

/// Returns each message once, in the order given. Throws command_error (2) if an argument names no message.
[[nodiscard]] std::vector<message_id> parse_message_ids(const std::vector<std::string>& arguments);

/// Whether the reference means this message, by its number or by its unique-id.
[[nodiscard]] bool means(const message_reference& which, const message_info& message);

/// Returns each message once, in the order given, even if it was named by number and by unique-id. If both kinds are
/// among the IDs, asks the server which number has which unique-id. A server that does not support UIDL leaves the IDs
/// as they are. Throws command_error.
[[nodiscard]] std::vector<message_id> distinct_messages(mail_session& session, std::vector<message_id> ids);
/// Does this without asking: `listed` is what list_unique_ids() returned, or empty if the server does not support UIDL.
[[nodiscard]] std::vector<message_id> distinct_messages(const message_listing& listed, std::vector<message_id> ids);

}  // namespace pop3kit::command
