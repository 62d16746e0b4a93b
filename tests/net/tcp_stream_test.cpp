#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/tcp/resolver.hpp"
#include "net/tcp/tcp_stream.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {
namespace {

thread_local unsigned* counted_requests = nullptr;

/// Counts how often this thread asks for the acknowledgement of what a socket receives, as long as it exists.
/// setsockopt() is defined in this program in place of the C library's, so this is what the product really asks for.
class acknowledgement_requests {
 public:
  acknowledgement_requests() { counted_requests = &made_; }
  acknowledgement_requests(const acknowledgement_requests&) = delete;
  acknowledgement_requests& operator=(const acknowledgement_requests&) = delete;
  ~acknowledgement_requests() { counted_requests = nullptr; }

  [[nodiscard]] unsigned made() const noexcept { return made_; }

 private:
  unsigned made_ = 0;
};

void count_request(int level, int name, const void* value, socklen_t size) {
  const bool is_request = level == IPPROTO_TCP && name == TCP_QUICKACK && size == sizeof(int);
  if (counted_requests != nullptr && is_request && *static_cast<const int*>(value) != 0) ++*counted_requests;
}

/// A port that was free a moment ago and that this process does not hold.
std::uint16_t closed_port(asio::io_context& context) {
  net::listener listening(context.get_executor());
  listening.open("127.0.0.1", 0).value();
  return listening.port();
}

TEST(listener, is_bound_to_a_port_of_its_own_once_open) {
  asio::io_context context;
  net::listener first(context.get_executor());
  net::listener second(context.get_executor());
  EXPECT_EQ(first.port(), 0);
  ASSERT_TRUE(first.open("127.0.0.1", 0));
  ASSERT_TRUE(second.open("127.0.0.1", 0));
  EXPECT_NE(first.port(), 0);
  EXPECT_NE(first.port(), second.port());
}

TEST(listener, takes_connections_that_came_before_accept) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  ASSERT_TRUE(listening.open("127.0.0.1", 0));
  const auto client = run(context, net::connect_tcp("127.0.0.1", listening.port()));
  ASSERT_TRUE(client);
  const auto server = run(context, listening.accept());
  ASSERT_TRUE(server);
  ASSERT_TRUE(run(context, (*server)->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(run(context, read_exactly(**client, 5)).octets, "+OK\r\n");
}

TEST(listener, reports_a_port_that_is_taken) {
  asio::io_context context;
  net::listener first(context.get_executor());
  ASSERT_TRUE(first.open("127.0.0.1", 0));
  net::listener second(context.get_executor());
  EXPECT_EQ(second.open("127.0.0.1", first.port()).error(), boost::system::error_code(asio::error::address_in_use));
  EXPECT_TRUE(second.open("127.0.0.1", 0)) << "it can be opened after a failure";
}

TEST(listener, refuses_what_is_neither_an_address_nor_a_name) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  // Longer than a name may be, so that no name server is asked.
  EXPECT_FALSE(listening.open(std::string(300, 'x'), 0));
  EXPECT_FALSE(listening.open("", 0));
}

TEST(listener, takes_a_name_of_this_machine) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  EXPECT_TRUE(listening.open("localhost", 0));
  EXPECT_NE(listening.port(), 0);
}

TEST(listener, close_and_cancellation_end_a_pending_accept) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  ASSERT_TRUE(listening.open("127.0.0.1", 0));
  auto cancelled = start(context, listening.accept());
  context.poll();
  cancelled.cancel();
  context.run();
  EXPECT_EQ(cancelled.get().error(), errc::cancelled);

  auto closed = start(context, listening.accept());
  context.restart();
  context.poll();
  listening.close();
  context.run();
  EXPECT_EQ(closed.get().error(), errc::cancelled);
}

TEST(connect_tcp, resolves_names) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  ASSERT_TRUE(listening.open("127.0.0.1", 0));
  // Where localhost is ::1 first, the refused attempt there is followed by the next address.
  EXPECT_TRUE(run(context, net::connect_tcp("localhost", listening.port())));
}

TEST(connect_tcp, reports_a_closed_port_as_the_system_does) {
  asio::io_context context;
  const auto connected = run(context, net::connect_tcp("127.0.0.1", closed_port(context)));
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error(), boost::system::error_code(asio::error::connection_refused));
  EXPECT_EQ(fault_of(connected.error()), fault::transport);
}

TEST(connect_tcp, reports_names_that_cannot_be_resolved) {
  asio::io_context context;
  for (const std::string& host : {std::string("host.invalid"), std::string(), std::string("127.0.0.1\0.example", 18)}) {
    const auto connected = run(context, net::connect_tcp(host, 110));
    ASSERT_FALSE(connected) << host;
    EXPECT_EQ(connected.error(), errc::host_not_found);
  }
}

TEST(resolver, takes_a_literal_address_for_its_own_answer) {
  asio::io_context context;
  const auto v4 = run(context, net::resolve("192.0.2.1"));
  ASSERT_TRUE(v4);
  ASSERT_EQ(v4->size(), 1U);
  EXPECT_EQ(v4->front().to_string(), "192.0.2.1");
  EXPECT_EQ(run(context, net::resolve("::1")).value().front().to_string(), "::1");
}

TEST(resolver, finds_the_loopback) {
  asio::io_context context;
  const auto found = run(context, net::resolve("localhost"));
  ASSERT_TRUE(found);
  for (const auto& address : *found) EXPECT_TRUE(address.is_loopback()) << address.to_string();
}

TEST(resolver, cancellation_does_not_wait_for_the_system) {
  asio::io_context context;
  auto resolving = start(context, net::resolve("localhost"));
  context.poll_one();  // begins the look-up
  resolving.cancel();
  context.run();
  const auto found = resolving.get();
  // The look-up may have been quicker than we were.
  if (!found) {
    EXPECT_EQ(found.error(), errc::cancelled);
  }
}

TEST(resolver, the_end_of_its_context_frees_everything) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    auto context = std::make_unique<asio::io_context>();
    auto resolving = start(*context, net::resolve("localhost"));
    context->poll_one();
    context.reset();
    EXPECT_FALSE(resolving.done());
  }
}

TEST(tcp_stream, sends_small_writes_at_once) {
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  asio::ip::tcp::socket socket(context);
  socket.connect(acceptor.local_endpoint());
  const auto handle = socket.native_handle();
  const net::stream_ptr stream = net::make_tcp_stream(std::move(socket));
  int value = 0;
  socklen_t size = sizeof value;
  ASSERT_EQ(::getsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &value, &size), 0);
  EXPECT_NE(value, 0);
}

TEST(tcp_stream, goodbye_reaches_a_peer_whose_octets_were_never_read) {
  asio::io_context context;
  auto [client, server] = tcp_pair(context);
  ASSERT_TRUE(run(context, client->write(std::string_view("QUIT\r\nNOOP\r\nNOOP\r\n"))));
  ASSERT_TRUE(run(context, write_and_shut_down(*server, "+OK bye\r\n")));
  server.reset();
  const received got = run(context, read_to_end(*client));
  EXPECT_EQ(got.octets, "+OK bye\r\n");
  EXPECT_EQ(got.end, errc::connection_closed);
}

TEST(tcp_stream, acknowledges_quickly_without_a_difference_in_octets) {
  asio::io_context context;
  const stream_pair ends = tcp_pair(context);
  const acknowledgement_requests requests;
  const auto exchange = [&] {
    ASSERT_TRUE(run(context, ends.second->write(std::string_view("+OK\r\n"))));
    EXPECT_EQ(run(context, read_exactly(*ends.first, 5)).octets, "+OK\r\n");
  };
  exchange();
  EXPECT_EQ(requests.made(), 0U);
  ends.first->quick_acknowledge(true);
  // Linux forgets the request by itself, so each read makes it anew.
  for (int turn = 0; turn < 3; ++turn) {
    const unsigned before = requests.made();
    exchange();
    EXPECT_GT(requests.made(), before);
  }
  ends.first->quick_acknowledge(false);
  const unsigned before = requests.made();
  exchange();
  EXPECT_EQ(requests.made(), before);
}

// A stream that always has more to read must not keep others on the executor from their turn.
TEST(tcp_stream, lets_others_run_during_a_long_transfer) {
  asio::io_context context;
  auto [client, server] = tcp_pair(context);
  const std::string much = pattern(1'000'000);
  auto writing = start(context, write_and_shut_down(*server, much));
  bool read_all = false;
  std::size_t others_turns = 0;
  auto reader = [&]() -> asio::awaitable<received> {
    received result = co_await read_to_end(*client, 4096);
    read_all = true;
    co_return result;
  };
  auto other = [&]() -> asio::awaitable<void> {
    while (!read_all) {
      ++others_turns;
      co_await asio::post(asio::use_awaitable);
    }
  };
  auto counting = start(context, other());
  const received got = run(context, reader());
  EXPECT_TRUE(got.octets == much);
  EXPECT_GE(others_turns, much.size() / 4096 / 64);
  context.restart();
  context.run();
  counting.get();
  EXPECT_TRUE(writing.get());
}

}  // namespace
}  // namespace pop3kit::testing

extern "C" int setsockopt(int socket, int level, int name, const void* value, socklen_t size) noexcept {
  pop3kit::testing::count_request(level, name, value, size);
  return static_cast<int>(::syscall(SYS_setsockopt, socket, level, name, value, size));
}
