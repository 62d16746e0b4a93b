#include <gtest/gtest.h>

#include <pop3kit/client.hpp>
#include <pop3kit/gtest.hpp>

namespace {

class consumer : public pop3kit::testing::server_test {};

TEST_F(consumer, sees_what_its_client_sent) {
  const pop3kit::server& server = serve(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { text "Subject: one\n\nFirst.\n" } } },
    expect = { { command = "STAT" } },
  })");
  pop3kit::client mail{"127.0.0.1", server.port().value(), "alice", "s3cret", pop3kit::security::none};
  EXPECT_EQ(mail.get_message_count().value(), 1U);
  mail.quit().value();
  EXPECT_THAT(server, pop3kit::testing::in_order({"STAT", "QUIT"}));
}

}  // namespace
