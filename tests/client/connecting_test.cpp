#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/tcp/connect.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

/// A client whose host, or whose proxy's host, has several addresses; what answers plays a script. Fails if
/// the client does not follow it to its end.
class addresses : public ::testing::Test {
 protected:
  addresses() { options_.timeout = seconds(10); }

  result<> connect(const std::vector<std::string>& found, const std::string& answering, std::vector<step> steps = {}) {
    net::connect_settings how;
    how.time = &time_;
    how.find_addresses = [&found](std::string) { return resolved(found); };
    how.connect_to = [this, &answering, &steps](net::asio::ip::tcp::endpoint where) {
      return attempt(where.address().to_string() == answering, steps);
    };
    engine::connector connector = [how](std::string host, std::uint16_t port, std::string& tried) {
      return net::connect_tcp(std::move(host), port, tried, how);
    };
    async_client mail = engine::client_access::make(context_.get_executor(), options_, std::move(connector), time_);
    result<> done = testing::run(context_, time_, mail.connect());
    elapsed_ = time_.now() - net::time_point{};
    mail.close();
    time_.run_until_idle(context_);
    for (running<std::string>& each : playing_) EXPECT_EQ(each.get(), "");
    return done;
  }

  client_options options_{"pop.example.org", 110, credentials("alice", "s3cret"), security::none};
  net::duration elapsed_{};

 private:
  static net::asio::awaitable<outcome<std::vector<net::asio::ip::address>>> resolved(std::vector<std::string> names) {
    std::vector<net::asio::ip::address> found;
    for (const std::string& each : names) found.push_back(net::asio::ip::make_address(each));
    co_return found;
  }
  net::asio::awaitable<outcome<net::stream_ptr>> attempt(bool answers, std::vector<step> steps) {
    co_await net::asio::this_coro::throw_if_cancelled(false);
    if (!answers) {
      const outcome<> slept = co_await net::sleep_for(time_, std::chrono::hours(1));
      co_return slept ? errc::host_not_found : errc::cancelled;
    }
    auto ends = net::make_memory_pipe(context_.get_executor(), context_.get_executor(), 65536, 0);
    playing_.push_back(start(context_, play_script(std::move(ends.second), std::move(steps))));
    co_return std::move(ends.first);
  }

  asio::io_context context_;
  net::virtual_clock time_;
  std::vector<running<std::string>> playing_;
};

TEST_F(addresses, one_that_is_dead_does_not_use_up_the_timeout_rfc8305_5) {
  const result<> done = connect({"192.0.2.1", "192.0.2.2"}, "192.0.2.2", logged_in());
  EXPECT_TRUE(done) << done.error().message();
  EXPECT_EQ(elapsed_, milliseconds(250));
}

TEST_F(addresses, of_a_proxy_are_all_tried_too) {
  options_.proxy = proxy_options(proxy_kind::http, "proxy.example.org", 3128);
  const std::vector<step> tunnel{step::expect_octets("CONNECT pop.example.org:110 HTTP/1.1\r\n"
                                                     "Host: pop.example.org:110\r\n\r\n"),
                                 step::send("HTTP/1.1 200 OK\r\n\r\n")};
  const result<> done = connect({"2001:db8::1", "192.0.2.2"}, "192.0.2.2", tunnel + logged_in());
  EXPECT_TRUE(done) << done.error().message();
}

TEST_F(addresses, that_all_are_dead_meet_the_one_deadline_and_are_named) {
  const failure why = failure_of(connect({"192.0.2.1", "192.0.2.2"}, ""));
  EXPECT_EQ(why.code(), errc::deadline_exceeded);
  EXPECT_EQ(elapsed_, seconds(10));
  EXPECT_THAT(why.detail(), HasSubstr("pop.example.org:110, tried 192.0.2.1 (no answer), 192.0.2.2 (no answer)"));
}

}  // namespace
}  // namespace pop3kit::testing
