#include <algorithm>
#include <string>
#include <utility>

#include "operations/client_core.hpp"
#include "operations/transfer_batch.hpp"

namespace pop3kit::engine {

namespace {

/// Keeps each message and hands it on whole.
class whole_messages final : public message_receiver {
 public:
  explicit whole_messages(message_handler handler) : handler_(std::move(handler)) {}

  result<> begin(const message_info& which) override {
    std::string& kept = under_way_.emplace_back(&which, std::string()).second;
    if (which.size) kept.reserve(std::min<std::uint64_t>(*which.size, most_reserved_octets));
    return {};
  }
  result<> octets(const message_info& which, std::span<const char> piece) override {
    find(which)->second.append(piece.data(), piece.size());
    return {};
  }
  result<> end(const message_info& which, const result<>& outcome) override {
    const auto kept = find(which);
    std::string octets;
    if (kept != under_way_.end()) {
      octets = std::move(kept->second);
      under_way_.erase(kept);
    }
    if (is_taken_back(outcome)) return {};
    if (!outcome) return handler_(which, outcome.error());
    return handler_(which, mail_message(std::move(octets)));
  }

 private:
  // A server may claim any size; what really comes makes the string grow.
  static constexpr std::uint64_t most_reserved_octets = 1UL << 20;
  using kept_message = std::pair<const message_info*, std::string>;

  std::vector<kept_message>::iterator find(const message_info& which) {
    return std::ranges::find(under_way_, &which, &kept_message::first);
  }

  message_handler handler_;
  std::vector<kept_message> under_way_;  // one a connection at most
};

}  // namespace

asio::awaitable<result<transfer_report>> client_core::transfer(std::optional<std::vector<message_reference>> which,
                                                               message_receiver& receiver, std::uint64_t most_octets) {
  selection chosen;
  if (which) {
    result<selection> found = co_await select(std::move(*which), listing_age::latest);
    if (!found) co_return found.error();
    chosen = std::move(*found);
  } else {
    result<std::vector<message_info>> listed = co_await first_snapshot(true);
    if (!listed) co_return listed.error();
    chosen = selection(std::move(*listed));
  }
  receiver.expect(chosen.messages.size(), listed_total(chosen.messages));
  transfer_target target(chosen.messages, receiver, most_octets);
  const result<> done = co_await work_through(chosen, target);
  report_.size_mismatches = target.report.size_mismatches;
  report_.named_size_mismatches = std::move(target.first_mismatches);
  if (!done) co_return done.error();
  // The receiver knows all of them by the numbers of this session.
  if (!which && !newest_listing_) numbers_void_ = false;
  target.report.refused += chosen.misses.size();
  co_return target.report;
}

asio::awaitable<result<transfer_report>> client_core::fetch_many(std::optional<std::vector<message_reference>> which,
                                                                 message_handler handler) {
  whole_messages receiver(std::move(handler));
  const std::uint64_t most = options().limits.kept_message_octets;
  co_return co_await transfer(std::move(which), receiver, most);
}

}  // namespace pop3kit::engine
