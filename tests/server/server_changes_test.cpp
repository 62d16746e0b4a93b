#include <gmock/gmock.h>

#include <pop3kit/server.hpp>
#include <thread>

#include "control_requests.hpp"
#include "scenario_text.hpp"

namespace pop3kit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A scenario that changes while it is played, by whoever holds the server in hand.
class server_changes : public ::testing::Test {
 protected:
  server_changes()
      : mail_(scenario::parse(R"(return scenario {
          accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = 1000 } } } },
          rules = { { on = "NOOP", hold = "the gate" } },
        })")
                  .value()) {
    mail_.start().value();
  }

  [[nodiscard]] std::string converse(const std::string& commands) const {
    return raw_exchange(mail_.port().value(), "USER alice\r\nPASS s3cret\r\n" + commands);
  }

  server mail_;
};

TEST_F(server_changes, rules_come_and_go) {
  const auto added =
      mail_.add_rules("{ on = \"STAT\", times = 1, reply = \"+OK 7 7\" }, { on = \"LIST\", reply = ok() }");
  ASSERT_TRUE(added.has_value()) << added.error().message();
  EXPECT_THAT(*added, ElementsAre(2U, 3U));
  EXPECT_THAT(converse("STAT\r\nSTAT\r\nQUIT\r\n"), HasSubstr("+OK 7 7\r\n+OK 3 3000\r\n"));
  EXPECT_THAT(mail_.unfired_rules(), ElementsAre(HasSubstr(": NOOP"), "rules:1: LIST"));
  EXPECT_TRUE(mail_.remove_rule(3).has_value());
  const auto gone = mail_.remove_rule(3);
  EXPECT_EQ(gone.error().code(), errc::invalid_option);
  EXPECT_EQ(gone.error().detail(), "there is no rule 3");
  const auto wrong = mail_.add_rules("{ on = \"STAT\" },\n{ raply = \"no\" }");
  EXPECT_EQ(wrong.error().code(), errc::invalid_scenario);
  EXPECT_THAT(wrong.error().detail(), HasSubstr("rules:2: unknown key 'raply'"));
}

TEST_F(server_changes, added_rules_come_before_those_there_are_and_of_a_wrong_text_none_is_added) {
  ASSERT_TRUE(mail_.add_rules("{ on = \"NOOP\", reply = \"+OK the first\" }").has_value());
  EXPECT_TRUE(mail_.add_rules("{ on = \"STAT\", reply = \"+OK 7 7\" }, { on = \"NOOOP\" }").has_error());
  EXPECT_THAT(converse("NOOP\r\nSTAT\r\nQUIT\r\n"), HasSubstr("+OK the first\r\n+OK 3 3000\r\n"));
}

TEST_F(server_changes, may_come_from_any_thread_and_so_may_looks) {
  constexpr int times = 25;
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([this] {
      for (int time = 0; time < times; ++time) {
        EXPECT_TRUE(mail_.deliver("alice", "Subject: new\n\nHello.\n").has_value());
        const auto added = mail_.add_rules("{ on = \"TOP\", reply = \"-ERR\" }");
        ASSERT_TRUE(added.has_value());
        EXPECT_TRUE(mail_.remove_rule(added->front()).has_value());
        EXPECT_TRUE(mail_.release("a gate").has_value());
        EXPECT_TRUE(mail_.verify().has_value());
        EXPECT_TRUE(mail_.report().good());
        EXPECT_FALSE(mail_.unfired_rules().empty());
        EXPECT_FALSE(mail_.journal().empty());
        EXPECT_FALSE(mail_.journal_since(0, 1).entries.empty());
        EXPECT_TRUE(mail_.wait_for([](const journal_entry&) { return true; }, {}));
        EXPECT_TRUE(mail_.port().has_value() && !mail_.ca_pem().empty());
      }
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("\r\n+OK 103 "));
}

TEST_F(server_changes, mail_arrives) {
  EXPECT_TRUE(mail_.deliver("alice", "Subject: new\n\nHello.\n").has_value());
  EXPECT_THAT(converse("RETR 4\r\nQUIT\r\n"), HasSubstr("\r\nSubject: new\r\n\r\nHello.\r\n.\r\n"));
  const auto lost = mail_.deliver("nobody", "x\n");
  EXPECT_EQ(lost.error().code(), errc::invalid_option);
  EXPECT_EQ(lost.error().detail(), "there is no account 'nobody'");
}

TEST_F(server_changes, a_gate_that_cannot_be_opened_is_refused_with_the_bounds) {
  const auto refused = mail_.release(std::string(257, 'x'));
  EXPECT_EQ(refused.error().code(), errc::invalid_option);
  EXPECT_THAT(refused.error().detail(), HasSubstr("a name can have 256 octets"));
}

TEST_F(server_changes, who_is_held_is_released) {
  std::string heard;
  std::thread client([&] { heard = converse("NOOP\r\nQUIT\r\n"); });
  const auto fired = [](const journal_entry& entry) { return entry.kind == journal_kind::rule; };
  EXPECT_TRUE(mail_.wait_for(fired, std::chrono::hours(1)).has_value());
  EXPECT_TRUE(mail_.release("the gate").has_value());
  client.join();
  EXPECT_THAT(heard, HasSubstr("octets)\r\n+OK\r\n+OK pop3kit"));
}

TEST_F(server_changes, need_a_server_that_runs) {
  mail_.stop();
  EXPECT_EQ(mail_.add_rules("{}").error().code(), errc::wrong_state);
  EXPECT_EQ(mail_.remove_rule(1).error().code(), errc::wrong_state);
  EXPECT_EQ(mail_.deliver("alice", "x\n").error().code(), errc::wrong_state);
  EXPECT_EQ(mail_.release("the gate").error().code(), errc::wrong_state);
}

TEST(scenarios_from_text, are_called_scenario_and_name_files_from_the_working_folder_by_default) {
  const serving::temporary_folder folder;
  folder.write("one.eml", "Subject: one\n\none\n");
  const auto file = std::filesystem::relative(folder.path() / "one.eml", std::filesystem::current_path());
  const auto text = [](const std::string& named) {
    return "return scenario { accounts = { alice = { password = 'x', mailbox = { eml '" + named + "' } } } }";
  };
  const auto made = scenario::parse(text(file.string()));
  ASSERT_TRUE(made.has_value()) << made.error().detail();
  EXPECT_EQ(made->title(), "scenario");
  EXPECT_TRUE(scenario::parse(text("one.eml"), "scenario", folder.path()).has_value());
  EXPECT_THAT(scenario::parse("return scenario { ruels = {} }").error().detail(),
              ::testing::StartsWith("scenario:1: "));
}

TEST(server_reports, give_the_place_and_state_of_each_expectation) {
  for (const auto& [name, file] : {std::pair("named.lua", "named.lua:2"), std::pair("scenario", "scenario:2")}) {
    server mail(
        scenario::parse("return scenario {\nexpect = { { command = 'STAT' }, { command = 'DELE', never = true } },"
                        " accounts = { alice = { password = 's3cret' } } }",
                        name)
            .value());
    ASSERT_TRUE(mail.start().has_value());
    EXPECT_FALSE(mail.report().settled());
    static_cast<void>(raw_exchange(*mail.port(), "USER alice\r\nPASS s3cret\r\nSTAT\r\nQUIT\r\n"));
    const server_report told = mail.report();
    EXPECT_EQ(told.title, name == std::string("scenario") ? "scenario" : "named");
    EXPECT_TRUE(told.good() && told.settled());
    ASSERT_EQ(told.expectations.size(), 2U);
    EXPECT_EQ(told.expectations.front().where, file);
    EXPECT_EQ(told.expectations.front().difference, "") << "it is met";
    EXPECT_STREQ(to_string(told.expectations.front().state), "met");
  }
}

TEST(server_reports, are_settled_once_an_expectation_has_failed_for_certain) {
  server_report made;
  EXPECT_TRUE(made.good() && made.settled()) << "nothing is expected";
  made.expectations.emplace_back().state = expectation_state::open;
  EXPECT_FALSE(made.good() || made.settled());
  made.expectations.emplace_back().state = expectation_state::failed;
  EXPECT_FALSE(made.good());
  EXPECT_TRUE(made.settled());
}

}  // namespace
}  // namespace pop3kit
