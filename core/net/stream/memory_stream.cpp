#include "net/stream/memory_stream.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <optional>

#include "net/async/signal.hpp"
#include "net/stream/octet_queue.hpp"

namespace pop3kit::net {

namespace {

/// One direction. The reader's signal belongs to the reader's executor, the writer's to the writer's.
struct lane {
  lane(const asio::any_io_executor& writer, const asio::any_io_executor& reader, std::size_t octets_held,
       std::size_t slice_octets)
      : arrived(reader), drained(writer), capacity(std::max<std::size_t>(octets_held, 1)), slice(slice_octets) {}

  octet_queue octets;
  signal arrived;
  signal drained;
  std::size_t capacity;
  std::size_t slice;
  bool ended = false;      // the writer will send no more
  bool abandoned = false;  // the reader is gone
  bool was_reset = false;

  void wake_both() noexcept {
    arrived.notify();
    drained.notify();
  }
};

/// Returns nothing if no octets have arrived and more may come.
std::optional<outcome<std::size_t>> read_lane_now(lane& from, std::span<char> room) {
  if (from.abandoned) return errc::cancelled;
  if (from.octets.empty()) {
    if (from.was_reset) return boost::system::error_code(asio::error::connection_reset);
    if (from.ended) return errc::connection_closed;
    return std::nullopt;
  }
  if (from.slice != 0) room = room.first(std::min(room.size(), from.slice));
  const std::size_t count = from.octets.take(room);
  from.octets.release();
  from.drained.notify();
  return count;
}

// These are free coroutines that share the lane, so that an end can be closed and destroyed while they run.
asio::awaitable<outcome<std::size_t>> read_lane(std::shared_ptr<lane> from, std::span<char> room) {
  if (room.empty()) co_return std::size_t{0};
  for (;;) {
    if (const auto taken = read_lane_now(*from, room)) co_return *taken;
    const outcome<> woken = co_await from->arrived.wait();
    if (!woken) co_return woken.error();
  }
}

asio::awaitable<outcome<>> write_lane(std::shared_ptr<lane> into, std::span<const char> octets) {
  for (;;) {
    if (into->ended) co_return errc::cancelled;
    if (into->was_reset) co_return boost::system::error_code(asio::error::connection_reset);
    if (into->abandoned) co_return boost::system::error_code(asio::error::broken_pipe);
    const std::size_t held = into->octets.size();
    const std::size_t count = std::min(octets.size(), into->capacity - std::min(held, into->capacity));
    if (count != 0) {
      into->octets.append(octets.first(count));
      into->arrived.notify();
      octets = octets.subspan(count);
    }
    if (octets.empty()) co_return outcome<>();
    const outcome<> woken = co_await into->drained.wait();
    if (!woken) co_return woken.error();
  }
}

class memory_stream final : public byte_stream {
 public:
  memory_stream(asio::any_io_executor executor, std::shared_ptr<lane> incoming, std::shared_ptr<lane> outgoing)
      : executor_(std::move(executor)), incoming_(std::move(incoming)), outgoing_(std::move(outgoing)) {}
  ~memory_stream() override { memory_stream::close(); }

  asio::any_io_executor get_executor() override { return executor_; }
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override { return read_lane(incoming_, room); }
  outcome<std::size_t> read_now(std::span<char> room) override {
    if (room.empty()) return std::size_t{0};
    return read_lane_now(*incoming_, room).value_or(std::size_t{0});
  }
  asio::awaitable<outcome<>> write(std::span<const char> octets) override { return write_lane(outgoing_, octets); }

  asio::awaitable<outcome<>> shutdown() override {
    outgoing_->ended = true;
    outgoing_->wake_both();
    co_return outcome<>();
  }

  void close() noexcept override {
    incoming_->abandoned = true;
    outgoing_->ended = true;
    incoming_->wake_both();
    outgoing_->wake_both();
  }

  void reset() noexcept override {
    if (incoming_->abandoned) return;
    outgoing_->was_reset = true;
    incoming_->was_reset = true;
    close();
  }

 private:
  asio::any_io_executor executor_;
  std::shared_ptr<lane> incoming_;
  std::shared_ptr<lane> outgoing_;
};

}  // namespace

std::pair<stream_ptr, stream_ptr> make_memory_pipe(asio::any_io_executor first_executor,
                                                   asio::any_io_executor second_executor, std::size_t capacity,
                                                   std::size_t slice) {
  const auto forth = std::make_shared<lane>(first_executor, second_executor, capacity, slice);
  const auto back = std::make_shared<lane>(second_executor, first_executor, capacity, slice);
  return {std::make_unique<memory_stream>(std::move(first_executor), back, forth),
          std::make_unique<memory_stream>(std::move(second_executor), forth, back)};
}

}  // namespace pop3kit::net
