#include "operations/multi_connection.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <exception>
#include <utility>

#include "maildrop/id_index.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration least_patience = std::chrono::milliseconds(250);
constexpr net::duration farewell = std::chrono::seconds(2);
constexpr int patience_factor = 4;

}  // namespace

struct multi_connection_run::follower {
  leash held;
  std::unique_ptr<session> login;
  std::unique_ptr<work_batch> part;
  std::size_t place = 0;            // in the report
  std::uint64_t seen_progress = 0;  // when the leader last looked
  bool dismissed = false;
  bool running = true;
  std::optional<failure> blame;  // of a dismissal, where there is any

  void dismiss(std::string_view why, std::optional<failure> because = std::nullopt) {
    if (dismissed || !running) return;
    dismissed = true;
    blame = std::move(because);
    held.pull();
    if (login) login->close(why);
  }
  [[nodiscard]] bool works() const { return running && part && part->holds_work(); }
};

multi_connection_run::multi_connection_run(environment& around, session& leader,
                                           const std::vector<message_info>& messages, work_queue& queue,
                                           batch_maker make, connection_report& report)
    : around_(around),
      leader_(leader),
      messages_(messages),
      queue_(queue),
      make_(std::move(make)),
      report_(report),
      changed_(around.executor()) {}

multi_connection_run::~multi_connection_run() = default;

numbering multi_connection_run::leader_numbering() const {
  return [this](std::size_t item) { return std::optional<std::uint64_t>(messages_[item].sequence_number); };
}

asio::awaitable<result<>> multi_connection_run::run(std::size_t connections) {
  report_.opened = 1;
  report_.connections.emplace_back().ordinal = leader_.ordinal();
  if (connections > 1) start_followers(connections - 1);
  std::exception_ptr thrown;
  result<> led;
  try {
    led = co_await lead();
  } catch (...) {
    thrown = std::current_exception();
    leader_.close("failed");
  }
  if (!led) report_.connections.front().cause = led.error();
  // They refer to this object.
  co_await dismiss_followers();
  if (thrown) std::rethrow_exception(thrown);
  co_return led;
}

asio::awaitable<result<>> multi_connection_run::lead() {
  while (!queue_.all_finished()) {
    const std::unique_ptr<work_batch> part = make_(leader_, work_queue::taker::leader, leader_numbering());
    const result<> done = co_await leader_.run(*part);
    report_.connections.front().messages += part->messages();
    report_.connections.front().octets += part->octets();
    if (!done) {
      part->give_back();
      co_return done;
    }
    if (queue_.all_finished()) break;
    const net::duration patience = std::max(least_patience, patience_factor * part->longest_wait());
    const result<> waited = co_await wait_for_followers(std::min(patience, around_.options().timeout));
    if (!waited) co_return waited;
  }
  co_return result<>{};
}

/// Until somebody gives work back or ends, or patience does. Followers that moved nothing meanwhile are given up.
asio::awaitable<result<>> multi_connection_run::wait_for_followers(net::duration patience) {
  for (const auto& other : followers_) {
    if (!other->works()) {
      if (!other->part) other->dismiss("nothing left to do");
      continue;
    }
    other->seen_progress = other->part->progress();
  }
  bool impatient = false;
  const std::unique_ptr<net::timer> alarm = around_.time().make_timer(around_.executor());
  alarm->arm(net::later(around_.time().now(), patience), [this, &impatient] {
    impatient = true;
    changed_.notify();
  });
  const outcome<> woken = co_await changed_.wait();
  if (!woken) {
    leader_.close("cancelled");
    co_return failure(woken.error()).set_session_usable(false);
  }
  if (!impatient) co_return result<>{};
  for (const auto& other : followers_) {
    if (!other->works() || other->part->progress() != other->seen_progress) continue;
    other->dismiss("stalled", failure(errc::deadline_exceeded, "stalled while the others had nothing left to do"));
  }
  co_return result<>{};
}

asio::awaitable<void> multi_connection_run::dismiss_followers() {
  const bool wait_for_farewell = queue_.all_finished() && leader_.alive();
  for (const auto& other : followers_) {
    if (!wait_for_farewell || !other->part || other->works()) other->dismiss("nothing left to do");
  }
  while (running_ != 0) {
    const outcome<> woken = co_await changed_.wait();
    if (woken) continue;
    for (const auto& other : followers_) other->dismiss("cancelled");
  }
}

void multi_connection_run::start_followers(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    follower& self = *followers_.emplace_back(std::make_unique<follower>());
    self.place = report_.connections.size();
    report_.connections.emplace_back();
    ++running_;
    asio::co_spawn(around_.executor(), follow(self), [this, &self](const std::exception_ptr& thrown) {
      if (thrown) self.dismiss("failed");
      self.running = false;
      --running_;
      changed_.notify();
    });
  }
}

asio::awaitable<void> multi_connection_run::follow(follower& self) {
  co_await asio::this_coro::throw_if_cancelled(false);
  if (self.dismissed) co_return;
  const result<> done = co_await work_as(self);
  note_end(self, done ? std::nullopt : std::optional<failure>(done.error()));
  if (done && self.login->alive()) {
    const result<> left = co_await self.login->quit(std::min(farewell, around_.options().timeout));
    if (!left) self.login->close("quit");
  }
}

asio::awaitable<result<>> multi_connection_run::work_as(follower& self) {
  result<std::unique_ptr<session>> opened = co_await session::open(around_, self.held);
  if (!opened) co_return opened.error();
  self.login = std::move(*opened);
  report_.connections[self.place].ordinal = self.login->ordinal();
  if (self.dismissed) co_return failure(errc::cancelled);
  const client_limits& limits = around_.options().limits;
  unique_id_request asked(limits.listing_entries, limits.unique_id_octets);
  result<> known = co_await self.login->run(asked);
  if (!known) co_return known;
  if (asked.refused()) co_return *asked.refused();
  const id_index index(std::move(asked.ids()));
  if (!index.tells_all_apart()) co_return failure(errc::ambiguous_unique_id);
  ++report_.opened;
  self.part = make_(*self.login, work_queue::taker::follower, [this, &index](std::size_t item) {
    const outcome<std::uint64_t> number = index.number_of(messages_[item].unique_id->str());
    return number ? std::optional<std::uint64_t>(*number) : std::nullopt;
  });
  co_return co_await self.login->run(*self.part);
}

void multi_connection_run::note_end(follower& self, const std::optional<failure>& cause) {
  connection_report::connection& entry = report_.connections[self.place];
  if (self.part) {
    entry.messages = self.part->messages();
    entry.octets = self.part->octets();
    if (self.part->give_back()) ++report_.chunks_retried;
    changed_.notify();
  }
  entry.cause = self.dismissed ? self.blame : cause;
  // One that was sent away because there was nothing left to do was refused by nobody.
  if (!self.part && !self.dismissed) ++report_.refused;
}

}  // namespace pop3kit::engine
