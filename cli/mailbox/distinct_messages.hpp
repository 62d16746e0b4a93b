#pragma once

#include <vector>

#include "arguments/message_id.hpp"
#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// Each message once, in the order given, if some IDs are numbers and others unique-ids: asks the server which number
/// has which unique-id then. A server that does not support UIDL leaves the IDs as they are. Throws command_error.
[[nodiscard]] std::vector<message_id> distinct_messages(mail_session& session, std::vector<message_id> ids);
/// Without asking: `listed` is what list_unique_ids() gave, or empty if the server does not support UIDL.
[[nodiscard]] std::vector<message_id> distinct_messages(const message_listing& listed, std::vector<message_id> ids);

}  // namespace pop3kit::command
