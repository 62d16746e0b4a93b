#include "operations/deletion_operations.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <unordered_set>
#include <utility>

#include "link/refusal.hpp"
#include "link/single_reply.hpp"
#include "operations/message_lookup.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration wait_for_farewell = std::chrono::seconds(2);

/// DELE for many messages. Counts refused messages, and goes on with the others.
class delete_batch final : public dialogue {
 public:
  explicit delete_batch(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}

  /// Counts a message that was refused, or for which the client cannot send DELE.
  void count_as_refused(const failure& why, std::string name) {
    ++refused_;
    if (!first_refusal_) first_refusal_ = failure(why).set_detail(std::move(name));
  }

  std::optional<request> next(std::string& out) override {
    if (sent_ == numbers_.size()) return std::nullopt;
    wire::append_numbered(out, wire::verb::dele, numbers_[sent_++]);
    return request{wire::verb::dele};
  }

  outcome<> on_status(const answer& status) override {
    const std::uint64_t number = numbers_[answered_++];
    if (status.ok) {
      marked_.push_back(number);
    } else {
      count_as_refused(message_refusal(status), "message " + std::to_string(number));
    }
    return {};
  }

  [[nodiscard]] const std::vector<std::uint64_t>& marked() const noexcept { return marked_; }
  [[nodiscard]] result<> verdict() const {
    if (!first_refusal_) return {};
    const std::size_t asked = marked_.size() + refused_;
    return failure(*first_refusal_)
        .set_detail(std::to_string(refused_) + " of " + std::to_string(asked) + " refused, first " +
                    first_refusal_->detail());
  }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t sent_ = 0;
  std::size_t answered_ = 0;
  std::vector<std::uint64_t> marked_;
  std::size_t refused_ = 0;
  std::optional<failure> first_refusal_;  // its detail names the message
};

/// Returns a failure for the first reference that is invalid in every mailbox.
std::optional<failure> first_misuse(const std::vector<message_reference>& which) {
  for (std::size_t position = 0; position < which.size(); ++position) {
    const message_reference& each = which[position];
    const bool wrong_number = each.number() != nullptr && *each.number() == 0;
    const bool empty_id = each.id() != nullptr && each.id()->str().empty();
    if (!wrong_number && !empty_id) continue;
    const errc why = wrong_number ? errc::invalid_sequence_number : errc::empty_argument;
    return failure(why, "reference " + std::to_string(position + 1) + " of " + std::to_string(which.size()));
  }
  return std::nullopt;
}

/// Returns the number of each message once, in the order of the messages.
std::vector<std::uint64_t> distinct_numbers(const std::vector<message_info>& messages) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(messages.size());
  std::unordered_set<std::uint64_t> seen;
  for (const message_info& each : messages) {
    if (seen.insert(each.sequence_number).second) numbers.push_back(each.sequence_number);
  }
  return numbers;
}

std::string name_of(const message_info& asked) {
  if (asked.unique_id) return "unique-id " + std::string(asked.unique_id->str());
  return "message " + std::to_string(asked.sequence_number);
}

/// Sends DELE for each message, and marks those that the server accepts.
asio::awaitable<result<>> mark(client_state& client, delete_batch& asked) {
  result<> done = co_await client.session->run(asked);
  for (const std::uint64_t number : asked.marked()) client.marks.add(client.listing.known(number));
  if (!done) co_return done;
  co_return asked.verdict();
}

commit_status status_of(const failure& cause) {
  if (cause.kind() != fault::refused) return commit_status::unknown;
  return cause.code() == errc::some_not_removed ? commit_status::some_not_removed : commit_status::rejected;
}

}  // namespace

asio::awaitable<result<>> delete_message(client_state& client, message_reference which) {
  const result<std::uint64_t> number = co_await locate(client, std::move(which));
  if (!number) co_return number.error();
  single_reply asked(wire::verb::dele, *number);
  result<> done = co_await client.session->run(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  client.marks.add(client.listing.known(*number));
  co_return done;
}

asio::awaitable<result<>> delete_messages(client_state& client) {
  // The caller does not get this listing, so it does not learn the numbers of this session.
  const result<listing_cache::listing> listed = co_await list_maildrop(client, true);
  if (!listed) co_return listed.error();
  std::vector<std::uint64_t> numbers;
  numbers.reserve((*listed)->size());
  for (std::size_t position = 0; position < (*listed)->size(); ++position)
    numbers.push_back((*listed)->number(position));
  delete_batch asked(std::move(numbers));
  co_return co_await mark(client, asked);
}

asio::awaitable<result<>> delete_messages(client_state& client, std::vector<message_reference> which) {
  if (which.empty()) co_return result<>{};
  if (std::optional<failure> wrong = first_misuse(which)) co_return *std::move(wrong);
  const result<selection> chosen = co_await select(client, std::move(which), listing_age::latest);
  if (!chosen) co_return chosen.error();
  delete_batch asked(distinct_numbers(chosen->messages));
  for (const selection::miss& each : chosen->misses) asked.count_as_refused(each.why, name_of(each.asked));
  co_return co_await mark(client, asked);
}

asio::awaitable<result<>> undelete_messages(client_state& client) {
  client.marks.forget_given_up();
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready;
  single_reply asked(wire::verb::rset);
  result<> done = co_await client.session->run_in_lock_step(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  client.marks.clear();
  // The listing may lack the messages that are no longer marked.
  client.listing.forget_listing();
  co_return done;
}

asio::awaitable<result<commit_report>> commit_deletes(client_state& client) {
  session_keeper& keeper = client.session;
  deletion_marks& marks = client.marks;
  const net::duration short_wait = std::min(wait_for_farewell, client.options().timeout);
  if (marks.ended_without_commit()) {
    // New marks in an open session cancel marks that were lost earlier. So nothing is marked here, and this QUIT
    // removes nothing.
    if (keeper.get() != nullptr) static_cast<void>(co_await keeper->quit(short_wait));
    keeper.forget_session();
    marks.forget_given_up();
    co_return deletion_marks::loss();
  }
  commit_report report;
  if (keeper.get() == nullptr) co_return marks.failed_commit().value_or(report);
  const bool any = marks.any();
  if (const outcome<> there = keeper->still_there(); !there) {
    // The session had ended before QUIT was sent.
    keeper.settle();
    if (any) co_return deletion_marks::loss();
    co_return report;
  }
  report.messages = marks.messages();
  const net::duration most = any ? client.options().timeout : short_wait;
  const session::quit_purpose purpose = any ? session::quit_purpose::commit : session::quit_purpose::leave;
  const result<> left = co_await keeper->quit(most, purpose);
  keeper.forget_session();
  if (left || !any) co_return report;
  report.cause = left.error();
  report.status = status_of(*report.cause);
  marks.note_failed_commit(report);
  co_return report;
}

asio::awaitable<result<>> quit(client_state& client) {
  const result<commit_report> ended = co_await commit_deletes(client);
  if (!ended) co_return ended.error();
  if (ended->status == commit_status::committed) co_return result<>{};
  failure why = *ended->cause;
  if (ended->status == commit_status::unknown) why.set_detail("whether the deleted messages were removed is unknown");
  co_return why;
}

}  // namespace pop3kit::engine
