#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "operations/client_core.hpp"
#include "operations/multi_connection.hpp"
#include "operations/transfer_batch.hpp"
#include "operations/work_queue.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::size_t most_in_flight = 256;

/// Octets as listed; messages of unknown size count nothing.
std::uint64_t listed_total(const std::vector<message_info>& messages) {
  return std::transform_reduce(messages.begin(), messages.end(), std::uint64_t{0}, std::plus<>(),
                               [](const message_info& message) { return message.size.value_or(0); });
}

/// Finds messages in a listing. A unique-id that several carry finds none of them.
class finder {
 public:
  explicit finder(const std::vector<message_info>& listed) : listed_(listed) {
    for (const message_info& message : listed) {
      if (!message.unique_id) continue;
      const auto [known, fresh] = by_id_.emplace(message.unique_id->str(), &message);
      if (!fresh) known->second = nullptr;
    }
  }

  [[nodiscard]] outcome<const message_info*> find(const message_reference& which) const {
    return which.number() != nullptr ? find(*which.number()) : find(which.id()->str());
  }

 private:
  [[nodiscard]] outcome<const message_info*> find(sequence_number number) const {
    if (number == 0) return errc::invalid_sequence_number;
    const auto found = std::ranges::lower_bound(listed_, number, {}, &message_info::sequence_number);
    if (found == listed_.end() || found->sequence_number != number) return errc::no_such_message;
    return &*found;
  }
  [[nodiscard]] outcome<const message_info*> find(const std::string& id) const {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return errc::no_such_message;
    if (found->second == nullptr) return errc::ambiguous_unique_id;
    return found->second;
  }

  const std::vector<message_info>& listed_;
  std::unordered_map<std::string_view, const message_info*> by_id_;
};

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
    // One that begins anew elsewhere is not worth telling; one that is lost for good fails the operation.
    if (!outcome && outcome.error().kind() != fault::refused && outcome.error().kind() != fault::misuse) return {};
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
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  report_ = connection_report();
  const bool by_id = !which || std::ranges::any_of(*which, [](const message_reference& one) { return one.id(); });
  const bool shared = options().multi != multi_connection::disable && options().connections_quantity > 1;
  result<std::vector<message_info>> listed = co_await snapshot(by_id || shared);
  if (!listed) co_return listed.error();
  std::uint64_t unknown = 0;
  std::vector<message_info> wanted = std::move(*listed);
  if (which) {
    result<std::vector<message_info>> chosen = choose(*which, wanted, receiver, unknown);
    if (!chosen) co_return chosen.error();
    wanted = std::move(*chosen);
  }
  receiver.expect(wanted.size(), listed_total(wanted));
  transfer_target target(wanted, receiver, most_octets);
  const result<> done = co_await transfer_wanted(wanted, target);
  if (!done) co_return done.error();
  target.report.refused += unknown;
  co_return target.report;
}

asio::awaitable<result<>> client_core::transfer_wanted(const std::vector<message_info>& wanted,
                                                       transfer_target& target) {
  const std::size_t connections = connections_for(wanted);
  std::size_t share = most_in_flight;
  if (connections > 1) share = std::clamp<std::size_t>(wanted.size() / (connections * 4), 1, most_in_flight);
  work_queue queue(wanted.size());
  batch_maker make = [this, &target, &queue, share](const session&, work_queue::taker who, numbering numbers) {
    return std::make_unique<transfer_batch>(target, queue, who, std::move(numbers), share, around_.time());
  };
  multi_connection_run run(around_, *session_, wanted, queue, std::move(make), report_);
  co_return co_await run.run(connections);
}

result<std::vector<message_info>> client_core::choose(const std::vector<message_reference>& which,
                                                      const std::vector<message_info>& listed,
                                                      message_receiver& receiver, std::uint64_t& unknown) {
  const finder in(listed);
  std::vector<message_info> chosen;
  chosen.reserve(which.size());
  for (const message_reference& one : which) {
    const outcome<const message_info*> found = in.find(one);
    if (found) {
      chosen.push_back(**found);
      continue;
    }
    message_info asked;
    if (one.number() != nullptr) asked.sequence_number = *one.number();
    if (one.id() != nullptr) asked.unique_id = *one.id();
    ++unknown;
    const result<> why = failure(found.error()).set_session_usable(true);
    result<> taken = receiver.end(asked, why);
    if (!taken) return taken.error();
  }
  return chosen;
}

asio::awaitable<result<transfer_report>> client_core::fetch_many(std::optional<std::vector<message_reference>> which,
                                                                 message_handler handler) {
  whole_messages receiver(std::move(handler));
  const std::uint64_t most = options().limits.kept_message_octets;
  co_return co_await transfer(std::move(which), receiver, most);
}

}  // namespace pop3kit::engine
