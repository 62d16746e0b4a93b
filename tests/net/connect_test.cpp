#include "net/tcp/connect.hpp"

#include <gmock/gmock.h>

#include <boost/asio/error.hpp>
#include <map>

#include "net/async/signal.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Connecting by a resolver and to addresses of the test's own, under virtual time.
class connecting : public ::testing::Test {
 protected:
  enum class address_kind { silent, refusing, answering };
  struct address_plan {
    std::string address;
    address_kind kind = address_kind::silent;
    net::duration after{};
  };
  struct beginning {
    std::string address;
    net::duration at{};
    friend bool operator==(const beginning&, const beginning&) = default;
    friend void PrintTo(const beginning& each, std::ostream* out) {
      *out << each.address << " at " << std::chrono::duration_cast<milliseconds>(each.at).count() << " ms";
    }
  };

  void host_has(std::vector<address_plan> plans) { plans_ = std::move(plans); }

  net::connect_settings settings() {
    net::connect_settings how;
    how.time = &time_;
    how.find_addresses = [this](std::string) { return addresses(); };
    how.connect_to = [this](net::asio::ip::tcp::endpoint where) { return attempt(where.address().to_string()); };
    return how;
  }
  running<outcome<net::stream_ptr>> begin() {
    return start(context_, net::connect_tcp("mail.test", 110, tried_, settings()));
  }
  outcome<net::stream_ptr> connect() {
    auto task = begin();
    time_.run_until(context_, [&] { return task.done(); });
    return task.get();
  }
  [[nodiscard]] net::duration elapsed() const { return time_.now() - net::time_point{}; }

  std::vector<beginning> begun_;
  std::size_t under_way_ = 0;
  std::string tried_;
  asio::io_context context_;
  net::virtual_clock time_;

 private:
  net::asio::awaitable<outcome<std::vector<net::asio::ip::address>>> addresses() {
    std::vector<net::asio::ip::address> found;
    for (const address_plan& each : plans_) found.push_back(net::asio::ip::make_address(each.address));
    co_return found;
  }
  net::asio::awaitable<outcome<net::stream_ptr>> attempt(std::string address) {
    co_await net::asio::this_coro::throw_if_cancelled(false);
    const auto plan = std::ranges::find(plans_, address, &address_plan::address);
    begun_.push_back({address, elapsed()});
    ++under_way_;
    const net::duration wait = plan->kind == address_kind::silent ? std::chrono::hours(1) : plan->after;
    const outcome<> slept = co_await net::sleep_for(time_, wait);
    --under_way_;
    if (!slept) co_return slept.error();
    if (plan->kind == address_kind::silent) co_return error_of(net::asio::error::timed_out);
    if (plan->kind == address_kind::refusing) co_return error_of(net::asio::error::connection_refused);
    co_return memory_pair(context_).first;
  }
  static boost::system::error_code error_of(net::asio::error::basic_errors value) { return value; }

  std::vector<address_plan> plans_;
};

constexpr auto silent = "192.0.2.1";

TEST_F(connecting, a_silent_address_delays_the_next_attempt_by_250_ms_rfc8305_5) {
  host_has({{silent, address_kind::silent}, {"192.0.2.2", address_kind::answering, milliseconds(20)}});
  EXPECT_TRUE(connect());
  EXPECT_THAT(begun_, ElementsAre(beginning{silent, {}}, beginning{"192.0.2.2", milliseconds(250)}));
  EXPECT_EQ(elapsed(), milliseconds(270));
  EXPECT_EQ(under_way_, 0U) << "the other attempt is cancelled";
  EXPECT_EQ(time_.armed_timers(), 0U);
}

TEST_F(connecting, a_failed_attempt_is_followed_at_once_rfc8305_5) {
  host_has({{"192.0.2.1", address_kind::refusing, milliseconds(5)},
            {"192.0.2.2", address_kind::refusing, milliseconds(5)},
            {"192.0.2.3", address_kind::answering, milliseconds(5)}});
  EXPECT_TRUE(connect());
  EXPECT_EQ(elapsed(), milliseconds(15));
}

TEST_F(connecting, an_address_that_answers_in_time_is_the_only_one_tried) {
  host_has({{"192.0.2.1", address_kind::answering, milliseconds(249)}, {"192.0.2.2", address_kind::answering}});
  EXPECT_TRUE(connect());
  EXPECT_THAT(begun_, ElementsAre(beginning{"192.0.2.1", {}}));
}

TEST_F(connecting, a_slow_address_can_still_win_after_the_next_attempt_has_begun) {
  host_has({{"192.0.2.1", address_kind::answering, milliseconds(300)}, {"192.0.2.2", address_kind::silent}});
  EXPECT_TRUE(connect());
  EXPECT_EQ(begun_.size(), 2U);
  EXPECT_EQ(elapsed(), milliseconds(300));
}

TEST_F(connecting, address_families_take_turns_rfc8305_4) {
  host_has({{"2001:db8::1"}, {"2001:db8::2"}, {"2001:db8::3"}, {"192.0.2.1"}, {"192.0.2.2", address_kind::answering}});
  EXPECT_TRUE(connect());
  EXPECT_THAT(begun_,
              ElementsAre(beginning{"2001:db8::1", {}}, beginning{"192.0.2.1", milliseconds(250)},
                          beginning{"2001:db8::2", milliseconds(500)}, beginning{"192.0.2.2", milliseconds(750)}));
}

TEST_F(connecting, many_silent_addresses_cost_a_quarter_of_a_second_each) {
  std::vector<address_plan> plans;
  for (int i = 1; i <= 20; ++i) plans.push_back({"192.0.2." + std::to_string(i)});
  plans.push_back({"198.51.100.1", address_kind::answering});
  host_has(std::move(plans));
  EXPECT_TRUE(connect());
  EXPECT_EQ(elapsed(), seconds(5));
  EXPECT_EQ(under_way_, 0U);
}

TEST_F(connecting, failure_names_every_address_and_gives_the_error_of_the_preferred_one) {
  host_has({{"2001:db8::1", address_kind::refusing, milliseconds(400)}, {"192.0.2.1"}});
  const auto connected = connect();
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error(), boost::system::error_code(net::asio::error::connection_refused));
  EXPECT_EQ(tried_, "tried 2001:db8::1 (Connection refused), 192.0.2.1 (Connection timed out)");
}

TEST_F(connecting, cancellation_ends_every_attempt_and_names_those_without_an_answer) {
  host_has({{"192.0.2.1"}, {"192.0.2.2"}, {"192.0.2.3", address_kind::refusing}, {"192.0.2.4"}});
  auto task = begin();
  time_.run_for(context_, milliseconds(500));
  EXPECT_EQ(under_way_, 3U);
  task.cancel();
  context_.restart();
  context_.run();
  EXPECT_EQ(task.get().error(), errc::cancelled);
  EXPECT_EQ(under_way_, 0U);
  EXPECT_EQ(time_.armed_timers(), 0U);
  EXPECT_EQ(tried_,
            "tried 192.0.2.1 (no answer), 192.0.2.2 (no answer), 192.0.2.3 (Connection refused), "
            "192.0.2.4 (no answer)");
}

TEST_F(connecting, a_host_without_addresses_is_not_found) {
  host_has({});
  EXPECT_EQ(connect().error(), errc::host_not_found);
  EXPECT_THAT(begun_, IsEmpty());
}

TEST_F(connecting, the_end_of_the_context_frees_everything) {
  auto context = std::make_unique<asio::io_context>();
  host_has({{"192.0.2.1"}, {"192.0.2.2"}});
  auto task = start(*context, net::connect_tcp("mail.test", 110, tried_, settings()));
  time_.run_for(*context, milliseconds(300));
  EXPECT_EQ(under_way_, 2U);
  context.reset();
  EXPECT_FALSE(task.done());
  EXPECT_EQ(time_.armed_timers(), 0U);
}

TEST(connect_tcp, goes_on_to_an_address_that_listens) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  ASSERT_TRUE(listening.open("127.0.0.2", 0));
  net::connect_settings how;
  how.find_addresses = [](std::string) -> net::asio::awaitable<outcome<std::vector<net::asio::ip::address>>> {
    std::vector<net::asio::ip::address> found;
    for (const char* each : {"127.0.0.3", "127.0.0.2"}) found.push_back(net::asio::ip::make_address(each));
    co_return found;
  };
  std::string tried;
  EXPECT_TRUE(run(context, net::connect_tcp("mail.test", listening.port(), tried, how)));
  EXPECT_EQ(tried, "");
}

TEST(connect_tcp, does_not_repeat_a_host_that_is_an_address) {
  asio::io_context context;
  net::listener free(context.get_executor());
  ASSERT_TRUE(free.open("127.0.0.1", 0));
  const std::uint16_t port = free.port();
  free.close();
  std::string tried;
  net::connect_settings how;
  EXPECT_FALSE(run(context, net::connect_tcp("127.0.0.1", port, tried, how)));
  EXPECT_EQ(tried, "");
}

}  // namespace
}  // namespace pop3kit::testing
