#include "net/fault/fault_stream.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <deque>
#include <utility>
#include <vector>

#include "net/async/signal.hpp"
#include "net/fault/link_schedule.hpp"
#include "net/stream/octet_queue.hpp"

namespace pop3kit::net {

namespace {

using boost::system::error_code;

constexpr std::size_t most_under_way = std::size_t{1024} * 1024;
constexpr std::size_t smallest_read = 512;
constexpr std::size_t largest_read = std::size_t{16} * 1024;

/// What happens to the stream below after everything that was sent before has arrived.
enum class ending : std::uint8_t { none, shut_down, shut_down_and_close, close, reset };

ending ending_for(close_kind kind) noexcept {
  switch (kind) {
    case close_kind::orderly:
      return ending::shut_down_and_close;
    case close_kind::reset:
      return ending::reset;
    case close_kind::half:
      break;
  }
  return ending::shut_down;
}

/// Octets that arrive at one moment, or an end.
struct parcel {
  time_point due;
  std::size_t octets = 0;
  ending end = ending::none;  // outgoing
  error_code failure;         // incoming
};

/// One direction and its octets in transit.
struct link {
  link(const link_conditions& conditions, std::uint64_t seed, const asio::any_io_executor& executor)
      : schedule(conditions, seed),
        slice(conditions.slice),
        queues(schedule.delays()),
        changed(executor),
        moved(executor) {}

  void change(const link_conditions& conditions) {
    schedule.change(conditions);
    slice = conditions.slice;
    queues = queues || schedule.delays();
  }

  link_schedule schedule;
  std::size_t slice;
  bool queues;  // true once a direction has had a delay: later octets must not overtake those in transit
  octet_queue octets;
  std::deque<parcel> parcels;
  signal changed;  // for the pump
  signal moved;    // for the user of the stream
  std::unique_ptr<timer> alarm;
  bool pumping = false;

  [[nodiscard]] bool full() const noexcept { return octets.size() >= most_under_way; }
  [[nodiscard]] std::size_t bounded(std::size_t count) const noexcept {
    return slice == 0 ? count : std::min(count, slice);
  }
  void drop() noexcept {
    parcels.clear();
    octets = octet_queue();
  }
  void wake() noexcept {
    changed.notify();
    moved.notify();
  }
};

/// Shared by the stream and its pumps, which outlive it while octets are in transit.
struct connection {
  connection(stream_ptr stream, clock& used, const fault_plan& plan)
      : lower(std::move(stream)),
        time(used),
        outgoing(plan.outgoing, plan.seed, lower->get_executor()),
        incoming(plan.incoming, plan.seed + 1, lower->get_executor()) {}

  stream_ptr lower;
  clock& time;
  link outgoing;
  link incoming;
  error_code write_error;
  bool closed = false;  // by the stream's own user
  bool cut_planned = false;
  bool cut_done = false;
  std::uint64_t octets_until_cut = 0;
  close_kind cut_kind = close_kind::orderly;

  [[nodiscard]] bool is_over() const noexcept { return cut_done && cut_kind != close_kind::half; }
};

using connection_ptr = std::shared_ptr<connection>;

/// Waits until the event, or until the first parcel is due.
asio::awaitable<outcome<>> wait_for_first(connection& held, link& way, signal& event) {
  if (!way.parcels.empty()) {
    if (!way.alarm) way.alarm = held.time.make_timer(held.lower->get_executor());
    way.alarm->arm(way.parcels.front().due, [&event] { event.notify(); });
  }
  return event.wait();
}

asio::awaitable<outcome<>> write_sliced(connection_ptr held, std::span<const char> octets) {
  while (!octets.empty()) {
    const std::size_t count = held->outgoing.bounded(octets.size());
    const outcome<> done = co_await held->lower->write(octets.first(count));
    if (!done) co_return done.error();
    octets = octets.subspan(count);
  }
  co_return outcome<>();
}

asio::awaitable<void> end_lower(connection_ptr held, ending end) {
  if (end == ending::reset) held->lower->reset();
  if (end == ending::shut_down || end == ending::shut_down_and_close) co_await held->lower->shutdown();
  if (end == ending::close || end == ending::shut_down_and_close) held->lower->close();
  if (held->is_over()) held->incoming.wake();
}

asio::awaitable<void> pump_outgoing(connection_ptr held) {
  link& way = held->outgoing;
  std::vector<char> piece;
  while (!way.parcels.empty()) {
    const parcel next = way.parcels.front();
    if (held->time.now() < next.due) {
      co_await wait_for_first(*held, way, way.changed);
      continue;
    }
    way.parcels.pop_front();
    if (next.end != ending::none) {
      co_await end_lower(held, next.end);
      continue;
    }
    piece.resize(next.octets);
    way.octets.take(piece);
    way.moved.notify();
    const outcome<> done = co_await write_sliced(held, piece);
    if (done) continue;
    held->write_error = done.error();
    way.drop();
    if (held->closed) held->lower->close();
  }
  way.pumping = false;
  if (way.alarm) way.alarm->cancel();
  way.octets.release();
  way.moved.notify();
}

void send_off(const connection_ptr& held, std::size_t octets, ending end) {
  link& way = held->outgoing;
  way.parcels.push_back({way.schedule.arrival(held->time.now(), octets), octets, end, {}});
  if (way.pumping) return;
  way.pumping = true;
  asio::co_spawn(held->lower->get_executor(), pump_outgoing(held), asio::detached);
}

asio::awaitable<outcome<>> queue_up(connection_ptr held, std::span<const char> octets) {
  link& way = held->outgoing;
  while (!octets.empty()) {
    if (held->closed) co_return errc::cancelled;
    if (held->write_error) co_return held->write_error;
    if (way.full()) {
      const outcome<> woken = co_await way.moved.wait();
      if (!woken) co_return woken.error();
      continue;
    }
    const auto piece = octets.first(std::min(octets.size(), way.schedule.piece()));
    way.octets.append(piece);
    send_off(held, piece.size(), ending::none);
    octets = octets.subspan(piece.size());
  }
  co_return outcome<>();
}

asio::awaitable<outcome<>> send(connection_ptr held, std::span<const char> octets) {
  if (held->outgoing.queues) return queue_up(std::move(held), octets);
  return write_sliced(std::move(held), octets);
}

asio::awaitable<outcome<>> end_outgoing(connection_ptr held, ending end) {
  if (held->outgoing.queues) {
    send_off(held, 0, end);
  } else {
    co_await end_lower(std::move(held), end);
  }
  co_return outcome<>();
}

asio::awaitable<outcome<>> send_until_cut(connection_ptr held, std::span<const char> octets) {
  if (held->cut_done) co_return errc::connection_closed;
  const bool loses = octets.size() > held->octets_until_cut;
  if (loses) octets = octets.first(static_cast<std::size_t>(held->octets_until_cut));
  const outcome<> sent = co_await send(held, octets);
  if (!sent) co_return sent.error();
  held->octets_until_cut -= octets.size();
  if (held->octets_until_cut != 0 || (octets.empty() && !loses)) co_return outcome<>();
  held->cut_done = true;
  co_await end_outgoing(held, ending_for(held->cut_kind));
  if (loses) co_return errc::connection_closed;
  co_return outcome<>();
}

asio::awaitable<void> pump_incoming(connection_ptr held) {
  link& way = held->incoming;
  std::vector<char> room(smallest_read);
  while (!held->closed) {
    if (way.full()) {
      co_await way.changed.wait();
      continue;
    }
    const auto count = co_await held->lower->read_some(room);
    if (!count) {
      way.parcels.push_back({way.schedule.arrival(held->time.now(), 0), 0, ending::none, count.error()});
      way.moved.notify();
      co_return;
    }
    for (std::span<const char> rest = std::span<const char>(room).first(*count); !rest.empty();) {
      const auto piece = rest.first(std::min(rest.size(), way.schedule.piece()));
      way.octets.append(piece);
      way.parcels.push_back({way.schedule.arrival(held->time.now(), piece.size()), piece.size(), ending::none, {}});
      rest = rest.subspan(piece.size());
    }
    if (*count == room.size() && *count < largest_read) room.resize(room.size() * 2);
    way.moved.notify();
  }
}

/// Takes the octets that have arrived by `now`, at most one slice, off the link.
std::size_t take_arrived(link& way, time_point now, std::span<char> room) {
  std::size_t total = 0;
  for (const std::size_t limit = way.bounded(room.size()); total < limit && !way.parcels.empty();) {
    parcel& first = way.parcels.front();
    if (first.due > now || first.failure) break;
    const std::size_t count = way.octets.take(room.subspan(total, std::min(limit - total, first.octets)));
    total += count;
    first.octets -= count;
    if (first.octets == 0) way.parcels.pop_front();
  }
  way.octets.release();
  return total;
}

asio::awaitable<outcome<std::size_t>> receive(connection_ptr held, std::span<char> room) {
  link& way = held->incoming;
  if (!std::exchange(way.pumping, true)) {
    asio::co_spawn(held->lower->get_executor(), pump_incoming(held), asio::detached);
  }
  for (;;) {
    if (held->closed) co_return errc::cancelled;
    // Both questions are about one moment: octets that become due between them are no failure.
    const time_point now = held->time.now();
    if (const std::size_t count = take_arrived(way, now, room); count != 0) {
      way.changed.notify();
      co_return count;
    }
    if (held->is_over()) co_return errc::connection_closed;
    if (!way.parcels.empty() && way.parcels.front().due <= now) co_return way.parcels.front().failure;
    const outcome<> woken = co_await wait_for_first(*held, way, way.moved);
    if (way.alarm) way.alarm->cancel();
    if (!woken) co_return woken.error();
  }
}

asio::awaitable<outcome<std::size_t>> read_sliced(connection_ptr held, std::span<char> room) {
  const auto count = co_await held->lower->read_some(room.first(held->incoming.bounded(room.size())));
  if (!count && held->is_over() && !held->closed) co_return errc::connection_closed;
  co_return count;
}

class faulty_stream final : public fault_stream {
 public:
  faulty_stream(stream_ptr lower, clock& time, const fault_plan& plan)
      : held_(std::make_shared<connection>(std::move(lower), time, plan)) {}
  ~faulty_stream() override { faulty_stream::close(); }

  asio::any_io_executor get_executor() override { return held_->lower->get_executor(); }

  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    return held_->incoming.queues && !room.empty() ? receive(held_, room) : read_sliced(held_, room);
  }

  asio::awaitable<outcome<>> write(std::span<const char> octets) override {
    return held_->cut_planned ? send_until_cut(held_, octets) : send(held_, octets);
  }

  asio::awaitable<outcome<>> shutdown() override {
    return held_->outgoing.queues ? end_outgoing(held_, ending::shut_down) : held_->lower->shutdown();
  }

  void close() noexcept override {
    if (std::exchange(held_->closed, true)) return;
    if (held_->outgoing.pumping) {
      send_off(held_, 0, ending::close);
    } else {
      held_->lower->close();
    }
    held_->outgoing.moved.notify();
    held_->incoming.wake();
  }

  void reset() noexcept override {
    held_->closed = true;
    held_->outgoing.drop();
    held_->lower->reset();
    held_->outgoing.wake();
    held_->incoming.wake();
  }

  void quick_acknowledge(bool on) noexcept override { held_->lower->quick_acknowledge(on); }
  const tls_facts* tls() const noexcept override { return held_->lower->tls(); }

  void cut_after(std::uint64_t octets, close_kind kind) override {
    if (held_->cut_done) return;
    held_->cut_planned = true;
    held_->octets_until_cut = octets;
    held_->cut_kind = kind;
  }

  bool was_cut() const noexcept override { return held_->cut_done; }
  std::shared_ptr<const bool> cut_mark() const noexcept override { return {held_, &held_->cut_done}; }

  void change(const fault_plan& plan) override {
    held_->outgoing.change(plan.outgoing);
    held_->incoming.change(plan.incoming);
  }

 private:
  connection_ptr held_;
};

}  // namespace

std::unique_ptr<fault_stream> make_fault_stream(stream_ptr lower, clock& time, const fault_plan& plan) {
  return std::make_unique<faulty_stream>(std::move(lower), time, plan);
}

}  // namespace pop3kit::net
