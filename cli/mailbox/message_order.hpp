#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mailbox/message_ids.hpp"

/// Over several connections messages arrive in any order. These classes print them in the order that the user expects,
/// and hold only what waits for a message before it.
namespace pop3kit::command {

/// Calls actions in the order of their positions, which count from 0.
class action_queue {
 public:
  /// Calls `action` as soon as the actions of all positions before `position` have been called. `octets` is what the
  /// action holds until then. A second action for a position that waits is dropped.
  void add(std::size_t position, std::uint64_t octets, std::function<void()> action);
  /// Calls the actions that still wait, in order. The positions between them stay without an action.
  void finish();

  /// Whether the action of this position waits, or has been called.
  [[nodiscard]] bool has(std::size_t position) const { return position < next_ || waiting_.contains(position); }
  /// The first position whose action has not been called.
  [[nodiscard]] std::size_t next() const noexcept { return next_; }
  /// What the actions that wait hold.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return waiting_octets_; }

 private:
  struct turn {
    turn(std::uint64_t held, std::function<void()> wanted) : octets(held), action(std::move(wanted)) {}
    std::uint64_t octets;
    std::function<void()> action;
  };

  void call_first();

  std::map<std::size_t, turn> waiting_;  // by position
  std::uint64_t waiting_octets_ = 0;
  std::size_t next_ = 0;
};

/// Prints one row for each message of a listing, in the order of the listing.
class message_rows {
 public:
  using format = std::function<std::string(const message_info& message)>;
  using printer = std::function<void(const std::string& row)>;

  /// `messages` are ordered by sequence number and must outlive this object.
  message_rows(const std::vector<message_info>& messages, format make, printer print)
      : messages_(messages), make_(std::move(make)), print_(std::move(print)) {}
  message_rows(const message_rows&) = delete;
  message_rows& operator=(const message_rows&) = delete;

  /// Prints the row of the message, or keeps it until the rows before it are printed.
  void add(sequence_number number, std::optional<header_collection> headers);
  /// Prints the rows of all messages that were not added, without headers.
  void finish();

  /// The octets of the rows that wait.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return rows_.waiting_octets(); }

 private:
  const std::vector<message_info>& messages_;
  format make_;
  printer print_;
  action_queue rows_;
};

/// Calls an action for each of several messages, in the order in which the user named them.
class requested_order {
 public:
  explicit requested_order(const std::vector<message_id>& ids);

  /// Calls `action` as soon as the actions of all messages named before `which` have been called. `octets` is what the
  /// action holds until then. A message that was not named has its turn at once.
  void add(const message_info& which, std::uint64_t octets, std::function<void()> action);
  /// Calls the actions that still wait, in order: the messages before them will not come.
  void finish() { turns_.finish(); }

  /// What the actions that wait hold.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return turns_.waiting_octets(); }

 private:
  std::map<sequence_number, std::size_t> by_number_;
  std::map<unique_id, std::size_t> by_id_;
  action_queue turns_;
};

}  // namespace pop3kit::command
