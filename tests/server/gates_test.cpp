#include "rules/gates.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "net/time/virtual_clock.hpp"
#include "stage.hpp"
#include "support/run.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string gate_name(std::size_t number) {
  return "gate " + std::to_string(number);
}

TEST(gates, only_so_many_can_be_open) {
  boost::asio::io_context context;
  gates all(context.get_executor());
  for (std::size_t number = 0; number < gates::most_open; ++number) ASSERT_TRUE(all.open(gate_name(number)));
  EXPECT_FALSE(all.open("one more"));
  EXPECT_TRUE(all.open(gate_name(7))) << "it is open already";
}

TEST(gates, names_are_bounded) {
  boost::asio::io_context context;
  gates all(context.get_executor());
  EXPECT_TRUE(all.open(std::string(gates::longest_name, 'x')));
  EXPECT_FALSE(all.open(std::string(gates::longest_name + 1, 'x')));
}

TEST(gates, a_session_that_gave_up_is_forgotten) {
  boost::asio::io_context context;
  gates all(context.get_executor());
  for (std::size_t number = 0; number < 3; ++number) {
    auto waiting = pop3kit::testing::start(context, all.pass(gate_name(number)));
    context.restart();
    context.poll();
    EXPECT_THAT(all.waited_at(), ElementsAre(gate_name(number)));
    waiting.cancel();
    context.restart();
    context.poll();
    EXPECT_TRUE(waiting.done());
    EXPECT_THAT(all.waited_at(), ElementsAre());
  }
}

TEST(gates, a_gate_that_opens_lets_its_sessions_through_and_stays_open) {
  boost::asio::io_context context;
  gates all(context.get_executor());
  auto first = pop3kit::testing::start(context, all.pass("a"));
  auto second = pop3kit::testing::start(context, all.pass("a"));
  context.poll();
  EXPECT_FALSE(first.done());
  EXPECT_TRUE(all.open("a"));
  context.restart();
  context.poll();
  EXPECT_TRUE(first.done());
  EXPECT_TRUE(second.done());
  auto late = pop3kit::testing::start(context, all.pass("a"));
  context.restart();
  context.poll();
  EXPECT_TRUE(late.done());
}

/// The page of limits states each bound of what a running server keeps.
TEST(limits_page, states_what_a_running_server_keeps_at_the_most) {
  std::ifstream file(std::string(POP3KIT_TEST_DATA) + "/../../docs/reference/limits.md", std::ios::binary);
  const std::string page(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(gates::most_open, 10'000U);
  EXPECT_THAT(page, HasSubstr("| gates that are open | 10,000 |"));
  EXPECT_EQ(gates::longest_name, 256U);
  EXPECT_THAT(page, HasSubstr("| the name of a gate | 256 octets |"));
  EXPECT_EQ(maildrop::most_delivered, 1'000'000U);
  EXPECT_THAT(page, HasSubstr("| messages delivered to one account | 1,000,000 |"));
  EXPECT_EQ(most_delivered_octets, std::uint64_t{1} << 30U);
  EXPECT_THAT(page, HasSubstr("| mail delivered over HTTP or from C++ | 1 GiB |"));
  EXPECT_EQ(most_rules, 10'000U);
  EXPECT_THAT(page, HasSubstr("| rules, once `POST /rules` adds to them | 10,000 |"));
  EXPECT_EQ(service_options().journal_entries, 1'000'000U);
  EXPECT_THAT(page, HasSubstr("| entries of the journal | 1,000,000 |"));
}

}  // namespace
}  // namespace pop3kit::serving
