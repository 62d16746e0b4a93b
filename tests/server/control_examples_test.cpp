#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <list>
#include <map>

#include "control/route.hpp"
#include "control_fixture.hpp"
#include "scenario_text.hpp"

namespace pop3kit {
namespace {

constexpr const char* scenario_of_examples = R"(return scenario {
  about = "What the examples show.", outcome = "tolerated",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2, size = 1000 } } } },
  rules = { { on = "NOOP", hold = "the gate" }, { on = "TOP", close = "reset" } },
  expect = { { command = "DELE 3", exactly = 1 } },
})";

/// What an example shows of a value: its members in their order, what kind each is, and the first item of an array.
std::string outline(const boost::json::value& value) {
  if (value.is_string()) return "text";
  if (value.is_bool()) return "truth";
  if (value.is_null()) return "null";
  std::string out;
  if (const auto* const items = value.if_array()) return items->empty() ? "[]" : "[" + outline(items->front()) + "]";
  const auto* const members = value.if_object();
  if (members == nullptr) return "number";
  for (const auto& member : *members) {
    out += (out.empty() ? "{" : ",") + std::string(member.key()) + ":" +
           (member.value().is_array() ? "array" : outline(member.value()));
  }
  return out + "}";
}

/// The outline of each array among the members that has items in both.
void expect_same_items(const boost::json::value& example, const boost::json::value& answer) {
  const auto* const members = example.if_object();
  if (members == nullptr) return;
  for (const auto& member : *members) {
    const auto* const items = member.value().if_array();
    if (items == nullptr || items->empty()) continue;
    const auto* const real = answer.as_object().at(member.key()).if_array();
    ASSERT_TRUE(real != nullptr && !real->empty()) << member.key();
    EXPECT_EQ(outline(real->front()), outline(items->front())) << member.key();
  }
}

struct sent_request {
  std::string target;
  std::string body = {};
};

/// For each route a request that has something to tell; alice's session, connection 1, is held at a gate.
const std::map<std::string, sent_request>& requests() {
  static const std::map<std::string, sent_request> table{
      {"GET /health", {"/health"}},
      {"GET /scenario", {"/scenario"}},
      {"PUT /scenario", {"/scenario", scenario_of_examples}},
      {"POST /reset", {"/reset"}},
      {"POST /reload", {"/reload"}},
      {"GET /journal", {"/journal?kind=command"}},
      {"GET /verdict", {"/verdict"}},
      {"GET /sessions", {"/sessions"}},
      {"DELETE /sessions", {"/sessions"}},
      {"DELETE /sessions/{connection}", {"/sessions/1"}},
      {"GET /mailboxes/{account}", {"/mailboxes/alice"}},
      {"POST /mailboxes/{account}/messages", {"/mailboxes/alice/messages", "Subject: new\n\nHello.\n"}},
      {"DELETE /mailboxes/{account}/messages/{number}", {"/mailboxes/alice/messages/1"}},
      {"GET /rules", {"/rules"}},
      {"POST /rules", {"/rules", R"({ on = "RETR", times = 1, close = "reset" })"}},
      {"DELETE /rules", {"/rules"}},
      {"PUT /rules/{rule}", {"/rules/2", R"({ on = "RETR", times = 1, close = "reset" })"}},
      {"DELETE /rules/{rule}", {"/rules/2"}},
      {"GET /holds", {"/holds"}},
      {"POST /holds/{name}/release", {"/holds/the%20gate/release"}},
      {"POST /shutdown", {"/shutdown"}},
      {"GET /openapi.json", {"/openapi.json"}},
  };
  return table;
}

/// Servers whose scenario comes from a file.
class control_examples : public ::testing::Test {
 protected:
  [[nodiscard]] control_answer ask(const std::string& method, const sent_request& what) const {
    return pop3kit::ask(mail_->admin_port().value(), method, what.target, what.body, bearer(mail_->admin_token()));
  }

  /// Starts another server, and has alice wait at the gate.
  void hold_a_session() {
    folder_.write("examples.lua", scenario_of_examples);
    server_options options;
    options.admin_port = 0;
    options.scenario_file = folder_.path() / "examples.lua";
    mail_.emplace(scenario::load(options.scenario_file).value(), options);
    mail_->start().value();
    boost::asio::ip::tcp::socket& alice = sessions_.emplace_back(context_);
    alice.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_->port()});
    boost::asio::write(alice, boost::asio::buffer(std::string("USER alice\r\nPASS s3cret\r\nSTAT\r\nNOOP\r\n")));
    EXPECT_FALSE(ask("GET", {"/journal?kind=rule&wait=10m"}).at("entries").as_array().empty());
  }

  boost::asio::io_context context_;
  std::list<boost::asio::ip::tcp::socket> sessions_;
  serving::temporary_folder folder_;
  std::optional<server> mail_;
};

TEST_F(control_examples, have_the_members_of_real_answers_in_their_order) {
  for (const serving::control::route& each : serving::control::route_table()) {
    const std::string method(to_string(each.method));
    const std::string name = method + " " + std::string(each.path);
    SCOPED_TRACE(name);
    ASSERT_TRUE(requests().contains(name)) << "no request for this route";
    hold_a_session();
    const control_answer answer = ask(method, requests().at(name));
    EXPECT_EQ(answer.status, each.status) << answer.text;
    const boost::json::value example = boost::json::parse(each.example);
    // The description of everything is shown by its first member.
    if (each.path == "/openapi.json") {
      EXPECT_EQ(answer.body.as_object().begin()->key(), "openapi");
      EXPECT_EQ(answer.at("openapi"), example.at("openapi"));
      continue;
    }
    EXPECT_EQ(outline(answer.body), outline(example));
    if (example.is_object()) expect_same_items(example, answer.body);
  }
}

TEST_F(control_room, errors_are_one_member_with_a_status_of_4xx) {
  const std::map<std::string, std::vector<sent_request>> wrong{
      {"GET",
       {{"/nowhere"}, {"/journal?kind=start"}, {"/journal?limit=007"}, {"/scenario?x=1"}, {"/mailboxes/nobody"}}},
      {"POST", {{"/rules", "{ on = \"STTA\" }"}, {"/reload"}, {"/health"}}},
      {"DELETE", {{"/sessions/99"}, {"/rules/99"}, {"/mailboxes/alice/messages/99"}}}};
  for (const auto& [method, targets] : wrong) {
    for (const sent_request& each : targets) {
      const control_answer answer = ask(method, each.target, each.body);
      EXPECT_EQ(answer.status / 100, 4U) << method << each.target;
      EXPECT_EQ(outline(answer.body), "{error:text}") << method << each.target;
    }
  }
}

TEST_F(control_room, the_token_is_another_one_at_each_start) {
  const std::string first = mail_.admin_token();
  mail_.stop();
  ASSERT_TRUE(mail_.start().has_value());
  EXPECT_EQ(mail_.admin_token().size(), first.size());
  EXPECT_NE(mail_.admin_token(), first);
}

TEST_F(control_room, the_oldest_of_64_idle_connections_gives_way) {
  boost::asio::io_context context;
  std::list<boost::asio::ip::tcp::socket> idle;
  const auto open_one = [&]() -> boost::asio::ip::tcp::socket& {
    boost::asio::ip::tcp::socket& one = idle.emplace_back(context);
    one.connect({boost::asio::ip::make_address("127.0.0.1"), *mail_.admin_port()});
    return one;
  };
  const auto still_served = [](boost::asio::ip::tcp::socket& one) {
    boost::system::error_code code;
    boost::asio::write(one, boost::asio::buffer(std::string("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")), code);
    std::string heard(12, '\0');
    if (!code) boost::asio::read(one, boost::asio::buffer(heard), code);
    return !code && heard == "HTTP/1.1 200";
  };
  for (int number = 0; number < 64; ++number) open_one();
  EXPECT_TRUE(still_served(open_one())) << "number 65";
  EXPECT_FALSE(still_served(idle.front()));
  EXPECT_TRUE(still_served(*std::next(idle.begin())));
}

}  // namespace
}  // namespace pop3kit
