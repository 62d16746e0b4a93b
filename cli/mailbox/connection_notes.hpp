#pragma once

#include <string>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// Warns of connections that could not be opened, and of sessions that ended on the way. `done` says how much of the
/// work was done all the same.
void mention_connections(mail_session& session, const std::string& done);

}  // namespace pop3kit::command
