#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

constexpr int sessions = 1000;

TEST(many_sessions, a_thousand_at_once_each_with_its_own_replies) {
  stage on;
  on.alice().lock = false;
  std::vector<line_client*> clients;
  for (int each = 0; each < sessions; ++each) {
    clients.push_back(&on.connect_raw());
    clients.back()->send("USER alice\r\nPASS s3cret\r\nDELE " + std::to_string(each % 2 + 1) + "\r\n");
  }
  EXPECT_EQ(on.running().sessions(), static_cast<std::size_t>(sessions));
  for (int each = 0; each < sessions; ++each) {
    clients[static_cast<std::size_t>(each)]->take();
    EXPECT_EQ(clients[static_cast<std::size_t>(each)]->ask("STAT\r\n"),
              each % 2 == 0 ? "+OK 1 200\r\n" : "+OK 1 120\r\n");
  }
}

TEST(many_sessions, stop_ends_a_thousand_in_every_state) {
  stage on;
  on.alice().lock = false;
  on.alice().mailbox = mailbox_of({message_of(300'000)});
  on.add_rule("NOOP").what.delay = {std::chrono::hours(1), std::chrono::hours(1)};
  for (int each = 0; each < sessions; ++each) {
    line_client& client = on.connect_raw();
    if (each % 4 == 0) continue;
    client.log_in();
    if (each % 4 == 1) client.send("NOOP\r\n");
    if (each % 4 == 2) client.send("QUIT\r\n");
    if (each % 4 == 3) {
      client.pause();
      client.send("RETR 1\r\n");
    }
  }
  on.running().stop();
  on.settle();
  EXPECT_EQ(on.running().sessions(), 0U);
  EXPECT_EQ(on.journal(journal_kind::disconnect).size(), static_cast<std::size_t>(sessions));
  EXPECT_EQ(on.time.armed_timers(), 0U);
}

TEST(many_sessions, a_service_may_die_before_its_sessions_ran) {
  net::asio::io_context context;
  net::virtual_clock time;
  auto [near_end, far_end] = net::make_memory_pipe(context.get_executor(), context.get_executor());
  {
    service short_lived(context.get_executor(), time, std::make_shared<const scenario::description>());
    short_lived.serve(std::move(far_end));
  }
  context.run();
  EXPECT_EQ(time.armed_timers(), 0U);
}

TEST(many_sessions, a_stopped_service_takes_no_more) {
  stage on;
  on.running().stop();
  line_client& client = on.connect_raw();
  EXPECT_EQ(client.take(), "");
  EXPECT_TRUE(client.ended());
}

}  // namespace
}  // namespace pop3kit::serving
