// Tests a client with GoogleTest. The fixture starts a server for each test, and fails the test if the expectations of
// the scenario were not met. Matchers check what the client sent. Tests can run in parallel, because every server has
// its own ports.
#include <pop3kit/client.hpp>
#include <pop3kit/gtest.hpp>

namespace {

using pop3kit::testing::in_order;
using pop3kit::testing::sent_command;
using ::testing::Not;

class reader : public pop3kit::testing::server_test {
 protected:
  static pop3kit::client_options options_for(const pop3kit::server& server) {
    pop3kit::client_options options{"127.0.0.1", server.tls_port().value(), pop3kit::credentials{"alice", "s3cret"},
                                    pop3kit::security::implicit};
    options.tls.ca_pem = server.ca_pem();
    return options;
  }
};

TEST_F(reader, deletes_what_it_was_told_to_and_nothing_else) {
  const pop3kit::server& server = serve(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "4 KiB" } } } },
    expect   = { { command = "QUIT", each = "connection", exactly = 1 } },
  })");
  pop3kit::client mail{options_for(server)};
  mail.delete_message(3).value();
  mail.commit_deletes().value();

  EXPECT_THAT(server, sent_command("DELE", "3").times(1));
  EXPECT_THAT(server, Not(sent_command("DELE", "4")));
  EXPECT_THAT(server, in_order({"DELE 3", "QUIT"}));
}

TEST_F(reader, tells_a_refused_login_from_a_server_that_is_busy) {
  const pop3kit::server& server = serve(R"(return scenario {
    accounts = { alice = { password = "s3cret" } },
    rules    = { { on = "AUTH", reply = "-ERR [SYS/TEMP] try later" } },
  })");
  const auto counted = pop3kit::client{options_for(server)}.get_message_count();
  ASSERT_TRUE(counted.has_error());
  EXPECT_EQ(counted.error().code(), pop3kit::errc::temporary_failure);
  EXPECT_THAT(server, sent_command("AUTH").at_least(1));
}

}  // namespace
