#include "link_pipe.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <deque>
#include <string>

#include "net/async/is_cancelled.hpp"
#include "net/async/signal.hpp"
#include "net/fault/link_schedule.hpp"
#include "net/stream/octet_queue.hpp"
#include "random_stream.hpp"

namespace pop3kit::simulated {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t most_under_way = std::size_t{64} * 1024;

/// Octets that arrive at one moment, or the end of the stream.
struct parcel {
  net::time_point due;
  std::size_t octets = 0;
  bool end = false;
};

net::link_conditions conditions_of(const simulated_link& link) {
  net::link_conditions made;
  made.latency = link.latency;
  made.jitter = link.jitter;
  made.octets_per_second = link.octets_per_second;
  return made;
}

/// One direction.
struct lane {
  lane(const asio::any_io_executor& executor, const simulated_link& link, link_direction which, std::uint64_t seed)
      : arrived(executor),
        drained(executor),
        schedule(conditions_of(link), random_stream(seed, purpose::jitter, static_cast<std::uint64_t>(which)).next()),
        random(seed, purpose::delivery, static_cast<std::uint64_t>(which)),
        largest_delivery(link.largest_delivery) {
    for (const link_event& event : link.events) {
      if (event.direction == which) events.push_back(event);
    }
    std::ranges::stable_sort(events, {}, &link_event::octet);
  }

  net::signal arrived;  // for the reader
  net::signal drained;  // for the writer
  std::unique_ptr<net::timer> alarm;
  net::link_schedule schedule;
  random_stream random;
  std::size_t largest_delivery;
  std::deque<link_event> events;  // by octet
  net::octet_queue octets;
  std::deque<parcel> parcels;
  std::uint64_t passed = 0;
  net::time_point blocked_until{};
  bool reader_gone = false;
  bool writer_gone = false;
  bool cut = false;  // by an event: the writer fails, the reader reads to the end

  [[nodiscard]] bool event_due() const noexcept { return !events.empty() && events.front().octet <= passed; }
  [[nodiscard]] std::size_t until_event(std::size_t most) const noexcept {
    if (events.empty()) return most;
    return static_cast<std::size_t>(std::min<std::uint64_t>(most, events.front().octet - passed));
  }
  void send_off(net::time_point now, std::size_t count, bool end) {
    const net::time_point due = std::max(schedule.arrival(now, count), blocked_until);
    parcels.push_back({due, count, end});
    arrived.notify();
  }
  void wake() noexcept {
    arrived.notify();
    drained.notify();
  }
};

/// Held by both ends and by the coroutines that work on them, which may outlive the ends.
struct wire_pair final : link_pipe {
  wire_pair(const asio::any_io_executor& executor, net::clock& used, const simulated_link& link, std::uint64_t seed,
            std::shared_ptr<std::uint64_t> counter)
      : time(used),
        happened(std::move(counter)),
        to_client(executor, link, link_direction::to_client, seed),
        to_server(executor, link, link_direction::to_server, seed) {}

  void break_off() noexcept override {
    if (was_reset) return;
    was_reset = true;
    to_client.wake();
    to_server.wake();
  }
  [[nodiscard]] bool client_holds() const noexcept override { return !to_client.reader_gone; }

  /// What both directions have sent still arrives, and then their end.
  void close_both() {
    for (lane* way : {&to_client, &to_server}) {
      if (way->cut || way->writer_gone) continue;
      way->cut = true;
      way->send_off(time.now(), 0, true);
      way->wake();
    }
  }

  net::clock& time;
  std::shared_ptr<std::uint64_t> happened;
  lane to_client;
  lane to_server;
  bool was_reset = false;
  bool vanished = false;
};

using wires = std::shared_ptr<wire_pair>;

/// What happens before the next octet of this direction.
void suffer(wire_pair& pair, lane& way) {
  while (way.event_due() && way.events.front().what != disturbance::corrupt) {
    const link_event event = way.events.front();
    way.events.pop_front();
    ++*pair.happened;
    if (event.what == disturbance::close) pair.close_both();
    if (event.what == disturbance::reset) pair.break_off();
    if (event.what == disturbance::vanish) pair.vanished = true;
    if (event.what == disturbance::stall) way.blocked_until = net::later(pair.time.now(), event.lasting);
  }
}

/// Puts a piece on its way; it ends before the next event, and an octet to be corrupted travels alone.
std::size_t put(wire_pair& pair, lane& way, std::span<const char> octets) {
  const bool corrupts = way.event_due();
  const std::size_t room = most_under_way - std::min(way.octets.size(), most_under_way);
  const std::size_t most = std::min({octets.size(), room, way.schedule.piece()});
  const std::size_t count = corrupts ? std::min<std::size_t>(most, 1) : way.until_event(most);
  if (count == 0) return 0;
  if (corrupts) {
    ++*pair.happened;
    way.events.pop_front();
    const std::string flipped(1, static_cast<char>(static_cast<unsigned char>(octets[0]) ^ 1U));
    way.octets.append(flipped);
  } else {
    way.octets.append(octets.first(count));
  }
  way.passed += count;
  way.send_off(pair.time.now(), count, false);
  return count;
}

std::size_t take(wire_pair& pair, lane& way, std::span<char> room) {
  std::size_t most = room.size();
  if (way.largest_delivery != 0) {
    most = std::min(most, 1 + static_cast<std::size_t>(way.random.below(way.largest_delivery)));
  }
  std::size_t total = 0;
  while (total < most && !way.parcels.empty()) {
    parcel& first = way.parcels.front();
    if (first.end || first.due > pair.time.now()) break;
    const std::size_t count = way.octets.take(room.subspan(total, std::min(most - total, first.octets)));
    total += count;
    first.octets -= count;
    if (first.octets == 0) way.parcels.pop_front();
  }
  way.octets.release();
  if (total != 0) way.drained.notify();
  return total;
}

asio::awaitable<outcome<std::size_t>> read_lane(wires pair, lane& way, std::span<char> room) {
  if (room.empty()) co_return std::size_t{0};
  for (;;) {
    if (way.reader_gone) co_return errc::cancelled;
    if (pair->was_reset) co_return error_code(asio::error::connection_reset);
    if (!way.parcels.empty() && way.parcels.front().due <= pair->time.now()) {
      if (way.parcels.front().end) co_return errc::connection_closed;
      co_return take(*pair, way, room);
    }
    if (!way.parcels.empty()) {
      if (!way.alarm) way.alarm = pair->time.make_timer(co_await asio::this_coro::executor);
      way.alarm->arm(way.parcels.front().due, [&way] { way.arrived.notify(); });
    }
    const outcome<> woken = co_await way.arrived.wait();
    if (way.alarm) way.alarm->cancel();
    if (!woken) co_return woken.error();
    if (way.parcels.empty() && co_await net::is_cancelled()) co_return errc::cancelled;
  }
}

asio::awaitable<outcome<>> write_lane(wires pair, lane& way, std::span<const char> octets) {
  for (;;) {
    if (way.writer_gone) co_return errc::cancelled;
    suffer(*pair, way);
    if (pair->was_reset) co_return error_code(asio::error::connection_reset);
    if (way.cut || (way.reader_gone && !pair->vanished)) co_return error_code(asio::error::broken_pipe);
    // Into the void: nobody here can tell.
    if (octets.empty() || pair->vanished) co_return outcome<>();
    const std::size_t count = put(*pair, way, octets);
    octets = octets.subspan(count);
    if (count != 0) continue;
    const outcome<> woken = co_await way.drained.wait();
    if (!woken) co_return woken.error();
    if (co_await net::is_cancelled()) co_return errc::cancelled;
  }
}

class pipe_end final : public net::byte_stream {
 public:
  pipe_end(asio::any_io_executor executor, wires pair, lane& incoming, lane& outgoing)
      : executor_(std::move(executor)), pair_(std::move(pair)), incoming_(incoming), outgoing_(outgoing) {}
  ~pipe_end() override { pipe_end::close(); }

  asio::any_io_executor get_executor() override { return executor_; }
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    return read_lane(pair_, incoming_, room);
  }
  asio::awaitable<outcome<>> write(std::span<const char> octets) override {
    return write_lane(pair_, outgoing_, octets);
  }
  asio::awaitable<outcome<>> shutdown() override {
    end_outgoing();
    co_return outcome<>();
  }
  void close() noexcept override {
    if (std::exchange(incoming_.reader_gone, true)) return;
    end_outgoing();
    incoming_.wake();
  }
  void reset() noexcept override {
    if (incoming_.reader_gone) return;
    if (!pair_->vanished) pair_->break_off();
    close();
  }

 private:
  void end_outgoing() {
    if (std::exchange(outgoing_.writer_gone, true)) return;
    if (!outgoing_.cut && !pair_->vanished) outgoing_.send_off(pair_->time.now(), 0, true);
    outgoing_.wake();
  }

  asio::any_io_executor executor_;
  wires pair_;
  lane& incoming_;
  lane& outgoing_;
};

}  // namespace

piped_link make_link_pipe(const asio::any_io_executor& executor, net::clock& time, const simulated_link& link,
                          std::uint64_t seed, std::shared_ptr<std::uint64_t> happened) {
  const auto pair = std::make_shared<wire_pair>(executor, time, link, seed, std::move(happened));
  piped_link made;
  made.client = std::make_unique<pipe_end>(executor, pair, pair->to_client, pair->to_server);
  made.server = std::make_unique<pipe_end>(executor, pair, pair->to_server, pair->to_client);
  made.pipe = pair;
  return made;
}

}  // namespace pop3kit::simulated
