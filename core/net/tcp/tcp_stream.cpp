#include "net/tcp/tcp_stream.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#ifdef __linux__
#include <netinet/tcp.h>
#endif

namespace pop3kit::net {

namespace {

using asio::ip::tcp;
using boost::system::error_code;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// The number of operations that may complete without suspending before other work on the executor runs.
constexpr unsigned fair_share = 32;

/// After a read of at least this many octets, more are probably waiting. So the next read asks the socket before the
/// reactor.
constexpr std::size_t bulk_read = 4096;

/// The largest number of unread octets that close() discards, so that the peer sees an end and not a reset.
constexpr std::size_t discarded_at_close = std::size_t{256} * 1024;

class tcp_stream final : public byte_stream {
 public:
  explicit tcp_stream(tcp::socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
  }
  ~tcp_stream() override { tcp_stream::close(); }

  asio::any_io_executor get_executor() override { return socket_.get_executor(); }

  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override;
  outcome<std::size_t> read_now(std::span<char> room) override;
  asio::awaitable<outcome<>> write(std::span<const char> octets) override;
  asio::awaitable<outcome<>> shutdown() override;
  void close() noexcept override;
  void reset() noexcept override;
  void quick_acknowledge(bool on) noexcept override { quick_acknowledge_ = on; }

 private:
  [[nodiscard]] bool turn_is_over() noexcept { return ++unsuspended_ % fair_share == 0; }
  void acknowledge() noexcept;
  void discard_unread() noexcept;

  tcp::socket socket_;
  unsigned unsuspended_ = 0;
  bool bulk_ = false;
  bool quick_acknowledge_ = false;
  bool said_goodbye_ = false;
};

asio::awaitable<outcome<std::size_t>> tcp_stream::read_some(std::span<char> room) {
  if (room.empty()) co_return std::size_t{0};
  if (quick_acknowledge_) acknowledge();
  const auto buffer = asio::buffer(room.data(), room.size());
  if (bulk_) {
    if (turn_is_over()) co_await asio::post(socket_.get_executor(), asio::use_awaitable);
    error_code code;
    const std::size_t count = socket_.read_some(buffer, code);
    bulk_ = count >= bulk_read || count == room.size();
    if (!code) co_return count;
    if (code != asio::error::would_block && code != asio::error::try_again) co_return stream_error(code);
  }
  const auto [code, count] = co_await socket_.async_read_some(buffer, as_result);
  if (code) co_return stream_error(code);
  bulk_ = count >= bulk_read || count == room.size();
  co_return count;
}

outcome<std::size_t> tcp_stream::read_now(std::span<char> room) {
  if (room.empty()) return std::size_t{0};
  error_code code;
  const std::size_t count = socket_.read_some(asio::buffer(room.data(), room.size()), code);
  if (!code) return count;
  if (code == asio::error::would_block || code == asio::error::try_again) return std::size_t{0};
  return stream_error(code);
}

asio::awaitable<outcome<>> tcp_stream::write(std::span<const char> octets) {
  if (!octets.empty() && turn_is_over()) co_await asio::post(socket_.get_executor(), asio::use_awaitable);
  while (!octets.empty()) {
    error_code code;
    octets = octets.subspan(socket_.write_some(asio::buffer(octets.data(), octets.size()), code));
    if (code == asio::error::would_block || code == asio::error::try_again) {
      std::tie(code) = co_await socket_.async_wait(tcp::socket::wait_write, as_result);
    }
    if (code) co_return stream_error(code);
  }
  co_return outcome<>();
}

asio::awaitable<outcome<>> tcp_stream::shutdown() {
  error_code code;
  socket_.shutdown(tcp::socket::shutdown_send, code);
  if (code) co_return stream_error(code);
  said_goodbye_ = true;
  co_return outcome<>();
}

void tcp_stream::close() noexcept {
  if (said_goodbye_) discard_unread();
  error_code ignored;
  socket_.close(ignored);
}

void tcp_stream::reset() noexcept {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

// Closing a socket with unread octets sends a reset, which can overtake the last octets that we sent.
void tcp_stream::discard_unread() noexcept {
  std::array<char, 4096> scratch{};
  error_code code;
  for (std::size_t total = 0; !code && total < discarded_at_close;) {
    total += socket_.read_some(asio::buffer(scratch), code);
  }
}

void tcp_stream::acknowledge() noexcept {
#ifdef TCP_QUICKACK
  // This state does not last: Linux returns to delayed acknowledgements by itself.
  error_code ignored;
  socket_.set_option(asio::detail::socket_option::boolean<IPPROTO_TCP, TCP_QUICKACK>(true), ignored);
#endif
}

}  // namespace

error_code stream_error(const error_code& code) noexcept {
  if (code == asio::error::eof) return make_error_code(errc::connection_closed);
  if (code == asio::error::operation_aborted || code == asio::error::bad_descriptor) {
    return make_error_code(errc::cancelled);
  }
  return code;
}

stream_ptr make_tcp_stream(tcp::socket socket) {
  return std::make_unique<tcp_stream>(std::move(socket));
}

}  // namespace pop3kit::net
