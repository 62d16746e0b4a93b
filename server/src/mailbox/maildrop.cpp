#include "mailbox/maildrop.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::serving {

/// A mailbox and the messages that were delivered to it later. Positions never change, so sessions can go on reading
/// during a delivery. Belongs to the service's executor.
class growing_mailbox final : public mailbox_source {
 public:
  explicit growing_mailbox(std::shared_ptr<const mailbox_source> first);

  /// Appends messages. Their unique-ids begin with `prefix`, so that mail delivered twice gives two messages.
  void append(std::shared_ptr<const mailbox_source> more, std::string prefix);

  [[nodiscard]] std::size_t count() const override { return parts_.back().end; }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override;
  [[nodiscard]] std::string unique_id(std::size_t position) const override;
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override;

 private:
  struct part {
    std::shared_ptr<const mailbox_source> mail;
    std::string prefix;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] const part& part_with(std::size_t position) const;

  std::vector<part> parts_;
};

namespace {

class empty_mailbox final : public mailbox_source {
 public:
  [[nodiscard]] std::size_t count() const override { return 0; }
  [[nodiscard]] std::uint64_t octets(std::size_t) const override { return 0; }
  [[nodiscard]] std::string unique_id(std::size_t) const override { return {}; }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t) const override { return nullptr; }
};

std::shared_ptr<const mailbox_source> source_of(const account& owner) {
  return owner.mailbox ? owner.mailbox : std::make_shared<const empty_mailbox>();
}

}  // namespace

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

roster::roster(std::shared_ptr<const mailbox_source> source) : source_(std::move(source)), count_(source_->count()) {}

roster::roster(std::shared_ptr<const mailbox_source> source, std::vector<std::uint32_t> positions)
    : source_(std::move(source)), positions_(std::move(positions)), count_(positions_->size()) {}

std::uint64_t roster::total_octets() const {
  if (!total_) {
    std::uint64_t sum = 0;
    for (std::size_t index = 0; index < count_; ++index) sum += octets(index);
    total_ = sum;
  }
  return *total_;
}

maildrop::maildrop(const account& owner)
    : exclusive_(owner.lock), current_(std::make_shared<const roster>(source_of(owner))) {}

bool maildrop::acquire(net::time_point now) noexcept {
  if (exclusive_ && sessions_ > 0) return false;
  ++sessions_;
  opened_ = now;
  return true;
}

bool maildrop::opened_within(net::duration span, net::time_point now) const noexcept {
  return opened_ && now - *opened_ < span;
}

void maildrop::release() noexcept {
  --sessions_;
}

void maildrop::accessed(std::uint32_t position) noexcept {
  accessed_ = std::max(accessed_.value_or(position), position);
}

std::uint64_t maildrop::accessed_count() const noexcept {
  std::uint64_t count = 0;
  while (accessed_ && count < current_->count() && current_->position(count) <= *accessed_) ++count;
  return count;
}

std::size_t maildrop::remove(std::span<const std::uint32_t> positions) {
  if (positions.empty()) return 0;
  std::vector<std::uint32_t> kept;
  kept.reserve(current_->count());
  for (std::size_t index = 0; index < current_->count(); ++index) {
    const auto position = static_cast<std::uint32_t>(current_->position(index));
    if (!std::ranges::binary_search(positions, position)) kept.push_back(position);
  }
  const std::size_t removed = current_->count() - kept.size();
  current_ = std::make_shared<const roster>(current_->source(), std::move(kept));
  return removed;
}

std::size_t maildrop::remove(ordinal_range places) {
  std::vector<std::uint32_t> positions;
  const std::uint64_t last = std::min<std::uint64_t>(places.last, current_->count());
  for (std::uint64_t at = places.first; at <= last; ++at) {
    positions.push_back(static_cast<std::uint32_t>(current_->position(static_cast<std::size_t>(at - 1))));
  }
  return remove(positions);
}

bool maildrop::deliver(std::shared_ptr<const mailbox_source> mail) {
  if (!has_room(mail->count())) return false;
  delivered_ += mail->count();
  std::vector<std::uint32_t> positions;
  positions.reserve(current_->count() + mail->count());
  for (std::size_t index = 0; index < current_->count(); ++index) {
    positions.push_back(static_cast<std::uint32_t>(current_->position(index)));
  }
  if (!grown_) grown_ = std::make_shared<growing_mailbox>(current_->source());
  const std::size_t before = grown_->count();
  for (std::size_t index = 0; index < mail->count(); ++index) {
    positions.push_back(static_cast<std::uint32_t>(before + index));
  }
  grown_->append(std::move(mail), "d" + std::to_string(++deliveries_) + "-");
  current_ = std::make_shared<const roster>(grown_, std::move(positions));
  return true;
}

maildrops::maildrops(const std::map<std::string, account>& accounts) {
  for (const auto& [name, owner] : accounts) by_user_.try_emplace(name, owner);
}

maildrop* maildrops::find(std::string_view user) {
  const auto found = by_user_.find(user);
  return found == by_user_.end() ? nullptr : &found->second;
}

std::shared_ptr<const roster> maildrops::contents(std::string_view user) const {
  const auto found = by_user_.find(user);
  return found == by_user_.end() ? nullptr : found->second.current();
}

delivery maildrops::deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail) {
  maildrop* const found = find(user);
  if (found == nullptr) return delivery::no_account;
  std::uint64_t octets = delivered_octets_;
  const std::size_t count = mail->count();
  for (std::size_t index = 0; index < count; ++index) octets += mail->octets(index);
  if (octets > most_delivered_octets || !found->deliver(mail)) return delivery::full;
  delivered_octets_ = octets;
  return delivery::done;
}

bool maildrops::remove(std::string_view user, std::uint64_t number) {
  maildrop* const found = find(user);
  return found != nullptr && found->remove(ordinal_range{number, number}) > 0;
}

void maildrops::remove(std::string_view user, const std::vector<std::string>& unique_ids) {
  maildrop* const found = find(user);
  if (found == nullptr) return;
  const roster& held = *found->current();
  std::vector<std::uint32_t> positions;
  for (std::size_t index = 0; index < held.count(); ++index) {
    const std::size_t position = held.position(index);
    const bool goes = std::ranges::find(unique_ids, held.source()->unique_id(position)) != unique_ids.end();
    if (goes) positions.push_back(static_cast<std::uint32_t>(position));
  }
  found->remove(positions);
}

}  // namespace pop3kit::serving
