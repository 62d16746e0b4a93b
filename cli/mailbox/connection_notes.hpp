#pragma once

#include <cstddef>
#include <string>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// Warns of connections that could not be opened, and of sessions that ended on the way. `done` says how much of the
/// work was done all the same.
void mention_connections(mail_session& session, const std::string& done);

/// What to say if LIST and UIDL named different messages, in a line of its own.
[[nodiscard]] std::string disagreement_of_listings(std::size_t listed_once, std::size_t messages);

}  // namespace pop3kit::command
