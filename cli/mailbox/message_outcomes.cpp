#include "mailbox/message_outcomes.hpp"

#include <fmt/format.h>

namespace pop3kit::command {

namespace {

std::string text_of_failure(const std::string& message, const failure& cause) {
  return message.empty() ? cause.message() : message + ": " + cause.message();
}

}  // namespace

void message_outcomes::failed(const std::string& message, const failure& cause) {
  failures_.emplace_back(message, cause);
}

void message_outcomes::ended_early(const failure& cause) {
  failed("", cause);
  session_ended_ = true;
}

void message_outcomes::failed_alone(const std::string& message, const failure& cause) {
  failed(message, cause);
  session_ended_ = session_ended_ || !cause.session_usable();
}

std::string message_outcomes::summary(const std::string& deed) const {
  if (succeeded_ == messages_) return "everything was " + deed;
  return fmt::format("{} of {} messages were {}", succeeded_, messages_, deed);
}

std::string message_outcomes::failures() const {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t at = 0; at < failures_.size() && at < shown; ++at) {
    text += (at == 0 ? "" : " | ") + text_of_failure(failures_[at].message, failures_[at].cause);
  }
  if (failures_.size() > shown) text += fmt::format(" | and {} more", failures_.size() - shown);
  return text;
}

void message_outcomes::conclude(const mail_session& session, const std::string& deed) const {
  if (failures_.empty()) {
    if (finding_.empty()) return;
    throw command_error(exit_status::partial, fmt::format("{}: {}", session.where(), finding_));
  }
  const std::string finding = finding_.empty() ? finding_ : "; " + finding_;
  const item& decisive = session_ended_ ? failures_.back() : failures_.front();
  if (messages_ == 1) {
    throw command_error(exit_status_of(decisive.cause),
                        fmt::format("{}: {}{}{}", session.where(), decisive.message.empty() ? "" : "message ",
                                    text_of_failure(decisive.message, decisive.cause), finding));
  }
  const std::string line =
      fmt::format("{}: {} of {} messages {}; {}{}", session.where(), succeeded_, messages_, deed, failures(), finding);
  const bool some = succeeded_ > 0 && !session_ended_;
  throw command_error(some ? exit_status::partial : exit_status_of(decisive.cause), line);
}

}  // namespace pop3kit::command
