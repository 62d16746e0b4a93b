#pragma once

#include <map>
#include <optional>
#include <pop3kit/message_receiver.hpp>
#include <set>
#include <string>

#include "watched_client.hpp"

namespace pop3kit::proof {

/// Takes many messages and holds them to the receiver's contract: begin, octets, end; each whole one exactly as it is
/// stored, and once.
class collector final : public message_receiver {
 public:
  explicit collector(watched_client& client) : client_(client), model_(client.model()) {}

  result<> begin(const message_info& which) override;
  result<> octets(const message_info& which, std::span<const char> piece) override;
  result<> end(const message_info& which, const result<>& outcome) override;
  /// A message that came whole.
  void take(const message_info& which, std::string_view octets);
  /// A header that came.
  void take(const message_info& which, const header_collection& headers);
  void note_refused() noexcept { ++refused_; }

  /// Everything that was asked for has come or is reported missing. `asked`: how many messages, if that is certain.
  void settle(const result<transfer_report>& done, std::optional<std::uint64_t> asked);
  /// The numbers that came with the messages.
  [[nodiscard]] const std::map<std::uint64_t, std::string>& numbers() const noexcept { return numbers_; }

 private:
  void count(const message_info& which, std::size_t octets);

  watched_client& client_;
  mail_model& model_;
  std::map<const message_info*, std::string> open_;
  std::set<sequence_number> whole_;
  std::map<std::uint64_t, std::string> numbers_;
  std::uint64_t refused_ = 0;
  std::uint64_t octets_ = 0;
};

}  // namespace pop3kit::proof
