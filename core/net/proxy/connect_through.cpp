#include "net/proxy/connect_through.hpp"

#include <array>
#include <utility>

#include "net/async/is_cancelled.hpp"
#include "net/proxy/prefixed_stream.hpp"

namespace pop3kit::net {

namespace {

/// Disconnecting during the negotiation counts as a refusal.
boost::system::error_code refusal(const boost::system::error_code& cause, std::string& said) {
  if (fault_of(cause) != fault::transport) return cause;
  said = cause == errc::connection_closed ? "it closed the connection" : cause.message();
  return errc::proxy_refused;
}

asio::awaitable<outcome<>> read_more(byte_stream& from, std::string& input) {
  std::array<char, 1024> room{};
  const outcome<std::size_t> count = co_await from.read_some(room);
  if (!count) co_return count.error();
  input.append(room.data(), *count);
  co_return outcome<>();
}

}  // namespace

asio::awaitable<outcome<stream_ptr>> connect_through(stream_ptr proxy, std::unique_ptr<proxy_negotiation> talk,
                                                     std::string& said) {
  std::string input;
  std::string output = talk->begin();
  for (;;) {
    if (co_await is_cancelled()) co_return errc::cancelled;
    if (!output.empty()) {
      const outcome<> sent = co_await proxy->write(output);
      if (!sent) co_return refusal(sent.error(), said);
    }
    outcome<proxy_negotiation::step> next = talk->receive(input);
    if (!next) {
      said = talk->said();
      co_return next.error();
    }
    input.erase(0, next->consumed);
    if (next->done) co_return make_prefixed_stream(std::move(proxy), std::move(input));
    output = std::move(next->send);
    if (next->consumed != 0 || !output.empty()) continue;
    const outcome<> more = co_await read_more(*proxy, input);
    if (!more) co_return refusal(more.error(), said);
  }
}

}  // namespace pop3kit::net
