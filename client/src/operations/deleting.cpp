#include <algorithm>
#include <chrono>
#include <deque>
#include <string>
#include <utility>

#include "link/refusal.hpp"
#include "operations/client_core.hpp"
#include "operations/single_reply.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration wait_for_farewell = std::chrono::seconds(2);

/// DELE of many messages. What is refused stays, and is counted.
class delete_batch final : public dialogue {
 public:
  explicit delete_batch(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}

  std::optional<request> next(std::string& out) override {
    if (sent_ == numbers_.size()) return std::nullopt;
    wire::append_numbered(out, wire::verb::dele, numbers_[sent_++]);
    return request{wire::verb::dele};
  }

  outcome<> on_status(const answer& status) override {
    const std::uint64_t number = numbers_[answered_++];
    if (status.ok) {
      marked_.push_back(number);
    } else if (!first_refusal_) {
      first_refusal_ = message_refusal(status);
      first_refused_ = number;
    }
    return {};
  }

  [[nodiscard]] const std::vector<std::uint64_t>& marked() const noexcept { return marked_; }
  [[nodiscard]] result<> verdict() const {
    if (!first_refusal_) return {};
    const std::size_t refused = answered_ - marked_.size();
    return failure(*first_refusal_)
        .set_detail(std::to_string(refused) + " of " + std::to_string(answered_) + " refused, first message " +
                    std::to_string(first_refused_));
  }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t sent_ = 0;
  std::size_t answered_ = 0;
  std::vector<std::uint64_t> marked_;
  std::optional<failure> first_refusal_;
  std::uint64_t first_refused_ = 0;
};

commit_status status_of(const failure& cause) {
  if (cause.kind() != fault::refused) return commit_status::unknown;
  return cause.code() == errc::some_not_removed ? commit_status::some_not_removed : commit_status::rejected;
}

}  // namespace

asio::awaitable<result<>> client_core::mark_deleted(message_reference which) {
  const result<std::uint64_t> number = co_await locate(std::move(which));
  if (!number) co_return number.error();
  single_reply asked(wire::verb::dele, *number);
  result<> done = co_await session_->run(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  note_mark(known(*number));
  co_return done;
}

asio::awaitable<result<>> client_core::mark_all_deleted() {
  // The caller does not see this listing: numbers mean no more to it than before.
  const result<std::vector<message_info>> listed = co_await first_snapshot(true);
  if (!listed) co_return listed.error();
  std::vector<std::uint64_t> numbers;
  numbers.reserve(listed->size());
  for (const message_info& message : *listed) numbers.push_back(message.sequence_number);
  delete_batch asked(std::move(numbers));
  result<> done = co_await session_->run(asked);
  for (const std::uint64_t number : asked.marked()) {
    const auto found = std::ranges::lower_bound(*listed, number, {}, &message_info::sequence_number);
    note_mark(*found);
  }
  if (!done) co_return done;
  co_return asked.verdict();
}

/// From here on commit() is about the marks of this session.
void client_core::note_mark(message_info which) {
  if (ended_marks_ == ended_marks::given_up) ended_marks_ = ended_marks::none;
  marked_.push_back(std::move(which));
}

void client_core::lose_marks() noexcept {
  if (std::exchange(marked_, {}).empty()) return;
  ended_marks_ = closed_ ? std::max(ended_marks_, ended_marks::given_up) : ended_marks::lost;
}

asio::awaitable<result<>> client_core::unmark_all() {
  if (ended_marks_ == ended_marks::given_up) ended_marks_ = ended_marks::none;
  const result<> live = co_await ready();
  if (!live) co_return live;
  single_reply asked(wire::verb::rset);
  result<> done = co_await session_->run_in_lock_step(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  marked_.clear();
  // They may have been learned without the messages that are back now.
  ids_.reset();
  forget_listing();
  co_return done;
}

asio::awaitable<result<commit_report>> client_core::commit() {
  if (ended_marks_ != ended_marks::none) {
    // Marks of a session that is up have put an end to those that were given up: this QUIT removes nothing.
    if (session_) static_cast<void>(co_await session_->quit(std::min(wait_for_farewell, options().timeout)));
    forget_session();
    if (ended_marks_ == ended_marks::given_up) ended_marks_ = ended_marks::none;
    co_return failure(errc::session_lost, "with messages marked as deleted: none was removed");
  }
  commit_report report;
  if (!session_) co_return failed_commit_.value_or(report);
  if (const outcome<> there = session_->still_there(); !there) co_return not_committed();
  report.messages = marked_;
  const bool any = !marked_.empty();
  const net::duration most = any ? options().timeout : std::min(wait_for_farewell, options().timeout);
  const result<> left = co_await session_->quit(most);
  forget_session();
  if (left || !any) co_return report;
  report.cause = left.error();
  report.status = status_of(*report.cause);
  failed_commit_ = report;
  co_return report;
}

/// The session was gone before QUIT went out.
result<commit_report> client_core::not_committed() {
  const bool any = !marked_.empty();
  settle();
  if (any) return failure(errc::session_lost, "with messages marked as deleted: none was removed");
  return commit_report();
}

asio::awaitable<result<>> client_core::quit() {
  const result<commit_report> ended = co_await commit();
  if (!ended) co_return ended.error();
  if (ended->status == commit_status::committed) co_return result<>{};
  failure why = *ended->cause;
  if (ended->status == commit_status::unknown) why.set_detail("whether the deleted messages were removed is unknown");
  co_return why;
}

asio::awaitable<result<>> client_core::noop() {
  const result<> live = co_await ready();
  if (!live) co_return live;
  single_reply asked(wire::verb::noop);
  result<> done = co_await session_->run_in_lock_step(asked);
  if (done && asked.refused()) co_return *asked.refused();
  co_return done;
}

asio::awaitable<result<>> client_core::validate() {
  if (session_ && session_->alive()) co_return co_await noop();
  co_return co_await ready();
}

asio::awaitable<result<capabilities>> client_core::ask_capabilities() {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  co_return co_await session_->ask_capabilities();
}

}  // namespace pop3kit::engine
