#include "mailbox/tally.hpp"

#include <fmt/format.h>

namespace pop3kit::command {

void tally::failed(const std::string& message, const failure& cause) {
  failures_.emplace_back(message, cause);
  session_ended_ = session_ended_ || !cause.session_usable();
}

void tally::conclude(const mail_session& session, const std::string& deed) const {
  if (failures_.empty()) return;
  const item& decisive = session_ended_ ? failures_.back() : failures_.front();
  if (messages_ == 1) {
    throw command_error(exit_status_of(decisive.cause),
                        fmt::format("{}: message {}: {}", session.where(), decisive.message, decisive.cause.message()));
  }
  constexpr std::size_t shown = 3;
  std::string line = fmt::format("{}: {} of {} messages {}; ", session.where(), succeeded_, messages_, deed);
  for (std::size_t at = 0; at < failures_.size() && at < shown; ++at) {
    line += fmt::format("{}{}: {}", at == 0 ? "" : " | ", failures_[at].message, failures_[at].cause.message());
  }
  if (failures_.size() > shown) line += fmt::format(" | and {} more", failures_.size() - shown);
  const bool some = succeeded_ > 0 && !session_ended_;
  throw command_error(some ? exit_status::partial : exit_status_of(decisive.cause), line);
}

}  // namespace pop3kit::command
