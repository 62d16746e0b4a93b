#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <pop3kit/client.hpp>
#include <stdexcept>

#include "client/client_stage.hpp"
#include "client/loopback_server.hpp"
#include "net/tcp/listener.hpp"

namespace pop3kit::testing {
namespace {

TEST(blocking_client, runs_the_same_operations_over_tcp) {
  loopback_server server(logged_in() + script(R"(
    C: STAT
    S: +OK 1 7
    C: LIST
    S! +OK|1 7|.
    C: UIDL
    S! +OK|1 a|.
    C: RETR 1
    S! +OK 7 octets|hello|.
    C: DELE 1
    S: +OK
    C: QUIT
    S: +OK)"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  EXPECT_EQ(value_of(mail.get_mailbox_info()).occupied_size, 7U);
  const auto messages = value_of(mail.list_messages(list_fields::ids_only));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].unique_id, unique_id("a"));
  EXPECT_EQ(value_of(mail.fetch_message(1)).octets(), "hello\r\n");
  EXPECT_TRUE(mail.delete_message(1));
  EXPECT_EQ(value_of(mail.commit_deletes()).status, commit_status::committed);
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, refuses_at_once_what_a_handler_of_its_operation_asks_it_for) {
  loopback_server server(logged_in() + script(R"(
    C: LIST
    S! +OK|1 7|.
    C: UIDL
    S! +OK|1 a|.
    C: RETR 1
    S! +OK 7 octets|hello|.
    C: NOOP
    S: +OK
    C: QUIT
    S: +OK)"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  std::size_t asked = 0;
  const auto fetched =
      mail.fetch_messages([&](const message_info& which, const result<mail_message>& message) -> result<> {
        EXPECT_TRUE(message.has_value());
        for (const result<>& refused : {mail.delete_message(*which.unique_id), mail.noop(), mail.quit()}) {
          EXPECT_EQ(failure_of(refused).code(), errc::operation_in_progress);
        }
        EXPECT_EQ(failure_of(mail.get_mailbox_info()).code(), errc::operation_in_progress);
        ++asked;
        return {};
      });
  EXPECT_TRUE(fetched.has_value());
  EXPECT_EQ(asked, 1U);
  EXPECT_TRUE(mail.noop()) << "the operation is over";
  EXPECT_TRUE(mail.quit());
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, can_be_used_after_a_handler_has_thrown) {
  loopback_server server(logged_in() + script(R"(
    C: LIST
    S! +OK|1 7|.
    C: UIDL
    S! +OK|1 a|.
    C: RETR 1
    S! +OK 7 octets|hello|.)"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  const message_handler throwing = [](const message_info&, const result<mail_message>&) -> result<> {
    throw std::runtime_error("the handler's own");
  };
  EXPECT_THROW(static_cast<void>(mail.fetch_messages(throwing)), std::runtime_error);
  EXPECT_EQ(failure_of(mail.top(0, 1)).code(), errc::invalid_sequence_number);
}

TEST(blocking_client, throws_the_failure_from_value) {
  loopback_server server(script("S: -ERR [IN-USE] busy"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  try {
    mail.get_message_count().value();
    FAIL() << "did not throw";
  } catch (const error& raised) {
    EXPECT_EQ(raised.cause().code(), errc::in_use);
    EXPECT_NE(std::string(raised.what()).find("busy"), std::string::npos);
  }
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, has_real_deadlines) {
  loopback_server server(logged_in() + script("C: NOOP"));
  client_options options("127.0.0.1", server.port(), credentials("alice", "s3cret"), security::none);
  options.timeout = std::chrono::milliseconds(300);
  client mail(std::move(options));
  EXPECT_EQ(failure_of(mail.noop()).code(), errc::deadline_exceeded);
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, lets_exceptions_of_a_sink_through) {
  loopback_server server(logged_in() + script("C: RETR 1\nS! +OK|x|."));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  octet_sink raise = [](std::span<const char>) -> result<> { throw std::runtime_error("mine"); };
  EXPECT_THROW(static_cast<void>(mail.save_message(1, std::move(raise))), std::runtime_error);
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, deletes_nothing_by_going_out_of_scope) {
  loopback_server server(logged_in() + script("C: DELE 1\nS: +OK"));
  {
    client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
    EXPECT_TRUE(mail.delete_message(1));
  }
  EXPECT_EQ(server.differences(), "");
}

TEST(blocking_client, reports_a_closed_port) {
  asio::io_context context;
  net::listener listening(context.get_executor());
  listening.open("127.0.0.1", 0).value();
  const std::uint16_t port = listening.port();
  listening.close();
  client mail("127.0.0.1", port, "alice", "s3cret", security::none);
  EXPECT_EQ(failure_of(mail.connect()).kind(), fault::transport);
}

}  // namespace
}  // namespace pop3kit::testing
