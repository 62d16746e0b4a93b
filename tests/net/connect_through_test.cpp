#include "net/proxy/connect_through.hpp"

#include <gtest/gtest.h>

#include "support/fail_stream.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {
namespace {

class connect_through : public ::testing::Test {
 protected:
  running<outcome<net::stream_ptr>> begin(net::stream_ptr to_proxy) {
    const proxy_options proxy(proxy_kind::http, "proxy.example.org", 80);
    auto talk = net::make_negotiation(proxy, "pop.example.org", 110).value();
    return start(context_, net::connect_through(std::move(to_proxy), std::move(talk), said_));
  }

  asio::io_context context_;
  std::string said_;
};

TEST_F(connect_through, what_the_server_said_after_the_answer_is_read_first) {
  auto [near_end, far_end] = memory_pair(context_);
  auto connecting = begin(std::move(near_end));
  run(context_, far_end->write(std::string_view("HTTP/1.1 200 OK\r\n\r\n+OK re"))).value();
  context_.restart();
  context_.poll();
  net::stream_ptr through = connecting.get().value();
  run(context_, write_and_shut_down(*far_end, "ady\r\n")).value();
  EXPECT_EQ(run(context_, read_to_end(*through, 3)).octets, "+OK ready\r\n");
  run(context_, through->write(std::string_view("QUIT\r\n"))).value();
}

TEST_F(connect_through, a_proxy_that_hangs_up_has_refused) {
  auto [near_end, far_end] = memory_pair(context_);
  auto connecting = begin(std::move(near_end));
  run(context_, write_and_shut_down(*far_end, "HTTP/1.1 200")).value();
  context_.restart();
  context_.poll();
  EXPECT_EQ(connecting.get().error(), errc::proxy_refused);
  EXPECT_EQ(said_, "it closed the connection");
}

TEST_F(connect_through, can_be_cancelled) {
  auto [near_end, far_end] = memory_pair(context_);
  auto connecting = begin(std::move(near_end));
  context_.poll();
  EXPECT_FALSE(connecting.done());
  connecting.cancel();
  context_.restart();
  context_.poll();
  EXPECT_EQ(connecting.get().error(), errc::cancelled);
}

TEST_F(connect_through, every_lost_connection_is_an_error) {
  const std::size_t disturbed = fail_each_step([&](const std::shared_ptr<fail_plan>& plan) {
    auto [near_end, far_end] = memory_pair(context_);
    auto connecting = begin(std::make_unique<fail_stream>(std::move(near_end), plan));
    static_cast<void>(run(context_, far_end->write(std::string_view("HTTP/1.1 200 OK\r\n\r\n"))));
    context_.restart();
    context_.poll();
    const auto connected = connecting.get();
    EXPECT_EQ(connected.has_value(), !plan->fired());
    if (!connected) {
      EXPECT_EQ(connected.error(), errc::proxy_refused);
    }
  });
  EXPECT_EQ(disturbed, 2U) << "a write and a read";
}

}  // namespace
}  // namespace pop3kit::testing
