#pragma once

#include <boost/asio/this_coro.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "net/stream/byte_stream.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/tcp/connect.hpp"
#include "net/tcp/listener.hpp"
#include "support/run.hpp"

namespace pop3kit::testing {

/// What was read, and why no more.
struct received {
  received() = default;
  std::string octets;
  boost::system::error_code end;
};

/// Everything up to the end of the stream.
inline asio::awaitable<received> read_to_end(net::byte_stream& stream, std::size_t room = 65536) {
  received result;
  std::string piece(room, '\0');
  for (;;) {
    const auto count = co_await stream.read_some(piece);
    if (!count) {
      result.end = count.error();
      co_return result;
    }
    result.octets.append(piece, 0, *count);
  }
}

/// `count` octets, or fewer and the error.
inline asio::awaitable<received> read_exactly(net::byte_stream& stream, std::size_t count) {
  received result;
  std::string piece(count, '\0');
  while (result.octets.size() < count) {
    const auto got = co_await stream.read_some(std::span<char>(piece).first(count - result.octets.size()));
    if (!got) {
      result.end = got.error();
      break;
    }
    result.octets.append(piece, 0, *got);
  }
  co_return result;
}

/// Writes and says goodbye.
inline asio::awaitable<outcome<>> write_and_shut_down(net::byte_stream& stream, std::string octets) {
  const auto written = co_await stream.write(octets);
  if (!written) co_return written.error();
  co_return co_await stream.shutdown();
}

using stream_pair = std::pair<net::stream_ptr, net::stream_ptr>;

inline stream_pair memory_pair(asio::io_context& context, std::size_t capacity = 65536, std::size_t slice = 0) {
  return net::make_memory_pipe(context.get_executor(), context.get_executor(), capacity, slice);
}

/// Two ends joined by TCP over loopback.
inline stream_pair tcp_pair(asio::io_context& context) {
  net::listener listening(context.get_executor());
  listening.open("127.0.0.1", 0).value();
  auto accepted = start(context, listening.accept());
  auto connected = run(context, net::connect_tcp("127.0.0.1", listening.port()));
  context.restart();
  while (!accepted.done() && context.run_one() != 0) {
  }
  return {std::move(connected).value(), accepted.get().value()};
}

/// Octets that repeat late enough for a lost, doubled or exchanged one to show.
inline std::string pattern(std::size_t size) {
  std::string octets(size, '\0');
  std::uint32_t state = 1;
  for (char& octet : octets) {
    state = state * 1664525U + 1013904223U;
    octet = static_cast<char>(state >> 24U);
  }
  return octets;
}

}  // namespace pop3kit::testing
