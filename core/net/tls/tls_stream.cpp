#include <algorithm>
#include <optional>
#include <utility>

#include "net/async/is_cancelled.hpp"
#include "net/async/signal.hpp"
#include "net/tls/tls.hpp"
#include "net/tls/tls_engine.hpp"
#include "net/tls/tls_facts.hpp"
#include "net/tls/tls_failure.hpp"

namespace pop3kit::net {

namespace {

using boost::system::error_code;
using step = tls_engine::step;

/// The size of reads from the stream below. An idle connection has the smallest. If reads come back full, as in a
/// transfer, the size grows to several records.
constexpr std::size_t smallest_window = 1024;
constexpr std::size_t largest_window = std::size_t{64} * 1024;

/// The number of plain octets that are encrypted before a write: four records.
constexpr std::size_t written_at_once = std::size_t{64} * 1024;

class tls_stream final : public byte_stream {
 public:
  tls_stream(stream_ptr lower, std::shared_ptr<tls_context> context, const std::string& host)
      : lower_(std::move(lower)), engine_(std::move(context), host), turn_(lower_->get_executor()) {}

  asio::any_io_executor get_executor() override { return lower_->get_executor(); }

  asio::awaitable<outcome<>> handshake(tls_diagnosis& diagnosis);
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override;
  outcome<std::size_t> read_now(std::span<char> room) override;
  asio::awaitable<outcome<>> write(std::span<const char> octets) override;
  asio::awaitable<outcome<>> shutdown() override;
  void close() noexcept override { lower_->close(); }
  void reset() noexcept override { lower_->reset(); }
  void quick_acknowledge(bool on) noexcept override { lower_->quick_acknowledge(on); }

  const tls_facts* tls() const noexcept override { return &facts_; }

 private:
  class writing_turn;

  asio::awaitable<outcome<>> fill();
  asio::awaitable<outcome<>> flush();
  error_code explain_failure(tls_diagnosis& diagnosis);

  stream_ptr lower_;
  tls_engine engine_;
  signal turn_;
  std::size_t window_ = smallest_window;
  bool writing_ = false;
  error_code write_error_;  // encrypted octets were lost, so nothing can be written any more
  tls_facts facts_;
};

/// Both the reader and the writer have octets for the stream below. One of them writes at a time. If a write fails or
/// throws, its octets are lost.
class tls_stream::writing_turn {
 public:
  explicit writing_turn(tls_stream& stream) : stream_(stream) { stream_.writing_ = true; }
  writing_turn(const writing_turn&) = delete;
  writing_turn& operator=(const writing_turn&) = delete;
  ~writing_turn() {
    stream_.writing_ = false;
    stream_.write_error_ = result_;
    stream_.turn_.notify();
  }
  void end_with(error_code result) noexcept { result_ = result; }

 private:
  tls_stream& stream_;
  error_code result_ = errc::cancelled;
};

asio::awaitable<outcome<>> tls_stream::fill() {
  const std::span<char> room = engine_.incoming().prepare(window_);
  const auto count = co_await lower_->read_some(room);
  if (!count) {
    engine_.incoming().release();
    co_return count.error();
  }
  engine_.incoming().commit(*count);
  if (*count == window_) {
    window_ = std::min(window_ * 4, largest_window);
  } else if (*count < window_ / 4) {
    window_ = std::max(window_ / 4, smallest_window);
  }
  co_return outcome<>();
}

asio::awaitable<outcome<>> tls_stream::flush() {
  while (writing_) {
    const outcome<> free = co_await turn_.wait();
    if (!free) co_return free.error();
  }
  while (!write_error_ && !engine_.outgoing().empty()) {
    const octet_queue batch = std::exchange(engine_.outgoing(), octet_queue());
    writing_turn mine(*this);
    const outcome<> done = co_await lower_->write(batch.octets());
    mine.end_with(done ? error_code() : done.error());
  }
  if (write_error_) co_return write_error_;
  co_return outcome<>();
}

asio::awaitable<outcome<std::size_t>> tls_stream::read_some(std::span<char> room) {
  if (room.empty()) co_return std::size_t{0};
  for (bool waited = false;; waited = true) {
    const tls_engine::progress made = engine_.read(room);
    if (made.octets != 0) co_return made.octets;
    if (made.state == step::ended) co_return errc::connection_closed;
    // Octets of the TLS protocol itself, such as alerts. A running writer sends them too.
    if (!writing_ && !write_error_ && !engine_.outgoing().empty()) {
      const outcome<> flushed = co_await flush();
      // The writer reports any other failure. What the peer sent before can still be read.
      if (!flushed && flushed.error() == errc::cancelled) co_return errc::cancelled;
    }
    if (made.state == step::failed) co_return explain_tls_error(engine_.error(), engine_.handle()).code;
    engine_.incoming().release();
    if (waited && co_await is_cancelled()) co_return errc::cancelled;
    const outcome<> filled = co_await fill();
    if (filled) continue;
    if (filled.error() == errc::connection_closed) co_return errc::tls_truncated;
    co_return filled.error();
  }
}

outcome<std::size_t> tls_stream::read_now(std::span<char> room) {
  if (room.empty()) return std::size_t{0};
  for (;;) {
    // Octets of the TLS protocol itself are sent with the next write.
    const tls_engine::progress made = engine_.read(room);
    if (made.octets != 0) return made.octets;
    if (made.state == step::ended) return errc::connection_closed;
    if (made.state == step::failed) return explain_tls_error(engine_.error(), engine_.handle()).code;
    engine_.incoming().release();
    const auto count = lower_->read_now(engine_.incoming().prepare(window_));
    if (!count || *count == 0) {
      engine_.incoming().release();
      if (count.has_error() && count.error() == errc::connection_closed) return errc::tls_truncated;
      return count;
    }
    engine_.incoming().commit(*count);
  }
}

asio::awaitable<outcome<>> tls_stream::write(std::span<const char> octets) {
  while (!octets.empty()) {
    if (write_error_) co_return write_error_;
    const auto piece = octets.first(std::min(octets.size(), written_at_once));
    if (engine_.write(piece) != step::done) co_return engine_.error();
    const outcome<> flushed = co_await flush();
    if (!flushed) co_return flushed.error();
    octets = octets.subspan(piece.size());
  }
  co_return outcome<>();
}

asio::awaitable<outcome<>> tls_stream::shutdown() {
  if (write_error_) co_return write_error_;
  if (engine_.context().says_goodbye) engine_.say_goodbye();
  const outcome<> flushed = co_await flush();
  if (!flushed) co_return flushed.error();
  co_return co_await lower_->shutdown();
}

/// Returns why the stream below failed. Except for a cancellation by this side, that means the handshake was cut.
error_code cut_short(const error_code& cause, tls_diagnosis& diagnosis) {
  if (fault_of(cause) != fault::transport) return cause;
  diagnosis.text = cause == errc::connection_closed ? "the peer closed it" : cause.message();
  return errc::tls_handshake_cut;
}

asio::awaitable<outcome<>> tls_stream::handshake(tls_diagnosis& diagnosis) {
  for (;;) {
    const step state = engine_.handshake();
    // After a failure too: an alert tells the peer the reason.
    const outcome<> flushed = co_await flush();
    if (state == step::failed) co_return explain_failure(diagnosis);
    if (!flushed) co_return cut_short(flushed.error(), diagnosis);
    if (state == step::done) break;
    if (co_await is_cancelled()) co_return errc::cancelled;
    const outcome<> filled = co_await fill();
    if (!filled) co_return cut_short(filled.error(), diagnosis);
  }
  facts_ = facts_of(engine_.handle());
  co_return outcome<>();
}

error_code tls_stream::explain_failure(tls_diagnosis& diagnosis) {
  if (engine_.verdict().code) {
    diagnosis.text = engine_.verdict().text;
    return engine_.verdict().code;
  }
  tls_verdict found = explain_tls_error(engine_.error(), engine_.handle());
  const bool known = found.code.category() == error_category();
  diagnosis.text = known ? std::move(found.text) : found.code.message();
  return known ? found.code : make_error_code(errc::tls_handshake_failed);
}

/// OpenSSL skips the check for an empty name, and accepts a whole domain for a name that begins with a dot.
bool is_verifiable(const std::string& host) {
  return !host.empty() && !host.starts_with('.') && host.find('\0') == std::string::npos;
}

asio::awaitable<outcome<stream_ptr>> secure(std::unique_ptr<tls_stream> stream, tls_diagnosis& diagnosis) {
  const outcome<> done = co_await stream->handshake(diagnosis);
  if (!done) co_return done.error();
  co_return stream_ptr(std::move(stream));
}

}  // namespace

asio::awaitable<outcome<stream_ptr>> connect_tls(stream_ptr lower, std::shared_ptr<tls_context> context,
                                                 std::string host_name, tls_diagnosis& diagnosis) {
  // "example.org." is the same host in DNS, but certificates do not have names with a dot at the end.
  if (host_name.ends_with('.')) host_name.pop_back();
  if (!is_verifiable(host_name)) {
    diagnosis.text = "there is no host name that a certificate could be verified against";
    co_return errc::certificate_wrong_host;
  }
  auto stream = std::make_unique<tls_stream>(std::move(lower), std::move(context), host_name);
  co_return co_await secure(std::move(stream), diagnosis);
}

asio::awaitable<outcome<stream_ptr>> accept_tls(stream_ptr lower, std::shared_ptr<tls_context> context,
                                                tls_diagnosis& diagnosis) {
  auto stream = std::make_unique<tls_stream>(std::move(lower), std::move(context), std::string());
  co_return co_await secure(std::move(stream), diagnosis);
}

}  // namespace pop3kit::net
