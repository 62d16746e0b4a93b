#pragma once

#include <pop3kit/mailbox.hpp>
#include <string>
#include <vector>

#include "operations/work_batch.hpp"

namespace pop3kit::engine {

/// What all connections of one listing write to.
struct header_target {
  header_target(std::vector<message_info>& entries, std::size_t most_octets)
      : messages(entries), most_header_octets(most_octets) {}
  std::vector<message_info>& messages;
  std::size_t most_header_octets;
  std::size_t refused = 0;
};

/// TOP n 0 of many messages. A message that the leader is refused stays without headers. Where the server does not
/// announce TOP, the first one is asked for alone, and its refusal spares the others.
class header_batch final : public work_batch {
 public:
  header_batch(header_target& target, work_queue& queue, work_queue::taker who, numbering numbers, std::size_t share,
               const net::clock& time, bool announced);

  outcome<> on_status(const answer& status) override;
  outcome<> on_octets(std::span<const char> octets) override;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const override { return octets == 0; }

 private:
  request ask(std::string& out, std::uint64_t number) override;
  outcome<verdict> conclude(std::size_t item) override;
  [[nodiscard]] bool may_go_on() const override { return known_to_work_; }
  void refuse_the_rest();

  header_target& target_;
  bool known_to_work_;
  bool ok_ = false;
  std::string text_;
};

}  // namespace pop3kit::engine
