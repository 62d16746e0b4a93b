#include "net/fault/handshake_stream.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace pop3kit::net {

namespace {

/// A reset would overtake octets in transit, so it waits this long for the octets that were sent before.
constexpr duration before_reset = std::chrono::milliseconds(20);

class faulty_handshake final : public handshake_stream {
 public:
  faulty_handshake(stream_ptr lower, clock& time, const handshake_faults& faults)
      : lower_(std::move(lower)), time_(time), faults_(faults) {}

  asio::any_io_executor get_executor() override { return lower_->get_executor(); }
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override { return lower_->read_some(room); }
  asio::awaitable<outcome<>> write(std::span<const char> octets) override;
  asio::awaitable<outcome<>> shutdown() override { return lower_->shutdown(); }
  void close() noexcept override { lower_->close(); }
  void reset() noexcept override { lower_->reset(); }
  void quick_acknowledge(bool on) noexcept override { lower_->quick_acknowledge(on); }
  void handshake_done() noexcept override { done_ = true; }
  std::shared_ptr<const bool> cut_mark() const override { return was_cut_; }

 private:
  asio::awaitable<outcome<>> send(std::string piece);
  asio::awaitable<outcome<>> break_off(close_kind how);
  [[nodiscard]] std::size_t next_piece(std::size_t left) const;

  stream_ptr lower_;
  clock& time_;
  handshake_faults faults_;
  std::uint64_t sent_ = 0;
  std::shared_ptr<bool> was_cut_ = std::make_shared<bool>(false);
  bool mute_ = false;
  bool done_ = false;
};

asio::awaitable<outcome<>> faulty_handshake::write(std::span<const char> octets) {
  if (done_) co_return co_await lower_->write(octets);
  while (!octets.empty()) {
    // The peer may close the connection meanwhile; the next read reports that.
    if (mute_ || faults_.stall) co_return outcome<>();
    if (faults_.cut && sent_ >= faults_.cut->after) co_return co_await break_off(faults_.cut->close);
    const std::size_t count = next_piece(octets.size());
    std::string piece(octets.data(), count);
    octets = octets.subspan(count);
    const outcome<> sent = co_await send(std::move(piece));
    if (!sent) co_return sent.error();
  }
  // A cut after the last octet of a flight happens now, not when the next flight begins.
  if (faults_.cut && sent_ >= faults_.cut->after) co_return co_await break_off(faults_.cut->close);
  co_return outcome<>();
}

std::size_t faulty_handshake::next_piece(std::size_t left) const {
  if (faults_.slice != 0) left = std::min(left, faults_.slice);
  if (!faults_.cut) return left;
  return static_cast<std::size_t>(std::min<std::uint64_t>(left, faults_.cut->after - sent_));
}

asio::awaitable<outcome<>> faulty_handshake::send(std::string piece) {
  if (faults_.delay != duration::zero()) {
    const outcome<> slept = co_await sleep_for(time_, faults_.delay);
    if (!slept) co_return slept.error();
  }
  const std::uint64_t garbled = faults_.garble.value_or(0);
  if (garbled > sent_ && garbled - sent_ <= piece.size()) {
    char& octet = piece[static_cast<std::size_t>(garbled - sent_ - 1)];
    octet = static_cast<char>(~octet);
  }
  sent_ += piece.size();
  co_return co_await lower_->write(piece);
}

asio::awaitable<outcome<>> faulty_handshake::break_off(close_kind how) {
  *was_cut_ = true;
  if (how == close_kind::reset) {
    const outcome<> slept = co_await sleep_for(time_, before_reset);
    if (!slept) co_return slept.error();
    lower_->reset();
    co_return errc::connection_closed;
  }
  mute_ = true;
  const outcome<> ended = co_await lower_->shutdown();
  if (!ended) co_return ended.error();
  if (how == close_kind::half) co_return outcome<>();
  co_return errc::connection_closed;
}

}  // namespace

std::unique_ptr<handshake_stream> make_handshake_stream(stream_ptr lower, clock& time, const handshake_faults& faults) {
  return std::make_unique<faulty_handshake>(std::move(lower), time, faults);
}

}  // namespace pop3kit::net
