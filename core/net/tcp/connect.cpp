#include "net/tcp/connect.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <exception>
#include <memory>
#include <utility>

#include "net/async/is_cancelled.hpp"
#include "net/async/signal.hpp"
#include "net/tcp/resolver.hpp"
#include "net/tcp/tcp_stream.hpp"

namespace pop3kit::net {

namespace {

using asio::ip::tcp;
using boost::system::error_code;

asio::awaitable<outcome<stream_ptr>> connect_from(std::optional<asio::ip::address> local, tcp::endpoint address) {
  co_await asio::this_coro::throw_if_cancelled(false);
  if (co_await is_cancelled()) co_return errc::cancelled;
  tcp::socket socket(co_await asio::this_coro::executor);
  if (local) {
    error_code unbound;
    static_cast<void>(socket.open(address.protocol(), unbound));
    if (!unbound) static_cast<void>(socket.bind(tcp::endpoint(*local, 0), unbound));
    if (unbound) co_return stream_error(unbound);
  }
  const auto [code] = co_await socket.async_connect(address, asio::as_tuple(asio::use_awaitable));
  if (code) co_return stream_error(code);
  co_return make_tcp_stream(std::move(socket));
}

/// Alternates between the address families, beginning with that of the preferred address (RFC 8305 section 4).
std::vector<tcp::endpoint> in_order_of_attempts(const std::vector<asio::ip::address>& found, std::uint16_t port) {
  std::vector<tcp::endpoint> preferred;
  std::vector<tcp::endpoint> others;
  for (const asio::ip::address& each : found) {
    std::vector<tcp::endpoint>& family = each.is_v6() == found.front().is_v6() ? preferred : others;
    family.emplace_back(each, port);
  }
  std::vector<tcp::endpoint> ordered;
  ordered.reserve(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i < preferred.size()) ordered.push_back(preferred[i]);
    if (i < others.size()) ordered.push_back(others[i]);
  }
  return ordered;
}

/// The attempts to connect to the addresses of one host. Each runs as a coroutine of its own and shares this object.
class connection_race : public std::enable_shared_from_this<connection_race> {
 public:
  connection_race(asio::any_io_executor executor, connect_settings how, const std::vector<tcp::endpoint>& addresses)
      : executor_(std::move(executor)), how_(std::move(how)), changed_(executor_) {
    for (const tcp::endpoint& each : addresses) entries_.emplace_back(each);
  }

  /// Completes when no attempt is left. The caller must hold this object, and its coroutine must not throw when
  /// cancelled.
  asio::awaitable<outcome<stream_ptr>> run() {
    const std::unique_ptr<timer> alarm = how_.time->make_timer(executor_);
    outcome<> woken;
    while (!winner_ && woken) {
      if (next_is_due_ && started_ < entries_.size()) {
        start_next();
        alarm->arm(later(how_.time->now(), how_.attempt_delay), [this] { let_next_begin(); });
      }
      if (running_ == 0) break;
      woken = co_await changed_.wait();
    }
    alarm->cancel();
    cancel_attempts();
    while (running_ != 0) static_cast<void>(co_await changed_.wait());
    if (winner_) co_return std::move(winner_);
    if (!woken) co_return woken.error();
    co_return entries_.front().error;
  }

  /// "tried 192.0.2.1 (Connection refused), 2001:db8::1 (no answer)"
  [[nodiscard]] std::string account() const {
    std::string text;
    for (std::size_t i = 0; i < started_; ++i) {
      const error_code& error = entries_[i].error;
      text.append(i == 0 ? "tried " : ", ").append(entries_[i].address.address().to_string());
      text.append(" (").append(error == errc::cancelled ? "no answer" : error.message()).append(")");
    }
    return text;
  }

 private:
  struct entry {
    explicit entry(const tcp::endpoint& where) : address(where) {}
    tcp::endpoint address;
    error_code error;
    bool running = false;
    asio::cancellation_signal cancel;
  };

  void start_next() {
    const std::size_t place = started_++;
    entry& one = entries_[place];
    next_is_due_ = false;
    one.running = true;
    ++running_;
    auto ended = [self = shared_from_this(), place](const std::exception_ptr& thrown, outcome<stream_ptr> connected) {
      self->note_end(place, thrown ? outcome<stream_ptr>(errc::cancelled) : std::move(connected));
    };
    auto attempt = how_.connect_to ? how_.connect_to(one.address) : connect_from(how_.local_address, one.address);
    asio::co_spawn(executor_, std::move(attempt), asio::bind_cancellation_slot(one.cancel.slot(), std::move(ended)));
  }

  void note_end(std::size_t place, outcome<stream_ptr> connected) {
    entry& one = entries_[place];
    one.running = false;
    --running_;
    if (connected) {
      if (!winner_) winner_ = std::move(*connected);
    } else {
      one.error = connected.error();
    }
    let_next_begin();
  }

  void let_next_begin() {
    next_is_due_ = true;
    changed_.notify();
  }

  // An attempt that has ended must not be cancelled: Asio would post the cancellation to a destroyed object.
  void cancel_attempts() {
    for (entry& each : entries_) {
      if (each.running) each.cancel.emit(asio::cancellation_type::terminal);
    }
  }

  asio::any_io_executor executor_;
  connect_settings how_;
  std::deque<entry> entries_;
  std::size_t started_ = 0;
  std::size_t running_ = 0;
  bool next_is_due_ = true;
  stream_ptr winner_;
  signal changed_;
};

bool is_address(const std::string& host) {
  error_code no_address;
  static_cast<void>(asio::ip::make_address(host, no_address));
  return !no_address;
}

}  // namespace

connect_settings::connect_settings() : find_addresses(resolve), time(&system_clock()) {}

asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port, std::string& tried,
                                                 connect_settings how) {
  tried.clear();
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  outcome<std::vector<asio::ip::address>> found = co_await how.find_addresses(host);
  if (!found) co_return found.error();
  if (found->empty()) co_return errc::host_not_found;
  if (how.local_address) {
    const bool v6 = how.local_address->is_v6();
    std::erase_if(*found, [v6](const asio::ip::address& each) { return each.is_v6() != v6; });
    if (found->empty()) {
      tried = "no address of the family of " + how.local_address->to_string();
      co_return make_error_code(asio::error::address_family_not_supported);
    }
  }
  if (co_await is_cancelled()) co_return errc::cancelled;

  const auto race = std::make_shared<connection_race>(executor, std::move(how), in_order_of_attempts(*found, port));
  // After a cancellation, wait for the attempts too.
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  outcome<stream_ptr> connected = co_await race->run();
  co_await asio::this_coro::throw_if_cancelled(throws);
  if (!connected && !is_address(host)) tried = race->account();
  co_return connected;
}

asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port) {
  std::string tried;
  connect_settings how;
  co_return co_await connect_tcp(std::move(host), port, tried, std::move(how));
}

}  // namespace pop3kit::net
