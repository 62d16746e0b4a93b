#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <pop3kit/server.hpp>
#include <thread>

#include "net/tcp/connect.hpp"
#include "net/tls/tls.hpp"
#include "scenario/description.hpp"
#include "text_mailbox.hpp"

namespace pop3kit {
namespace {

namespace asio = boost::asio;

scenario described(const std::function<void(scenario::description&)>& change = {}) {
  auto what = std::make_shared<scenario::description>();
  serving::account& alice = what->accounts["alice"];
  alice.name = "alice";
  alice.password = "s3cret";
  alice.mailbox = serving::mailbox_of({serving::message_of(120), serving::message_of(200)});
  if (change) change(*what);
  return scenario(what);
}

asio::awaitable<std::string> converse(std::uint16_t port, std::string commands, std::string ca_pem) {
  auto connected = co_await net::connect_tcp("127.0.0.1", port);
  if (connected.has_error()) co_return "no connection";
  net::stream_ptr stream = std::move(*connected);
  if (!ca_pem.empty()) {
    net::tls_client_settings settings;
    settings.use_system_trust = false;
    settings.ca_pem = ca_pem;
    auto context = net::tls_context::make(settings);
    net::tls_diagnosis diagnosis;
    std::string host = "127.0.0.1";
    auto secured = co_await net::connect_tls(std::move(stream), *context, std::move(host), diagnosis);
    if (secured.has_error()) co_return "no TLS: " + diagnosis.text;
    stream = std::move(*secured);
  }
  const auto sent = co_await stream->write(commands);
  static_cast<void>(sent);
  std::string heard;
  std::vector<char> room(4096);
  for (;;) {
    const auto got = co_await stream->read_some(room);
    if (got.has_error()) break;
    heard.append(room.data(), *got);
  }
  co_return heard;
}

/// Everything that a connection receives until it is closed.
std::string dialogue(std::uint16_t port, const std::string& commands, const std::string& ca_pem = {}) {
  asio::io_context context;
  auto heard = asio::co_spawn(context, converse(port, commands, ca_pem), asio::use_future);
  context.run();
  return heard.get();
}

const std::string session = "USER alice\r\nPASS s3cret\r\nRETR 2\r\nQUIT\r\n";
const std::string session_replies =
    "+OK pop3kit POP3 server ready\r\n+OK send PASS\r\n+OK alice's maildrop has 2 messages (320 octets)\r\n"
    "+OK 200 octets\r\n" +
    serving::message_of(200) + ".\r\n+OK pop3kit POP3 server signing off (2 messages left)\r\n";

TEST(server, is_listening_once_started) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  ASSERT_TRUE(mail.port().has_value());
  EXPECT_NE(*mail.port(), 0);
  EXPECT_EQ(dialogue(*mail.port(), session), session_replies);
}

TEST(server, listens_for_implicit_tls_with_a_certificate_of_its_authority) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  ASSERT_TRUE(mail.tls_port().has_value());
  EXPECT_NE(mail.tls_port(), mail.port());
  EXPECT_EQ(dialogue(*mail.tls_port(), session, mail.ca_pem()), session_replies);
}

TEST(server, listeners_that_are_off_have_no_port) {
  server mail(described([](scenario::description& what) { what.listen.tls = false; }));
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_TRUE(mail.port().has_value());
  EXPECT_FALSE(mail.tls_port().has_value());
  server other(described([](scenario::description& what) { what.listen.plain = false; }));
  EXPECT_FALSE(other.port().has_value()) << "not started";
  ASSERT_TRUE(other.start().has_value());
  EXPECT_FALSE(other.port().has_value());
}

TEST(server, a_port_that_is_taken_is_an_error_with_its_name) {
  server first(described());
  ASSERT_TRUE(first.start().has_value());
  server_options same;
  same.port = *first.port();
  server second(described(), same);
  const auto started = second.start();
  ASSERT_TRUE(started.has_error());
  EXPECT_EQ(started.error().code(), boost::system::errc::address_in_use);
  EXPECT_EQ(started.error().detail(), "127.0.0.1:" + std::to_string(same.port));
}

TEST(server, starts_once_stops_often_and_starts_again) {
  server mail(described());
  mail.stop();
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_EQ(mail.start().error().code(), errc::operation_in_progress);
  mail.stop();
  mail.stop();
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_EQ(dialogue(*mail.port(), session), session_replies);
}

TEST(server, journal_and_verdict_stay_after_stop) {
  server mail(described([](scenario::description& what) {
    serving::count_expectation wanted;
    wanted.command = serving::command_pattern("DELE");
    wanted.bounds.at_least = 1;
    what.expectations.emplace_back(wanted);
    serving::rule idle;
    idle.who.on = "TOP";
    what.rules.push_back(idle);
  }));
  EXPECT_TRUE(mail.verify().has_error()) << "never started";
  ASSERT_TRUE(mail.start().has_value());
  dialogue(*mail.port(), session);
  mail.stop();
  EXPECT_FALSE(mail.journal().empty());
  const auto verdict = mail.verify();
  ASSERT_TRUE(verdict.has_error());
  EXPECT_EQ(verdict.error().code(), errc::expectation_failed);
  EXPECT_EQ(mail.unfired_rules(), std::vector<std::string>{"TOP"});
}

TEST(server, waits_for_what_is_journalled_while_the_reply_is_pending) {
  server mail(described([](scenario::description& what) {
    serving::rule slow;
    slow.who.on = "STAT";
    slow.what.delay = {std::chrono::hours(1), std::chrono::hours(1)};
    what.rules.push_back(slow);
  }));
  const auto is_stat = [](const journal_entry& entry) { return entry.text == "STAT"; };
  EXPECT_FALSE(mail.wait_for(is_stat, std::chrono::hours(1))) << "not started";
  ASSERT_TRUE(mail.start().has_value());
  asio::io_context context;
  auto heard = asio::co_spawn(context, converse(*mail.port(), "USER alice\r\nPASS s3cret\r\nSTAT\r\n", std::string()),
                              asio::use_future);
  std::thread client([&context] { context.run(); });
  const auto found = mail.wait_for(is_stat, std::chrono::hours(1));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->user, "alice");
  EXPECT_FALSE(mail.wait_for([](const journal_entry& entry) { return entry.text == "QUIT"; }, {}));
  mail.stop();
  client.join();
  EXPECT_TRUE(mail.wait_for(is_stat, {})) << "the journal stays";
  EXPECT_FALSE(mail.wait_for([](const journal_entry&) { return false; }, std::chrono::hours(1)));
}

TEST(server, stop_wakes_those_who_wait) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  std::thread ending([&mail] { mail.stop(); });
  EXPECT_FALSE(mail.wait_for([](const journal_entry&) { return false; }, std::chrono::hours(1)));
  ending.join();
}

TEST(server, awaits_a_verdict_that_is_certain) {
  server mail(described([](scenario::description& what) {
    serving::count_expectation never;
    never.command = serving::command_pattern("DELE");
    never.bounds.at_most = 0;
    what.expectations.emplace_back(never);
    serving::count_expectation once;
    once.command = serving::command_pattern("STAT");
    once.bounds.at_least = 1;
    what.expectations.emplace_back(once);
  }));
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_TRUE(mail.await_verdict({}).has_error()) << "no STAT yet";
  std::thread good([&mail] { dialogue(*mail.port(), "USER alice\r\nPASS s3cret\r\nSTAT\r\nQUIT\r\n"); });
  EXPECT_TRUE(mail.await_verdict(std::chrono::hours(1)).has_value());
  good.join();
  std::thread bad([&mail] { dialogue(*mail.port(), "USER alice\r\nPASS s3cret\r\nDELE 1\r\nQUIT\r\n"); });
  const auto is_failure = [](const journal_entry& entry) { return entry.kind == journal_kind::expectation; };
  EXPECT_TRUE(mail.wait_for(is_failure, std::chrono::hours(1)).has_value());
  bad.join();
  const auto told = mail.report();
  EXPECT_FALSE(told.good());
  ASSERT_EQ(told.expectations.size(), 2U);
  EXPECT_EQ(told.expectations[0].state, expectation_state::failed);
  EXPECT_EQ(told.expectations[1].state, expectation_state::met);
}

TEST(server, calls_back_for_each_event_as_it_happens) {
  std::vector<std::string> seen;
  server_options options;
  options.on_event = [&seen](const journal_entry& entry) { seen.push_back(to_json(entry)); };
  server mail(described(), options);
  ASSERT_TRUE(mail.start().has_value());
  dialogue(*mail.port(), session);
  mail.stop();
  std::vector<std::string> kept;
  for (const journal_entry& entry : mail.journal()) kept.push_back(to_json(entry));
  ASSERT_FALSE(seen.empty());
  EXPECT_THAT(seen.front(), ::testing::HasSubstr("\"kind\":\"start\",\"user\":\"\",\"text\":\"seed 1: "));
  seen.erase(seen.begin());
  EXPECT_EQ(seen, kept);
}

TEST(server, connections_count_from_1_in_each_scenario) {
  std::vector<journal_entry> starts;
  server_options options;
  options.on_event = [&starts](const journal_entry& entry) {
    if (entry.kind == journal_kind::start) starts.push_back(entry);
  };
  server mail(described(), options);
  ASSERT_TRUE(mail.start().has_value());
  dialogue(*mail.port(), session);
  dialogue(*mail.port(), session);
  ASSERT_TRUE(mail.reset().has_value());
  EXPECT_TRUE(mail.journal().empty());
  dialogue(*mail.port(), session);
  EXPECT_EQ(mail.journal().front().connection, 1U);
  ASSERT_EQ(starts.size(), 2U);
  EXPECT_THAT(starts.back().text, ::testing::StartsWith("seed 1: "));
  EXPECT_EQ(starts.back().at.count(), 0);
}

TEST(server, the_journal_is_read_in_pieces) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  dialogue(*mail.port(), session);
  mail.stop();
  const journal_page first = mail.journal_since(0, 2);
  EXPECT_EQ(first.entries.size(), 2U);
  EXPECT_EQ(first.next, 2U);
  EXPECT_EQ(mail.journal_since(first.next).entries.size() + 2, mail.journal().size());
}

TEST(server, ports_stay_after_stop_and_the_authority_is_another_at_the_next_start) {
  server mail(described());
  EXPECT_EQ(mail.ca_pem(), "");
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_EQ(mail.admin_token(), "") << "no control room";
  const std::string first = mail.ca_pem();
  const auto port = mail.port();
  mail.stop();
  EXPECT_EQ(mail.port(), port);
  EXPECT_EQ(mail.ca_pem(), first);
  ASSERT_TRUE(mail.start().has_value());
  EXPECT_NE(mail.ca_pem(), first);
}

TEST(server, an_entry_is_looked_for_on_the_callers_thread_once_the_server_has_stopped) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  dialogue(*mail.port(), session);
  std::thread::id on;
  const auto any = [&](const journal_entry&) {
    on = std::this_thread::get_id();
    return mail.port().has_value();
  };
  EXPECT_TRUE(mail.wait_for(any, {}));
  EXPECT_NE(on, std::this_thread::get_id());
  mail.stop();
  EXPECT_TRUE(mail.wait_for(any, {}));
  EXPECT_EQ(on, std::this_thread::get_id());
}

TEST(server, stop_ends_sessions_that_sleep) {
  server mail(described([](scenario::description& what) {
    serving::rule slow;
    slow.who.on = "GREETING";
    slow.what.delay = {std::chrono::hours(1), std::chrono::hours(1)};
    what.rules.push_back(slow);
  }));
  ASSERT_TRUE(mail.start().has_value());
  asio::io_context context;
  auto heard = asio::co_spawn(context, converse(*mail.port(), "QUIT\r\n", std::string()), asio::use_future);
  while (mail.journal().size() < 2) context.poll_one();
  mail.stop();
  context.restart();
  context.run();
  EXPECT_EQ(heard.get(), "");
}

TEST(server, many_in_one_process_share_nothing) {
  std::vector<server> servers;
  for (int each = 0; each < 8; ++each) servers.emplace_back(described());
  for (server& each : servers) ASSERT_TRUE(each.start().has_value());
  for (server& each : servers) {
    dialogue(*each.port(), "USER alice\r\nPASS s3cret\r\nDELE 1\r\nQUIT\r\n");
    EXPECT_NE(dialogue(*each.port(), "USER alice\r\nPASS s3cret\r\nSTAT\r\nQUIT\r\n").find("+OK 1 200\r\n"),
              std::string::npos);
  }
}

TEST(server, can_be_moved_while_it_runs) {
  server mail(described());
  ASSERT_TRUE(mail.start().has_value());
  server moved(std::move(mail));
  EXPECT_EQ(dialogue(*moved.port(), session), session_replies);
  server other(described());
  ASSERT_TRUE(other.start().has_value());
  other = std::move(moved);
  EXPECT_EQ(dialogue(*other.port(), session), session_replies);
}

TEST(server, a_reset_in_mid_message_delivers_what_came_before_it) {
  server mail(described([](scenario::description& what) {
    serving::rule torn;
    torn.who.on = "RETR";
    torn.what.cut = serving::cut{100, net::close_kind::reset};
    what.rules.push_back(torn);
  }));
  ASSERT_TRUE(mail.start().has_value());
  const std::string heard = dialogue(*mail.port(), session);
  EXPECT_TRUE(heard.ends_with("+OK 200 octets\r\n" + serving::message_of(200).substr(0, 100))) << heard;
}

}  // namespace
}  // namespace pop3kit
