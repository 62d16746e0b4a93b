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

/// The messages of a source that a maildrop held at one moment, in order. Immutable, and shared by the sessions that
/// logged in at that time. It uses no memory per message until a message is removed.
class roster {
 public:
  explicit roster(std::shared_ptr<const mailbox_source> source);
  roster(std::shared_ptr<const mailbox_source> source, std::vector<std::uint32_t> positions);

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// Returns the position in the source. `index` begins at 0.
  [[nodiscard]] std::size_t position(std::size_t index) const noexcept {
    return positions_ ? (*positions_)[index] : index;
  }
  [[nodiscard]] const std::shared_ptr<const mailbox_source>& source() const noexcept { return source_; }
  [[nodiscard]] std::uint64_t octets(std::size_t index) const { return source_->octets(position(index)); }
  /// Returns the octets of all messages. The sum is computed on the first call.
  [[nodiscard]] std::uint64_t total_octets() const;

 private:
  std::shared_ptr<const mailbox_source> source_;
  std::optional<std::vector<std::uint32_t>> positions_;  ///< nothing: all messages of the source, in its order
  std::size_t count_;
  mutable std::optional<std::uint64_t> total_;
};

class growing_mailbox;

/// The messages of one account while a service runs, with the exclusive lock of RFC 1939. Belongs to the service's
/// executor.
class maildrop {
 public:
  /// The most messages that can be delivered to one maildrop during a run, including those removed later.
  static constexpr std::size_t most_delivered = 1'000'000;

  explicit maildrop(const account& owner);

  /// Opens the maildrop at `now`. Returns false if its lock is exclusive and a session holds it.
  [[nodiscard]] bool acquire(net::time_point now = net::time_point()) noexcept;
  /// Returns true if the maildrop was last opened less than `span` before `now`.
  [[nodiscard]] bool opened_within(net::duration span, net::time_point now) const noexcept;
  void release() noexcept;

  /// Records that a session that has ended accessed the message at this position (LAST: RFC 1460 section 3).
  void accessed(std::uint32_t position) noexcept;
  /// Returns the number of messages up to the last one that was accessed.
  [[nodiscard]] std::uint64_t accessed_count() const noexcept;

  [[nodiscard]] const std::shared_ptr<const roster>& current() const noexcept { return current_; }
  /// Removes messages by their positions in the source, in ascending order. Returns how many of them existed.
  std::size_t remove(std::span<const std::uint32_t> positions);
  /// Removes messages by number, from 1, as another client would. Current sessions keep what they saw at login.
  std::size_t remove(ordinal_range places);
  /// Returns true if this many more messages can be delivered.
  [[nodiscard]] bool has_room(std::size_t messages) const noexcept { return messages <= most_delivered - delivered_; }
  /// Appends new messages. Returns false, and delivers nothing, if there would be more than `most_delivered` in all.
  [[nodiscard]] bool deliver(std::shared_ptr<const mailbox_source> mail);

 private:
  std::uint64_t deliveries_ = 0;
  std::size_t delivered_ = 0;
  bool exclusive_;
  std::size_t sessions_ = 0;
  std::optional<net::time_point> opened_;   ///< the last time
  std::optional<std::uint32_t> accessed_;   ///< the highest position that a session has read or deleted
  std::shared_ptr<growing_mailbox> grown_;  ///< null until the first delivery
  std::shared_ptr<const roster> current_;
};

/// The most octets that HTTP and calls of `server` can deliver during one run. Each such message takes memory of its
/// own. Rules and actors are exempt: they deliver messages that the scenario holds already, so a further delivery takes
/// no memory for their octets.
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

  /// Delivers messages as another client would: sessions that are logged in keep what they saw at login. Applies
  /// `most_delivered_octets`.
  [[nodiscard]] delivery deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail);
  /// Removes the message with this number, from 1. Returns false if there is none.
  bool remove(std::string_view user, std::uint64_t number);
  /// Removes messages as the QUIT of another session would: sessions that are logged in keep seeing them.
  void remove(std::string_view user, const std::vector<std::string>& unique_ids);

 private:
  std::map<std::string, maildrop, std::less<>> by_user_;
  std::uint64_t delivered_octets_ = 0;  ///< octets that deliver() has delivered
};

inline constexpr const char* no_more_deliveries =
    "these messages cannot be delivered: a maildrop takes 1,000,000 while a scenario is played";

}  // namespace pop3kit::serving
