#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fstream>
#include <future>
#include <set>
#include <thread>

#include "control/route.hpp"
#include "control_fixture.hpp"

namespace pop3kit {
namespace {

using ::testing::HasSubstr;

TEST_F(control_room, is_there_only_if_asked_for) {
  EXPECT_TRUE(mail_.admin_port().has_value());
  server without(scenario::parse(first_scenario).value());
  without.start().value();
  EXPECT_FALSE(without.admin_port().has_value());
}

TEST_F(control_room, health_describes_the_running_server) {
  const auto answer = get("/health");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.at("status"), "ready");
  EXPECT_EQ(answer.at("run"), 1);
  EXPECT_EQ(answer.at("sessions"), 0);
  EXPECT_EQ(answer.at("port"), *mail_.port());
  EXPECT_EQ(answer.at("tls_port"), *mail_.tls_port());
  EXPECT_THAT(answer.head, HasSubstr("Content-Type: application/json\r\n"));
}

TEST_F(control_room, describes_the_scenario_that_is_played) {
  const auto answer = get("/scenario");
  EXPECT_EQ(answer.at("title"), "first");
  EXPECT_EQ(answer.at("about"), "Three messages.");
  EXPECT_TRUE(answer.at("seen").is_null());
  EXPECT_EQ(answer.at("outcome"), "tolerated");
  EXPECT_EQ(answer.at("seed"), 7);
  EXPECT_EQ(answer.at("accounts"), boost::json::array{"alice"});
  EXPECT_EQ(answer.at("expectations"), 2);
}

TEST_F(control_room, the_journal_is_read_on_and_filtered) {
  converse("STAT\r\nQUIT\r\n");
  const auto all = get("/journal");
  EXPECT_EQ(all.at("lost"), 0);
  const auto count = all.at("entries").as_array().size();
  EXPECT_GT(count, 8U);
  EXPECT_EQ(all.at("next"), count);
  const auto rest = get("/journal?since=" + std::to_string(count - 1));
  EXPECT_EQ(rest.at("entries").as_array().size(), 1U);
  const auto none = get("/journal?since=" + std::to_string(count));
  EXPECT_TRUE(none.at("entries").as_array().empty());
  const auto commands = get("/journal?kind=command&user=alice&connection=1");
  ASSERT_EQ(commands.at("entries").as_array().size(), 2U);
  EXPECT_EQ(commands.at("entries").as_array()[0].at("text"), "STAT");
  const auto one = get("/journal?kind=command&limit=1");
  EXPECT_EQ(one.at("entries").as_array().size(), 1U);
  const auto next = get("/journal?kind=command&limit=1&since=" + std::to_string(one.at("next").to_number<int>()));
  EXPECT_EQ(next.at("entries").as_array()[0].at("text"), "PASS ****");
  EXPECT_EQ(get("/journal?text=%2BOK%20send").at("entries").as_array().size(), 1U);
}

TEST_F(control_room, waits_for_an_event_while_its_reply_is_pending) {
  control_answer answer;
  std::thread waiting([&] { answer = get("/journal?kind=command&text=NOOP&wait=10m"); });
  std::thread client([&] { converse("NOOP\r\n"); });
  waiting.join();
  ASSERT_EQ(answer.at("entries").as_array().size(), 1U);
  EXPECT_EQ(answer.at("entries").as_array()[0].at("user"), "alice");
  EXPECT_EQ(get("/sessions").body.as_array().size(), 1U);
  EXPECT_EQ(ask("DELETE", "/sessions/1").at("ended"), 1);
  client.join();
}

TEST_F(control_room, a_wait_for_an_event_that_never_comes_ends) {
  EXPECT_TRUE(get("/journal?kind=rule&wait=1ms").at("entries").as_array().empty());
}

TEST_F(control_room, the_verdict_in_full) {
  const auto open = get("/verdict");
  EXPECT_EQ(open.at("good"), false);
  ASSERT_EQ(open.at("expectations").as_array().size(), 2U);
  EXPECT_EQ(open.at("expectations").as_array()[0].at("state"), "met");
  EXPECT_EQ(open.at("expectations").as_array()[1].at("state"), "open");
  EXPECT_EQ(open.at("expectations").as_array()[1].at("where"), "first.lua:5");
  EXPECT_EQ(open.at("unfired_rules").as_array().size(), 1U);
  EXPECT_EQ(open.at("strict"), false);
  control_answer settled;
  std::thread waiting([&] { settled = get("/verdict?wait=10m"); });
  converse("STAT\r\nQUIT\r\n");
  waiting.join();
  EXPECT_EQ(settled.at("good"), true);
  converse("DELE 1\r\nQUIT\r\n");
  EXPECT_EQ(get("/verdict?wait=10m").at("expectations").as_array()[0].at("state"), "failed");
}

TEST_F(control_room, sessions_are_listed_and_killed) {
  std::string heard;
  std::thread client([&] { heard = converse("NOOP\r\n"); });
  EXPECT_TRUE(mail_.wait_for([](const journal_entry& entry) { return entry.text == "NOOP"; }, std::chrono::hours(1)));
  const auto listed = get("/sessions");
  ASSERT_EQ(listed.body.as_array().size(), 1U);
  EXPECT_EQ(listed.body.as_array()[0].at("user"), "alice");
  EXPECT_EQ(listed.body.as_array()[0].at("state"), "TRANSACTION");
  EXPECT_EQ(listed.body.as_array()[0].at("last_command"), "NOOP");
  EXPECT_EQ(ask("DELETE", "/sessions/99").status, 404U);
  for (const auto* wrong : {"one", "0", "01", "+1", "-1", "1%20", "99999999999999999999"}) {
    EXPECT_EQ(ask("DELETE", std::string("/sessions/") + wrong).status, 400U) << wrong;
  }
  EXPECT_EQ(ask("DELETE", "/sessions/1?close=softly").status, 400U);
  EXPECT_EQ(ask("DELETE", "/sessions?close=orderly").at("ended"), 1);
  client.join();
  EXPECT_EQ(get("/journal?kind=disconnect&wait=10m").at("entries").as_array()[0].at("text"), "killed");
}

TEST_F(control_room, another_scenario_is_played_on_the_same_ports) {
  const auto port = mail_.port();
  const std::string ca = mail_.ca_pem();
  std::thread client([&] { converse("NOOP\r\n"); });
  EXPECT_TRUE(mail_.wait_for([](const journal_entry& entry) { return entry.text == "NOOP"; }, std::chrono::hours(1)));
  const auto answer = ask("PUT", "/scenario?name=other.lua&seed=99", second_scenario);
  client.join();
  EXPECT_EQ(answer.status, 200U) << answer.text;
  EXPECT_EQ(answer.at("title"), "second");
  EXPECT_EQ(answer.at("seed"), 99);
  EXPECT_EQ(answer.at("run"), 2);
  EXPECT_TRUE(answer.at("tls_port").is_null());
  EXPECT_EQ(mail_.port(), port);
  EXPECT_EQ(mail_.ca_pem(), ca);
  EXPECT_FALSE(mail_.tls_port().has_value());
  EXPECT_TRUE(get("/journal").at("entries").as_array().empty()) << "nothing is left of what was";
  EXPECT_THAT(converse("QUIT\r\n"), HasSubstr("-ERR [AUTH]")) << "alice has gone";
  EXPECT_EQ(ask("PUT", "/scenario", first_scenario).status, 200U);
  EXPECT_TRUE(mail_.tls_port().has_value());
}

TEST_F(control_room, a_wrong_scenario_is_refused_and_the_old_one_goes_on) {
  const auto answer = ask("PUT", "/scenario?name=wrong.lua", "return scenario {\n ruels = {} }");
  EXPECT_EQ(answer.status, 422U);
  EXPECT_THAT(answer.at("error").as_string().c_str(), HasSubstr("wrong.lua:2: unknown key 'ruels'"));
  EXPECT_EQ(get("/scenario").at("run"), 1);
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 3 3000"));
}

TEST_F(control_room, a_reset_begins_anew) {
  converse("DELE 1\r\nQUIT\r\n");
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 2 2000"));
  const auto answer = ask("POST", "/reset");
  EXPECT_EQ(answer.at("run"), 2);
  EXPECT_EQ(get("/verdict").at("expectations").as_array()[0].at("state"), "met");
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 3 3000"));
  EXPECT_TRUE(mail_.reset().has_value());
  EXPECT_EQ(get("/health").at("run"), 3);
}

TEST_F(control_room, mail_comes_and_goes_by_other_hands) {
  EXPECT_EQ(get("/mailboxes/nobody").status, 404U);
  const auto before = get("/mailboxes/alice?from=2&limit=1");
  EXPECT_EQ(before.at("message_count"), 3);
  EXPECT_EQ(before.at("octets"), 3000);
  ASSERT_EQ(before.at("messages").as_array().size(), 1U);
  EXPECT_EQ(before.at("messages").as_array()[0].at("number"), 2);
  EXPECT_EQ(before.at("messages").as_array()[0].at("size"), 1000);
  const auto delivered = ask("POST", "/mailboxes/alice/messages", "Subject: new\n\nHello.\n");
  EXPECT_EQ(delivered.status, 201U);
  EXPECT_EQ(delivered.at("message_count"), 4);
  EXPECT_THAT(converse("RETR 4\r\nQUIT\r\n"), HasSubstr("Subject: new\r\n\r\nHello.\r\n.\r\n"));
  EXPECT_EQ(ask("DELETE", "/mailboxes/alice/messages/1").at("message_count"), 3);
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 3 2024"));
  EXPECT_EQ(ask("DELETE", "/mailboxes/alice/messages/4").status, 404U);
  for (const auto* wrong : {"one", "0", "01", "+1", "-1", "1%20", "99999999999999999999"}) {
    EXPECT_EQ(ask("DELETE", std::string("/mailboxes/alice/messages/") + wrong).status, 400U) << wrong;
  }
  EXPECT_EQ(get("/mailboxes/alice").at("message_count"), 3);
  EXPECT_EQ(ask("POST", "/mailboxes/alice/messages").status, 400U);
  EXPECT_EQ(ask("POST", "/mailboxes/nobody/messages", "x\n").status, 404U);
}

TEST_F(control_room, a_held_session_is_released) {
  const char* const holding = R"(return scenario {
    accounts = { alice = { password = "s3cret" } },
    rules = { { on = "STAT", hold = "the gate" } },
  })";
  EXPECT_EQ(ask("PUT", "/scenario", holding).status, 200U);
  std::string heard;
  std::thread client([&] { heard = converse("STAT\r\nQUIT\r\n"); });
  EXPECT_EQ(get("/journal?kind=command&text=STAT&wait=10m").at("entries").as_array().size(), 1U);
  EXPECT_EQ(ask("POST", "/holds/the%20gate/release").at("released"), "the gate");
  client.join();
  EXPECT_THAT(heard, HasSubstr("+OK 0 0\r\n"));
  EXPECT_TRUE(get("/holds").body.as_array().empty());
}

TEST_F(control_room, reloads_only_from_a_file) {
  EXPECT_EQ(ask("POST", "/reload").status, 409U);
}

TEST_F(control_room, refuses_unknown_paths_and_parameters) {
  EXPECT_EQ(get("/healthy").status, 404U);
  EXPECT_EQ(get("/").status, 404U);
  EXPECT_EQ(get("/health/").status, 200U) << "a last slash says nothing";
  EXPECT_EQ(get("/health?").status, 200U);
  EXPECT_EQ(get("/health?x=1").status, 400U);
  EXPECT_THAT(get("/journal?snice=1").text, HasSubstr("did you mean 'since'"));
  EXPECT_EQ(get("/journal?since=x").status, 400U);
  EXPECT_EQ(get("/journal?since=-1").status, 400U);
  EXPECT_EQ(get("/journal?since=01").status, 400U);
  EXPECT_EQ(get("/journal?connection=0").status, 400U);
  EXPECT_EQ(get("/mailboxes/alice?from=0").status, 400U);
  EXPECT_EQ(get("/journal?limit=0").status, 400U);
  EXPECT_EQ(get("/journal?limit=100000").status, 200U);
  EXPECT_THAT(get("/journal?limit=100001").text, HasSubstr("limit: expected a whole number from 1 to 100000"));
  EXPECT_THAT(get("/mailboxes/alice?limit=100001").text, HasSubstr("limit: expected a whole number from 1 to 100000"));
  EXPECT_THAT(get("/verdict?wait=601s").text, HasSubstr("wait: at most 10m, got '601s'"));
  EXPECT_EQ(get("/journal?since=18446744073709551615").status, 200U);
  EXPECT_EQ(get("/journal?since=18446744073709551616").status, 400U);
  EXPECT_EQ(get("/journal?since=1&since=2").status, 400U);
  EXPECT_EQ(get("/journal?kind=comand").status, 400U);
  EXPECT_EQ(get("/journal?kind=start").status, 400U) << "it stands in no journal";
  EXPECT_EQ(get("/journal?wait=5").status, 400U) << "a unit must be given";
  EXPECT_EQ(get("/journal?text=%2").status, 400U);
  EXPECT_EQ(ask("POST", "/reset", "something").status, 400U);
  const auto refused = ask("POST", "/scenario");
  EXPECT_EQ(refused.status, 405U);
  EXPECT_THAT(refused.head, HasSubstr("Allow: GET, HEAD, PUT\r\n"));
}

TEST_F(control_room, every_route_refuses_unknown_parameters_and_names_them) {
  for (const auto& each : serving::control::route_table()) {
    const auto answer = ask(std::string(to_string(each.method)), std::string(each.path) + "?nonsense=1",
                            each.takes == serving::control::content::nothing ? "" : "x");
    EXPECT_EQ(answer.status, 400U) << each.path;
    EXPECT_THAT(answer.text, HasSubstr("unknown parameter 'nonsense'")) << each.path;
  }
  EXPECT_EQ(get("/scenario").at("run"), 1) << "nothing was changed";
}

TEST_F(control_room, head_is_answered_like_get_without_the_body_rfc9110_9_3_2) {
  for (const auto& each : serving::control::route_table()) {
    if (each.method != serving::control::http_method::get) continue;
    const std::string path = each.path == "/mailboxes/{account}" ? "/mailboxes/alice" : std::string(each.path);
    const std::string end =
        path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + bearer(mail_.admin_token()) + "\r\n";
    const std::string got = raw_exchange(*mail_.admin_port(), "GET " + end);
    const std::string head = raw_exchange(*mail_.admin_port(), "HEAD " + end);
    EXPECT_THAT(head, ::testing::StartsWith("HTTP/1.1 200 ")) << path;
    EXPECT_EQ(head, got.substr(0, got.find("\r\n\r\n") + 4)) << path;
  }
}

TEST_F(control_room, head_is_refused_without_a_body_too) {
  const auto head = [this](const std::string& target, const std::string& fields) {
    return raw_exchange(*mail_.admin_port(),
                        "HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields + "\r\n");
  };
  EXPECT_THAT(head("/scenario", ""), AllOf(::testing::StartsWith("HTTP/1.1 401 "), ::testing::EndsWith("\r\n\r\n")));
  EXPECT_THAT(head("/health", ""), ::testing::StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(
      head("/reset", bearer(mail_.admin_token())),
      AllOf(::testing::StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: POST\r\n"), ::testing::EndsWith("\r\n\r\n")));
}

TEST_F(control_room, requests_that_are_malformed_or_too_large_are_refused) {
  EXPECT_THAT(raw_exchange(*mail_.admin_port(), "USER alice\r\n\r\n"), HasSubstr("HTTP/1.1 400 "));
  const std::string huge = "GET /health HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n";
  EXPECT_THAT(raw_exchange(*mail_.admin_port(), huge), HasSubstr("HTTP/1.1 431 "));
  const std::string large = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: ";
  EXPECT_THAT(raw_exchange(*mail_.admin_port(), large + std::string(16'000, 'x') + "\r\n\r\n"),
              HasSubstr("HTTP/1.1 200 "));
  const std::string most = "PUT /scenario HTTP/1.1\r\nHost: x\r\nContent-Length: 67108865\r\n\r\n";
  EXPECT_THAT(raw_exchange(*mail_.admin_port(), most), HasSubstr("HTTP/1.1 413 "));
  const std::string body = "PUT /scenario HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n";
  EXPECT_THAT(raw_exchange(*mail_.admin_port(), body), HasSubstr("HTTP/1.1 413 "));
}

TEST_F(control_room, several_requests_share_a_connection) {
  const std::string shown = bearer(mail_.admin_token());
  const std::string heard =
      raw_exchange(*mail_.admin_port(), "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /scenario HTTP/1.1\r\n" +
                                            shown + "Host: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(heard, HasSubstr("\"status\":\"ready\""));
  EXPECT_THAT(heard, HasSubstr("\"title\":\"first\""));
}

TEST_F(control_room, reports_a_request_to_shut_down) {
  std::promise<void> told;
  server_options options = with_control();
  options.on_shutdown = [&told] { told.set_value(); };
  server mail(scenario::parse(second_scenario).value(), options);
  mail.start().value();
  EXPECT_EQ(pop3kit::ask(*mail.admin_port(), "POST", "/shutdown", {}, bearer(mail.admin_token())).status, 202U);
  told.get_future().get();
  mail.stop();
}

TEST_F(control_room, stop_ends_those_who_wait) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::socket socket(context);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.admin_port()});
  const std::string both =
      "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /journal?kind=rule&wait=10m HTTP/1.1\r\n" +
      bearer(mail_.admin_token()) + "Host: localhost\r\n\r\n";
  boost::asio::write(socket, boost::asio::buffer(both));
  std::string heard;
  boost::asio::read_until(socket, boost::asio::dynamic_buffer(heard), "ready");
  mail_.stop();
  boost::system::error_code code;
  boost::asio::read(socket, boost::asio::dynamic_buffer(heard), code);
  EXPECT_TRUE(code);
}

TEST_F(control_room, has_a_description_that_docs_hold) {
  const auto held = [](const char* name) {
    std::ifstream file(std::string(POP3KIT_TEST_DATA) + "/../../docs/reference/" + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string described = get("/openapi.json").text;
  const std::string reference = serving::control::control_reference();
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) {
    std::ofstream(std::string(POP3KIT_TEST_DATA) + "/../../docs/reference/openapi.json", std::ios::binary) << described;
    std::ofstream(std::string(POP3KIT_TEST_DATA) + "/../../docs/reference/control.md", std::ios::binary) << reference;
  }
  EXPECT_EQ(held("openapi.json"), described) << "run this test with POP3KIT_WRITE_DOCS=1 in the environment";
  EXPECT_EQ(held("control.md"), reference) << "run this test with POP3KIT_WRITE_DOCS=1 in the environment";
}

TEST(control_routes, name_each_operation_once) {
  std::set<std::string> seen;
  for (const auto& each : serving::control::route_table()) {
    EXPECT_TRUE(seen.insert(std::string(to_string(each.method)).append(" ").append(each.path)).second) << each.path;
    EXPECT_TRUE(each.summary.ends_with('.')) << each.path;
    const bool waits = std::ranges::any_of(each.parameters, [](const auto& one) { return one.name == "wait"; });
    EXPECT_EQ(waits, each.settled != nullptr) << each.path;
  }
}

TEST(server_play, needs_a_server_that_runs) {
  server mail(scenario::parse(first_scenario).value());
  EXPECT_EQ(mail.play(scenario::parse(second_scenario).value()).error().code(), errc::wrong_state);
  mail.start().value();
  EXPECT_TRUE(mail.play(scenario::parse(second_scenario).value()).has_value());
  EXPECT_EQ(mail.report().title, "second");
  mail.stop();
  EXPECT_EQ(mail.reset().error().code(), errc::wrong_state);
}

TEST(server_play, keeps_the_old_scenario_if_a_port_is_taken) {
  server other(scenario::parse(first_scenario).value());
  other.start().value();
  server_options options;
  options.tls_port = *other.tls_port();
  server mail(scenario::parse(second_scenario).value(), options);
  mail.start().value();
  EXPECT_TRUE(mail.play(scenario::parse(first_scenario).value()).has_error());
  EXPECT_EQ(mail.report().title, "second");
  EXPECT_THAT(raw_exchange(*mail.port(), "USER bob\r\nPASS s3cret\r\nQUIT\r\n"), HasSubstr("+OK bob's maildrop"));
}

}  // namespace
}  // namespace pop3kit
