#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <pop3kit/server.hpp>
#include <string>

#include "client_process.hpp"
#include "resident_memory.hpp"

namespace pop3kit {
namespace {

constexpr std::uint32_t sessions = 10'000;
constexpr std::uint32_t warm_up = 100;
constexpr std::uint64_t messages = 1'000'000;
/// As docs/architecture.md promises.
constexpr std::uint64_t octets_per_session = 8 * 1024;
constexpr std::uint64_t octets_for_listing = 1024 * 1024;

/// For each end in its own process.
bool raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  limit.rlim_cur = limit.rlim_max;
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= sessions + warm_up + 100;
}

constexpr const char* described = R"(return scenario {
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = { generate { count = 10, size = "4 KiB" } } },
    archive = { password = "s3cret", mailbox = { generate { count = 1000000, size = "4 KiB" } } },
  },
  expect = {
    { command = "login alice", exactly = 10100 },
    { command = "STAT", each = "connection", exactly = 1, connection = "..10100" },
  },
})";

TEST(ten_thousand_sessions, are_served_at_once_and_a_million_messages_listed_in_bounded_memory) {
  ASSERT_TRUE(raise_descriptor_limit()) << "a process needs " << sessions << " descriptors: see ulimit -Hn";
  const client_process clients;
  server mail(scenario::parse(described).value());
  mail.start().value();
  const std::uint16_t port = mail.port().value();

  ASSERT_EQ(clients.join(port, warm_up), warm_up);
  const std::uint64_t before = resident_octets();
  ASSERT_EQ(clients.join(port, sessions), sessions);
  const std::uint64_t logged_in = resident_octets();
  ASSERT_EQ(clients.ask_all(), sessions + warm_up);
  const std::uint64_t answered = resident_octets();
  const std::uint64_t each = (std::max(logged_in, answered) - before) / sessions;
  RecordProperty("octets_per_session", std::to_string(each));
  if (memory_is_our_own) {
    EXPECT_LE(each, octets_per_session);
  }

  EXPECT_EQ(clients.list(port), messages);
  const std::uint64_t listed = resident_octets();
  RecordProperty("octets_for_listing", std::to_string(listed - std::min(listed, answered)));
  if (memory_is_our_own) {
    EXPECT_LE(listed, answered + octets_for_listing);
  }

  for (const auto& expected : mail.report().expectations) {
    EXPECT_EQ(expected.state, expectation_state::met) << expected.difference;
  }
  mail.stop();
}

}  // namespace
}  // namespace pop3kit
