#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

namespace pop3kit::command {

/// Prints one row for each message of a listing, in the order of the listing, while headers arrive in any order. Holds
/// only the rows that wait for one before them.
class message_rows {
 public:
  using format = std::function<std::string(const message_info& message)>;
  using printer = std::function<void(const std::string& row)>;

  /// `messages` are ordered by sequence number and must outlive this object.
  message_rows(const std::vector<message_info>& messages, format make, printer print)
      : messages_(messages), make_(std::move(make)), print_(std::move(print)) {}

  /// Prints the message's row, or keeps it until the rows before it are printed.
  void add(sequence_number number, std::optional<header_collection> headers);
  /// Prints the rows of all messages that were not added, without headers.
  void finish();

  /// Of the rows that wait.
  [[nodiscard]] std::uint64_t waiting_octets() const noexcept { return waiting_octets_; }

 private:
  void print_in_order();

  const std::vector<message_info>& messages_;
  format make_;
  printer print_;
  std::map<std::size_t, std::string> waiting_;  // by place in the listing
  std::uint64_t waiting_octets_ = 0;
  std::size_t printed_ = 0;
};

}  // namespace pop3kit::command
