#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <pop3kit/message_receiver.hpp>
#include <vector>

#include "transfer/body_account.hpp"
#include "transfer/size_evidence.hpp"
#include "transfer/work_batch.hpp"

namespace pop3kit::engine {

/// The target of all connections of one transfer. The constructor's references must outlive it.
class transfer_target final : public work_kind {
 public:
  transfer_target(const std::vector<message_info>& wanted, message_receiver& taker, std::uint64_t most)
      : messages(wanted), receiver(taker), most_octets(most) {}

  [[nodiscard]] bool knows_octets() const override { return true; }
  std::unique_ptr<work_batch> make_part(shared_work& work, const session& on, work_queue::taker who,
                                        message_numbers numbers) override;
  result<> report_miss(const message_info& asked, const failure& why) override { return receiver.end(asked, why); }

  void note_another_size(const message_info& which);

  const std::vector<message_info>& messages;
  message_receiver& receiver;
  std::uint64_t most_octets;  ///< limit for each message
  transfer_report report;
  std::vector<message_info>
      first_mismatches;  ///< the first messages with a wrong size, at most connection_report::most_named
  size_evidence::agreement sizes = size_evidence::agreement::open;
};

/// RETR for many messages, into a receiver. If a follower is refused, the leader sends the command again.
class transfer_batch final : public work_batch {
 public:
  transfer_batch(transfer_target& target, shared_work& work, const batch_terms& terms, message_numbers numbers)
      : work_batch(work, terms, std::move(numbers)), target_(target), sizes_(target.sizes) {}

  [[nodiscard]] const failure* cause() const override { return cause_ ? &*cause_ : nullptr; }

 private:
  /// A reply that is complete.
  struct arrival {
    std::uint64_t octets = 0;
    bool begun = false;             // begin() of the receiver was called
    bool has_another_size = false;  // its size differs from the stated one, or two sizes were stated
    std::optional<failure> refused;
  };

  request ask(std::string& out, std::size_t item, std::uint64_t number) override;
  outcome<> on_message_status(const answer& status) override;
  outcome<> on_message_octets(std::span<const char> octets, body_piece which) override;
  [[nodiscard]] bool message_falls_short(std::uint64_t /*octets*/) const override { return account_.falls_short(); }
  [[nodiscard]] outcome<place> check_place(const answer& status) override;
  [[nodiscard]] bool may_show_place(std::size_t item) const override { return sizes_.may_show(size_of(item)); }
  [[nodiscard]] std::uint64_t expected_octets(std::size_t item) const override { return size_of(item).value_or(0); }
  [[nodiscard]] bool shows_places() const override { return sizes_.has_agreed(); }
  [[nodiscard]] bool may_hold_a_reply() const override { return account_.ends_in_status_line(); }
  [[nodiscard]] bool has_second_status() const override { return account_.begins_with_status_line(); }
  void keep() override;
  outcome<verdict> conclude(std::size_t item) override;
  result<> report_missing(std::size_t item, const failure& why) override;
  void take_back(std::size_t item) override;
  void forget(std::size_t item) override { sizes_.remove(size_of(item)); }
  [[nodiscard]] outcome<> heard(result<> taken);
  [[nodiscard]] arrival take_arrival();
  /// Tells the receiver that a message which has begun did not arrive whole.
  void drop(std::size_t item, const arrival& done);
  [[nodiscard]] expected_size said_by(const answer& status) const;
  [[nodiscard]] std::optional<std::uint64_t> size_of(std::size_t item) const { return target_.messages[item].size; }

  transfer_target& target_;
  body_account account_;
  std::optional<failure> refused_;
  std::optional<failure> cause_;
  bool begun_ = false;
  bool contradicted_ = false;  // the size in the reply differs from the one in LIST
  std::deque<arrival> kept_;   // complete replies whose place is not certain yet
  size_evidence sizes_;
};

}  // namespace pop3kit::engine
