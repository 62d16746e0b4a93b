#pragma once

#include <string>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// Who asked for five connections wants to know of three, and who has fetched for an hour that the connection was lost
/// on the way: warnings, which change nothing. `done` says that the work is complete all the same.
void mention_connections(mail_session& session, const std::string& done);

}  // namespace pop3kit::command
