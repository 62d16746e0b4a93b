#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/message_receiver.hpp>
#include <vector>

#include "operations/expected_size.hpp"
#include "operations/work_batch.hpp"

namespace pop3kit::engine {

/// What all connections of one transfer share.
struct transfer_target {
  transfer_target(const std::vector<message_info>& wanted, message_receiver& taker, std::uint64_t most)
      : messages(wanted), receiver(taker), most_octets(most) {}
  const std::vector<message_info>& messages;
  message_receiver& receiver;
  std::uint64_t most_octets;  ///< of each message
  transfer_report report;
};

/// RETR of many messages into a receiver. What a follower is refused, the leader asks for again.
class transfer_batch final : public work_batch {
 public:
  transfer_batch(transfer_target& target, work_queue& queue, work_queue::taker who, numbering numbers,
                 std::size_t share, const net::clock& time)
      : work_batch(queue, who, std::move(numbers), share, time), target_(target) {}

  outcome<> on_status(const answer& status) override;
  outcome<> on_octets(std::span<const char> octets) override;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const override { return expected_.falls_short(octets); }
  [[nodiscard]] const failure* cause() const override { return cause_ ? &*cause_ : nullptr; }

 private:
  request ask(std::string& out, std::uint64_t number) override;
  outcome<verdict> conclude(std::size_t item) override;
  void take_back(std::size_t item) override;
  [[nodiscard]] outcome<> heard(result<> taken);
  [[nodiscard]] bool answers_another();

  transfer_target& target_;
  expected_size expected_;
  std::uint64_t received_ = 0;
  std::optional<failure> refused_;
  std::optional<failure> cause_;
  bool begun_ = false;
  bool announces_as_listed_ = true;  // as far as has been seen
};

}  // namespace pop3kit::engine
