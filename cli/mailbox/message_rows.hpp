#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mailbox/action_queue.hpp"

namespace pop3kit::command {

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

}  // namespace pop3kit::command
