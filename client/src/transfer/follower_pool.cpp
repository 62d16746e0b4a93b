#include "transfer/follower_pool.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <chrono>
#include <exception>
#include <utility>

#include "net/async/is_cancelled.hpp"
#include "net/tcp/descriptors.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration farewell = std::chrono::seconds(2);

/// A connection may have 32 messages that wait until their place is certain, and one that begins. Each of them may have
/// an open file.
constexpr std::size_t descriptors_of_a_connection = 34;
/// If this many descriptors are left, any number of connections may be opened, because they rarely need all at once.
constexpr std::size_t plenty_of_descriptors = 256;

}  // namespace

struct follower_pool::follower {
  leash held;
  std::unique_ptr<session> own_session;
  std::unique_ptr<work_batch> part;
  std::size_t position = 0;         // in the report
  std::uint64_t seen_progress = 0;  // progress at the last look()
  net::time_point begun;
  bool holds_back = false;  // a message is reserved for it
  bool dismissed = false;
  bool running = true;
  std::optional<failure> blame;  // the reason of a dismissal, if there is one

  void dismiss(std::string_view why) {
    if (dismissed || !running) return;
    dismissed = true;
    held.pull();
    if (own_session) own_session->close(why);
  }
  [[nodiscard]] bool on_its_way() const { return running && !dismissed && !(part && part->has_begun()); }
  [[nodiscard]] bool works() const { return running && part && part->holds_work(); }
};

follower_pool::follower_pool(environment& around, shared_work& work, work_kind& kind, connection_report& report,
                             net::signal& changed)
    : around_(around), work_(work), kind_(kind), report_(report), changed_(changed) {}

follower_pool::~follower_pool() = default;

void follower_pool::start(std::size_t count, first_share share) {
  for (std::size_t i = 0; i < count; ++i) {
    follower& self = *followers_.emplace_back(std::make_unique<follower>());
    self.position = report_.connections.size();
    report_.connections.emplace_back();
    self.begun = work_.time.now();
    self.holds_back = share == first_share::kept;
    if (self.holds_back) work_.queue.hold_back(1);
    ++running_;
    asio::co_spawn(around_.executor(), follow(self), [this, &self](const std::exception_ptr& thrown) {
      if (thrown) {
        thrown_ = thrown;
        end_of_all_ = failure(errc::cancelled);
        self.dismiss("failed");
        on_end_of_all_();
      }
      let_in(self);
      self.running = false;
      --running_;
      changed_.notify();
    });
  }
}

void follower_pool::retire(std::size_t count) {
  for (auto each = followers_.rbegin(); each != followers_.rend() && count != 0; ++each) {
    follower& one = **each;
    if (!one.running || one.dismissed) continue;
    --count;
    if (one.part) {
      one.part->retire();
    } else {
      one.dismiss("not needed");
    }
  }
}

std::size_t follower_pool::opening_count() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(followers_, [](const auto& one) { return one->on_its_way(); }));
}

std::size_t follower_pool::working_count() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(followers_, [](const auto& one) { return one->works(); }));
}

std::uint64_t follower_pool::least_messages() const noexcept {
  std::uint64_t least = ~std::uint64_t{0};
  for (const auto& one : followers_) {
    if (one->works()) least = std::min(least, one->part->account().arrived());
  }
  return least;
}

void follower_pool::give_up_those_on_their_way() {
  for (const auto& one : followers_) {
    if (one->on_its_way()) one->dismiss("nothing left to do");
  }
}

void follower_pool::look() {
  for (const auto& one : followers_) {
    if (one->works()) one->seen_progress = one->part->account().progress();
  }
}

void follower_pool::give_up_stalled() {
  for (const auto& one : followers_) {
    if (!one->works() || one->part->account().progress() != one->seen_progress) continue;
    if (!one->dismissed && one->running) {
      one->blame.emplace(errc::deadline_exceeded, "stalled while the others had nothing left to do");
    }
    one->dismiss("stalled");
  }
}

asio::awaitable<void> follower_pool::dismiss(bool friendly) {
  for (const auto& one : followers_) {
    if (!friendly || one->on_its_way() || one->works()) one->dismiss("nothing left to do");
  }
  // A cancellation between two waits is not reported to later waits, so it must be checked here.
  if (co_await net::is_cancelled()) {
    for (const auto& one : followers_) one->dismiss("cancelled");
  }
  while (running_ != 0) {
    const outcome<> woken = co_await changed_.wait();
    const bool cancelled = co_await net::is_cancelled();
    if (woken && !cancelled) continue;
    for (const auto& one : followers_) one->dismiss("cancelled");
  }
}

asio::awaitable<void> follower_pool::follow(follower& self) {
  co_await asio::this_coro::throw_if_cancelled(false);
  if (self.dismissed) co_return;
  const result<> done = co_await work_as(self);
  note_end(self, done ? std::nullopt : std::optional<failure>(done.error()));
  // A replacement for this follower sends one command at a time.
  const bool mixed_up = self.own_session && self.own_session->mixed_up() && !self.dismissed;
  if (mixed_up && work_.queue.any_left()) start(1, first_share::none);
  if (done && self.own_session->alive()) {
    const result<> left = co_await self.own_session->quit(std::min(farewell, around_.options().timeout));
    if (!left) self.own_session->close("quit");
  }
}

/// Releases the message that was reserved for this follower.
void follower_pool::let_in(follower& self) {
  if (!std::exchange(self.holds_back, false)) return;
  work_.queue.release(1);
  changed_.notify();
}

asio::awaitable<result<>> follower_pool::work_as(follower& self) {
  // If connections took the last descriptors, files could not be opened, and the operation would fail.
  const std::size_t needed = descriptors_of_a_connection * (running_ + 1);
  if (net::descriptors_left() < std::min(needed, plenty_of_descriptors)) {
    co_return failure(make_error_code(boost::asio::error::no_descriptors));
  }
  std::uint64_t ordinal = 0;
  result<std::unique_ptr<session>> opened = co_await session::open(around_, self.held, around_.learned(), &ordinal);
  report_.connections[self.position].ordinal = ordinal;
  if (!opened) co_return opened.error();
  self.own_session = std::move(*opened);
  if (self.dismissed) co_return failure(errc::cancelled);
  ++report_.opened;
  message_numbers guessed(work_.messages, message_numbers::ground::guess);
  self.part = kind_.make_part(work_, *self.own_session, work_queue::taker::follower, std::move(guessed));
  self.part->before_first_item([this, &self] { let_in(self); });
  result<> done = co_await self.own_session->run(*self.part);
  if (self.part->cause() != nullptr) end_all_for(*self.part->cause());
  if (done && self.part->useless()) co_return *self.part->useless();
  co_return done;
}

void follower_pool::end_all_for(const failure& cause) {
  end_of_all_ = failure(cause).set_session_usable(false);
  on_end_of_all_();
}

void follower_pool::note_end(follower& self, const std::optional<failure>& cause) {
  let_in(self);
  connection_report::connection& entry = report_.connections[self.position];
  entry.time = work_.time.now() - self.begun;
  if (self.part) {
    entry.messages = self.part->account().messages();
    entry.octets = self.part->account().octets();
    const bool in_doubt = cause && cause->kind() == fault::protocol;
    const outcome<> settled = self.part->settle(in_doubt);
    if (!settled && self.part->cause() != nullptr) end_all_for(*self.part->cause());
    if (self.part->give_back()) ++report_.chunks_retried;
    changed_.notify();
  }
  entry.cause = self.dismissed ? self.blame : cause;
  // A follower that was dismissed because no work was left does not count as refused.
  if (!self.part && !self.dismissed) ++report_.refused;
}

}  // namespace pop3kit::engine
