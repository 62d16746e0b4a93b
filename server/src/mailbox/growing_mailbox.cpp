#include "mailbox/growing_mailbox.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::serving {

growing_mailbox::growing_mailbox(std::shared_ptr<const mailbox_source> first) {
  append(std::move(first), {});
}

void growing_mailbox::append(std::shared_ptr<const mailbox_source> more, std::string prefix) {
  const std::size_t begin = parts_.empty() ? 0 : parts_.back().end;
  part& added = parts_.emplace_back();
  added.begin = begin;
  added.end = begin + more->count();
  added.mail = std::move(more);
  added.prefix = std::move(prefix);
}

std::uint64_t growing_mailbox::octets(std::size_t position) const {
  const part& at = part_with(position);
  return at.mail->octets(position - at.begin);
}

std::string growing_mailbox::unique_id(std::size_t position) const {
  const part& at = part_with(position);
  return at.prefix + at.mail->unique_id(position - at.begin);
}

std::shared_ptr<const message_content> growing_mailbox::open(std::size_t position) const {
  const part& at = part_with(position);
  return at.mail->open(position - at.begin);
}

const growing_mailbox::part& growing_mailbox::part_with(std::size_t position) const {
  return *std::ranges::upper_bound(parts_, position, {}, &part::end);
}

}  // namespace pop3kit::serving
