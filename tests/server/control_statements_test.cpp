#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "control_fixture.hpp"

namespace pop3kit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What docs/reference/control.md states and no other test shows.

TEST_F(control_room, listens_on_127_0_0_1_by_default) {
  EXPECT_EQ(server_options().admin_host, "127.0.0.1");
}

TEST_F(control_room, a_scenario_and_a_list_of_rules_have_at_most_16_mib) {
  const std::string too_much(std::size_t{16} << 20U, ' ');
  const auto scenario = ask("PUT", "/scenario", "return scenario {}" + too_much);
  EXPECT_EQ(scenario.status, 422U);
  EXPECT_THAT(scenario.text, HasSubstr("at most 16 MiB"));
  const auto rules = ask("POST", "/rules", "{ on = \"STAT\", delay = \"1s\" }" + too_much);
  EXPECT_EQ(rules.status, 422U);
  EXPECT_THAT(rules.text, HasSubstr("at most 16 MiB"));
}

TEST_F(control_room, pages_have_1000_entries_unless_another_limit_is_asked_for) {
  std::string many;
  for (int time = 0; time < 600; ++time) many += "STAT\r\n";
  converse(many + "QUIT\r\n");
  const auto page = get("/journal");
  EXPECT_EQ(page.at("entries").as_array().size(), 1000U);
  EXPECT_EQ(page.at("next"), 1000);
  EXPECT_GT(get("/journal?limit=100000").at("entries").as_array().size(), 1200U);
  EXPECT_EQ(
      ask("PUT", "/scenario",
          "return scenario { accounts = { alice = { password = 'x', mailbox = { generate { count = 1500 } } } } }")
          .status,
      200U);
  EXPECT_EQ(get("/mailboxes/alice").at("messages").as_array().size(), 1000U);
  const auto rest = get("/mailboxes/alice?from=1001");
  ASSERT_EQ(rest.at("messages").as_array().size(), 500U);
  EXPECT_EQ(rest.at("messages").as_array()[0].at("number"), 1001);
}

TEST_F(control_room, changes_stand_in_the_journal_and_are_gone_after_a_reset) {
  EXPECT_EQ(ask("POST", "/rules", R"({ on = "STAT", reply = "+OK 9 9" })").status, 201U);
  EXPECT_EQ(ask("POST", "/mailboxes/alice/messages", "Subject: new\n\nx\n").status, 201U);
  EXPECT_EQ(ask("DELETE", "/mailboxes/alice/messages/1").status, 200U);
  EXPECT_EQ(ask("POST", "/holds/early/release").status, 200U);
  std::vector<std::string> changes;
  const auto journal = get("/journal?kind=control");
  for (const auto& entry : journal.at("entries").as_array()) {
    changes.emplace_back(entry.at("text").as_string());
  }
  EXPECT_THAT(changes, ElementsAre(HasSubstr("rule 2 added"), "alice: delivered 1", "alice: removed message 1",
                                   "released early"));
  const std::string ca = mail_.ca_pem();
  const auto port = mail_.port();
  EXPECT_EQ(ask("POST", "/reset").status, 200U);
  EXPECT_TRUE(get("/journal?kind=control").at("entries").as_array().empty());
  EXPECT_EQ(get("/rules").body.as_array().size(), 1U);
  EXPECT_EQ(get("/mailboxes/alice").at("octets"), 3000);
  EXPECT_EQ(mail_.ca_pem(), ca);
  EXPECT_EQ(mail_.port(), port);
}

TEST_F(control_room, a_release_may_come_before_its_hold_and_a_reset_shuts_the_gate) {
  EXPECT_EQ(ask("PUT", "/scenario",
                R"(return scenario { accounts = { alice = { password = "s3cret" } },
                  rules = { { on = "STAT", hold = "gate" } } })")
                .status,
            200U);
  EXPECT_EQ(ask("POST", "/holds/gate/release").status, 200U);
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 0 0\r\n"));
  EXPECT_EQ(ask("POST", "/reset").status, 200U);
  std::thread client([&] { converse("STAT\r\n"); });
  EXPECT_EQ(get("/journal?kind=command&text=STAT&wait=10m").at("entries").as_array().size(), 1U);
  EXPECT_EQ(get("/holds").body, (boost::json::array{"gate"}));
  EXPECT_EQ(ask("DELETE", "/sessions").at("ended"), 1);
  client.join();
}

/// Logs in, and tells how the connection ends when all sessions are ended with this query.
boost::system::error_code end_of_a_session(const server& mail, const std::string& query) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::socket socket(context);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), *mail.port()});
  std::string heard(5, '\0');
  boost::asio::read(socket, boost::asio::buffer(heard));
  EXPECT_EQ(ask(*mail.admin_port(), "DELETE", "/sessions" + query, {}, bearer(mail.admin_token())).at("ended"), 1);
  boost::system::error_code code;
  boost::asio::read(socket, boost::asio::dynamic_buffer(heard), code);
  return code;
}

TEST_F(control_room, sessions_end_by_reset_unless_an_orderly_end_is_asked_for) {
  EXPECT_EQ(end_of_a_session(mail_, ""), boost::asio::error::connection_reset);
  EXPECT_EQ(end_of_a_session(mail_, "?close=reset"), boost::asio::error::connection_reset);
  EXPECT_EQ(end_of_a_session(mail_, "?close=orderly"), boost::asio::error::eof);
}

TEST_F(control_room, what_was_delivered_or_removed_does_not_touch_a_session_under_way) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::socket socket(context);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.port()});
  boost::asio::write(socket, boost::asio::buffer(std::string("USER alice\r\nPASS s3cret\r\n")));
  EXPECT_FALSE(get("/journal?text=%2BOK%20alice&wait=10m").at("entries").as_array().empty());
  EXPECT_EQ(ask("POST", "/mailboxes/alice/messages", "Subject: new\n\nx\n").at("message_count"), 4);
  EXPECT_EQ(ask("DELETE", "/mailboxes/alice/messages/1").at("message_count"), 3);
  boost::asio::write(socket, boost::asio::buffer(std::string("STAT\r\nRETR 1\r\nQUIT\r\n")));
  std::string heard;
  boost::system::error_code code;
  boost::asio::read(socket, boost::asio::dynamic_buffer(heard), code);
  EXPECT_THAT(heard, HasSubstr("+OK 3 3000\r\n+OK 1000 octets\r\n"));
}

/// 64 requests that wait take all connections: the next client is answered when one of them has gone.
TEST_F(control_room, of_64_connections_that_wait_one_must_end_before_another_is_served) {
  boost::asio::io_context context;
  std::vector<boost::asio::ip::tcp::socket> waiting;
  const std::string wait =
      "GET /journal?kind=rule&wait=10m HTTP/1.1\r\nHost: localhost\r\n" + bearer(mail_.admin_token()) + "\r\n";
  for (int number = 0; number < 63; ++number) {
    boost::asio::ip::tcp::socket& one = waiting.emplace_back(context);
    one.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.admin_port()});
    boost::asio::write(one, boost::asio::buffer(wait));
  }
  EXPECT_EQ(get("/health").status, 200U) << "the 64th";
  boost::asio::ip::tcp::socket& last = waiting.emplace_back(context);
  last.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.admin_port()});
  boost::asio::write(last, boost::asio::buffer(wait));
  boost::asio::ip::tcp::socket next(context);
  next.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.admin_port()});
  boost::asio::write(
      next, boost::asio::buffer(std::string("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")));
  waiting.front().close();
  std::string heard;
  boost::system::error_code code;
  boost::asio::read(next, boost::asio::dynamic_buffer(heard), code);
  EXPECT_THAT(heard, HasSubstr("\"ready\""));
}

TEST_F(control_room, refuses_more_than_the_bounds_of_a_running_server) {
  EXPECT_EQ(ask("POST", "/holds/" + std::string(257, 'x') + "/release").status, 409U);
  std::string many;
  for (std::size_t number = 0; number < 9999; ++number) many += "{on=\"NOOP\"},";
  EXPECT_EQ(ask("POST", "/rules", many).body.as_array().size(), 9999U);
  const auto refused = ask("POST", "/rules", "{ on = \"STAT\" }");
  EXPECT_EQ(refused.status, 409U);
  EXPECT_THAT(refused.text, HasSubstr("no more than 10,000 rules"));
  EXPECT_EQ(get("/rules").body.as_array().size(), 10'000U) << "nothing was changed";
}

}  // namespace
}  // namespace pop3kit
