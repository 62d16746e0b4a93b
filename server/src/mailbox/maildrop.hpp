#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Which of a source's messages a maildrop held at one moment, in order. Immutable and shared by the sessions that
/// logged in then; while nothing was removed it costs no memory for each message.
class roster {
 public:
  explicit roster(std::shared_ptr<const mailbox_source> source);
  roster(std::shared_ptr<const mailbox_source> source, std::vector<std::uint32_t> positions);

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// `index` from 0.
  [[nodiscard]] std::size_t position(std::size_t index) const noexcept {
    return positions_ ? (*positions_)[index] : index;
  }
  [[nodiscard]] const std::shared_ptr<const mailbox_source>& source() const noexcept { return source_; }
  [[nodiscard]] std::uint64_t octets(std::size_t index) const { return source_->octets(position(index)); }
  /// Of all messages; summed up when first asked for.
  [[nodiscard]] std::uint64_t total_octets() const;

 private:
  std::shared_ptr<const mailbox_source> source_;
  std::optional<std::vector<std::uint32_t>> positions_;  ///< nothing: all of the source, in its order
  std::size_t count_;
  mutable std::optional<std::uint64_t> total_;
};

class growing_mailbox;

/// The messages of one account while a service runs, with RFC 1939's exclusive lock. Belongs to the service's executor.
class maildrop {
 public:
  /// Messages that can be delivered to one maildrop while a scenario is played, removed ones included.
  static constexpr std::size_t most_delivered = 1'000'000;

  explicit maildrop(const account& owner);

  /// False where the lock is exclusive and taken; else it is open since `now`.
  [[nodiscard]] bool acquire(net::time_point now = net::time_point()) noexcept;
  /// Whether it was opened less than `span` before `now`.
  [[nodiscard]] bool opened_within(net::duration span, net::time_point now) const noexcept;
  void release() noexcept;

  /// A session that has ended had accessed the message at this position, or one before it (LAST: RFC 1460 section 3).
  void accessed(std::uint32_t position) noexcept;
  /// How many messages stand in the maildrop up to the last one that was accessed.
  [[nodiscard]] std::uint64_t accessed_count() const noexcept;

  [[nodiscard]] const std::shared_ptr<const roster>& current() const noexcept { return current_; }
  /// Removes messages by their positions in the source, ascending; how many of them were there to be removed.
  std::size_t remove(std::span<const std::uint32_t> positions);
  /// As somebody else would: sessions under way keep what they saw at login. The message in a place, from 1, leaves.
  std::size_t remove(ordinal_range places);
  /// Whether so many more can be delivered.
  [[nodiscard]] bool has_room(std::size_t messages) const noexcept { return messages <= most_delivered - delivered_; }
  /// New messages, behind those that are there. False if more than `most_delivered` would have come in all: nothing
  /// was delivered then.
  [[nodiscard]] bool deliver(std::shared_ptr<const mailbox_source> mail);

 private:
  std::uint64_t deliveries_ = 0;
  std::size_t delivered_ = 0;
  bool exclusive_;
  std::size_t sessions_ = 0;
  std::optional<net::time_point> opened_;   ///< last
  std::optional<std::uint32_t> accessed_;   ///< the highest position that sessions have read or deleted
  std::shared_ptr<growing_mailbox> grown_;  ///< null until something was delivered
  std::shared_ptr<const roster> current_;
};

/// The octets of mail that can be delivered in all while a scenario is played, by HTTP and by calls of `server`.
inline constexpr std::uint64_t most_delivered_octets = std::uint64_t{1} << 30U;

/// The outcome of a delivery to an account.
enum class delivery : std::uint8_t { done, no_account, full };

/// The maildrops of all accounts. Belongs to the executor of the run.
class maildrops {
 public:
  explicit maildrops(const std::map<std::string, account>& accounts);

  /// Returns the maildrop of an account; null if there is no such account.
  [[nodiscard]] maildrop* find(std::string_view user);
  /// Returns what the maildrop of an account holds now; null if there is no such account.
  [[nodiscard]] std::shared_ptr<const roster> contents(std::string_view user) const;

  /// Delivers messages as another client would: sessions that are logged in keep what they saw at login.
  [[nodiscard]] delivery deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail);
  /// Removes the message with this number, from 1. Returns false if there is none.
  bool remove(std::string_view user, std::uint64_t number);
  /// Removes messages as the QUIT of another session would: sessions that are logged in keep seeing them.
  void remove(std::string_view user, const std::vector<std::string>& unique_ids);

 private:
  std::map<std::string, maildrop, std::less<>> by_user_;
  std::uint64_t delivered_octets_ = 0;  ///< by deliver()
};

inline constexpr const char* no_more_deliveries =
    "these messages cannot be delivered: a maildrop takes 1,000,000 while a scenario is played";

}  // namespace pop3kit::serving
