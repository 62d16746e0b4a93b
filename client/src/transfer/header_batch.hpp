#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <pop3kit/result.hpp>
#include <string>

#include "transfer/body_account.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

/// A function that receives headers as they arrive, or the reason why there are none. A failure ends the session.
using header_taker = std::function<result<>(std::size_t item, result<header_collection> headers)>;

/// The target of all connections of an operation on headers.
class header_target final : public work_kind {
 public:
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();

  header_target(header_taker takes, std::size_t most_octets, std::uint64_t most_together = endless)
      : taker(std::move(takes)), most_header_octets(most_octets), most_octets_together(most_together) {}

  std::unique_ptr<work_batch> make_part(shared_work& work, const session& on, work_queue::taker who,
                                        message_numbers numbers) override;
  result<> report_miss(const message_info& asked, const failure& why) override {
    return misses ? misses(asked, why) : result<>();
  }

  header_taker taker;
  std::function<result<>(const message_info& asked, const failure& why)> misses;  ///< may be empty
  std::size_t most_header_octets;
  std::uint64_t most_octets_together;  ///< of all headers, if the taker keeps them
  std::size_t taken = 0;
  std::size_t refused = 0;
  std::uint64_t octets = 0;
};

/// TOP n 0 for many messages.
///
/// If a follower is refused, the leader sends the command again. If the server does not announce TOP, commands are sent
/// one at a time until a header arrives. After two refusals the other messages are not tried; a single refusal may be
/// due to its message.
class header_batch final : public work_batch {
 public:
  header_batch(header_target& target, shared_work& work, const batch_terms& terms, message_numbers numbers,
               bool announced)
      : work_batch(work, terms, std::move(numbers)), target_(target), known_to_work_(announced) {}

  [[nodiscard]] const failure* cause() const override { return cause_ ? &*cause_ : nullptr; }

 private:
  /// A reply that is complete.
  struct arrival {
    std::uint64_t octets = 0;
    result<header_collection> headers;
  };

  request ask(std::string& out, std::size_t item, std::uint64_t number) override;
  outcome<> on_message_status(const answer& status) override;
  outcome<> on_message_octets(std::span<const char> octets, body_piece which) override;
  [[nodiscard]] bool message_falls_short(std::uint64_t octets) const override { return octets == 0; }
  [[nodiscard]] bool may_hold_a_reply() const override { return ends_in_status_line(text_); }
  [[nodiscard]] bool has_second_status() const override { return begins_with_status_line(text_); }
  void keep() override;
  outcome<verdict> conclude(std::size_t item) override;
  result<> report_missing(std::size_t item, const failure& why) override;
  void take_back(std::size_t item) override;
  [[nodiscard]] bool may_go_on() const override { return known_to_work_; }
  [[nodiscard]] outcome<> hand_over(std::size_t item, arrival done);
  [[nodiscard]] outcome<> refuse_the_rest(const failure& why);

  header_target& target_;
  bool known_to_work_;
  std::size_t refusals_ = 0;
  std::uint64_t message_octets_ = 0;  // listed size of the message whose header is due; 0 if unknown
  std::string text_;
  std::optional<failure> refused_;
  std::deque<arrival> kept_;  // complete replies whose place is not certain yet
  std::optional<failure> cause_;
};

}  // namespace pop3kit::engine
