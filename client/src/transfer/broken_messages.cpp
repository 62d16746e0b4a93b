#include "transfer/broken_messages.hpp"

#include <string>

namespace pop3kit::engine {

namespace {

bool is_too_large(const failure& cause) {
  return cause.code() == errc::message_too_large || cause.code() == errc::header_too_large;
}

}  // namespace

bool is_broken_message(const failure& cause) {
  return cause.kind() == fault::protocol && cause.code() != errc::too_slow;
}

void broken_messages::note_end(std::optional<std::size_t> due, bool sent_ahead) noexcept {
  due_ = due;
  sent_ahead_ = sent_ahead;
}

failure broken_messages::name_message(failure cause, const std::vector<message_info>& messages) const {
  if (!due_) return cause;
  const std::string message = "message " + std::to_string(messages[*due_].sequence_number);
  const std::string detail = cause.detail();
  cause.set_detail(detail.empty() ? message : message + ": " + detail);
  return cause;
}

bool broken_messages::is_certain(const failure& cause) {
  return !sent_ahead_ || is_too_large(cause) || !suspects_.insert(*due_).second;
}

void broken_messages::note_reported(bool first_report) noexcept {
  if (first_report) ++reported_;
  due_.reset();
}

}  // namespace pop3kit::engine
