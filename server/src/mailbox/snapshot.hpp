#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mailbox/maildrop.hpp"

namespace pop3kit::serving {

/// What one session sees of a maildrop: sequence numbers and unique-ids as they were at login, and the deletion marks
/// of this session (RFC 1939 sections 4 and 5). A message number is valid if contains() returns true.
class snapshot {
 public:
  explicit snapshot(std::shared_ptr<const roster> seen) noexcept : seen_(std::move(seen)) {}

  /// Returns the highest number. Numbers begin at 1 and include marked messages.
  [[nodiscard]] std::uint64_t highest() const noexcept { return seen_->count(); }
  [[nodiscard]] bool contains(std::uint64_t number) const noexcept { return number >= 1 && number <= highest(); }
  [[nodiscard]] bool deleted(std::uint64_t number) const noexcept {
    return deleted_count_ > 0 && deleted_[static_cast<std::size_t>(number - 1)];
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return highest() - deleted_count_; }
  [[nodiscard]] std::uint64_t octets() const { return seen_->total_octets() - deleted_octets_; }
  [[nodiscard]] std::uint64_t octets(std::uint64_t number) const { return seen_->octets(index(number)); }
  [[nodiscard]] std::string unique_id(std::uint64_t number) const {
    return seen_->source()->unique_id(seen_->position(index(number)));
  }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::uint64_t number) const {
    return seen_->source()->open(seen_->position(index(number)));
  }

  [[nodiscard]] std::uint32_t position(std::uint64_t number) const {
    return static_cast<std::uint32_t>(seen_->position(index(number)));
  }

  void mark(std::uint64_t number);
  void unmark_all() noexcept;
  /// Returns the positions of the marked messages in the source, in ascending order.
  [[nodiscard]] std::vector<std::uint32_t> marked() const;

 private:
  static std::size_t index(std::uint64_t number) noexcept { return static_cast<std::size_t>(number - 1); }

  std::shared_ptr<const roster> seen_;
  std::vector<bool> deleted_;  ///< empty until the first mark, because most sessions never delete
  std::uint64_t deleted_count_ = 0;
  std::uint64_t deleted_octets_ = 0;
};

}  // namespace pop3kit::serving
