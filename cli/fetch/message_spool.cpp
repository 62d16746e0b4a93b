#include "fetch/message_spool.hpp"

#include <algorithm>

namespace pop3kit::command {

std::uint64_t message_spool::begin() noexcept {
  ++waiting_;
  return file_.size();
}

void message_spool::keep(spool_range message) {
  if (!kept_.empty() && kept_.back().end == message.begin) {
    kept_.back().end = message.end;
  } else {
    kept_.push_back(message);
  }
  kept_until_ = std::max(kept_until_, message.end);
  take_back();
}

void message_spool::pass_on(spool_range message, const spool_file::reader& take) {
  file_.read(message, take);
  take_back();
}

/// The space of a message is given back when no message waits: until then, others may come after it.
void message_spool::take_back() noexcept {
  if (--waiting_ == 0) file_.truncate(kept_until_);
}

}  // namespace pop3kit::command
