#include "bench/trial_report.hpp"

#include <chrono>
#include <csignal>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class bench : public command_test {};

constexpr auto thirty_messages = "generate { count = 30, size = \"2 KiB\" }";

/// Trials whose times were these, every run with as many connections as asked for.
command::trial_report measured(const std::vector<std::pair<std::size_t, double>>& times) {
  command::trial_report report;
  report.messages = 30;
  for (const auto& [connections, seconds] : times) {
    command::trial& added = report.trials.emplace_back(connections);
    added.seconds = {seconds};
    added.opened = connections;
  }
  return report;
}

TEST_F(bench, a_line_for_each_number_and_what_to_make_of_it) {
  serve(thirty_messages);
  const command_run got = plain("bench", {"--connections", "1,3", "--rounds", "2"});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("TOP 0 of 30 messages"));
  EXPECT_THAT(got.out, HasSubstr("CONNECTIONS  OPENED  REFUSED"));
  EXPECT_THAT(got.out, HasSubstr("\n          1       1        0  "));
  EXPECT_THAT(got.out, HasSubstr("\n          3  "));
  EXPECT_THAT(got.out, HasSubstr(" connection"));
}

TEST_F(bench, prints_json) {
  serve(thirty_messages);
  const command_run got = plain("bench", {"--connections", "1,3", "--rounds", "2", "--json"});
  expect_success(got);
  const auto report = json_of(got).as_object();
  EXPECT_EQ(report.at("operation"), "headers");
  EXPECT_EQ(report.at("messages").as_int64(), 30);
  EXPECT_EQ(report.at("rounds").as_int64(), 2);
  ASSERT_EQ(report.at("runs").as_array().size(), 2U);
  EXPECT_EQ(report.at("runs").at(0).at("connections").as_int64(), 1);
  EXPECT_EQ(report.at("runs").at(0).at("speed").as_double(), 1.0);
  EXPECT_EQ(report.at("runs").at(1).at("connections").as_int64(), 3);
  EXPECT_GE(report.at("runs").at(1).at("opened").as_int64(), 1);
  EXPECT_TRUE(report.at("recommended").as_object().contains("speed"));
}

TEST_F(bench, can_fetch_whole_messages) {
  serve(thirty_messages);
  const command_run got = plain("bench", {"--connections", "1", "--rounds", "1", "--fetch", "--json"});
  expect_success(got);
  EXPECT_EQ(json_of(got).at("operation"), "messages");
  EXPECT_EQ(json_of(got).at("messages").as_int64(), 30);
  EXPECT_EQ(json_of(got).at("octets").as_int64(), 30 * 2048);
}

TEST_F(bench, options_that_mean_nothing_for_a_scenario_are_refused) {
  const std::string file = folder().write("empty.lua", "return scenario { title = \"empty\", accounts = {} }\n");
  const std::vector<std::vector<std::string>> table{{"--auth", "PLAIN"},
                                                    {"--token-env", "HOME"},
                                                    {"--proxy", "socks5://127.0.0.1:1"},
                                                    {"--proxy-password-env", "HOME"},
                                                    {"--ca-file", "/nowhere"},
                                                    {"--certificate", "/nowhere"},
                                                    {"--private-key", "/nowhere"},
                                                    {"--pin", "none"},
                                                    {"--tls-minimum", "1.3"},
                                                    {"--insecure"}};
  for (const std::vector<std::string>& each : table) {
    std::vector<std::string> arguments{"bench", file};
    arguments.insert(arguments.end(), each.begin(), each.end());
    const command_run got = run(arguments);
    expect_failure(got, 2);
    EXPECT_THAT(got.err, HasSubstr(each.front() + " is for a URL"));
  }
}

TEST_F(bench, reads_and_deletes_nothing) {
  serve(thirty_messages);
  expect_success(plain("bench", {"--connections", "1,2", "--rounds", "1"}));
  EXPECT_THAT(commands(), Each(Not(HasSubstr("DELE"))));
  EXPECT_THAT(commands(), Contains("QUIT"));
}

TEST_F(bench, every_number_takes_its_turn_in_every_round) {
  serve(thirty_messages);
  expect_success(plain("bench", {"--connections", "1", "--rounds", "3"}));
  // The first run is not counted.
  const std::vector<std::string> said = commands();
  EXPECT_EQ(std::ranges::count(said, "LIST"), 4);
}

TEST_F(bench, a_scenario_is_served_here) {
  const std::string file = folder().write("mail.lua",
                                          "return scenario { accounts = { alice = { password = \"s3cret\", lock = "
                                          "false, mailbox = { generate { count = 25, size = \"1 KiB\" } } } } }");
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--plaintext"}}) {
    std::vector<std::string> call{"bench", file, "--connections", "1,2", "--rounds", "1", "--json"};
    call.insert(call.end(), more.begin(), more.end());
    const command_run got = run(call);
    expect_success(got);
    EXPECT_EQ(json_of(got).at("messages").as_int64(), 25);
  }
}

TEST_F(bench, automatic_may_be_tried_too) {
  serve(thirty_messages);
  const command_run got = plain("bench", {"--connections", "1,automatic", "--rounds", "1", "--json"});
  expect_success(got);
  EXPECT_EQ(json_of(got).at("runs").at(1).at("connections"), "automatic");
}

TEST_F(bench, connections_that_are_refused_are_reported) {
  // The first run is connection 1, the one with a single connection 2, and then 3 has the lead.
  serve(thirty_messages, "rules = { { on = \"greeting\", connection = \"4..\", reply = \"-ERR [IN-USE] no more\" } },");
  const command_run got = plain("bench", {"--connections", "1,4", "--rounds", "1", "--json"});
  expect_success(got);
  const auto crowded = json_of(got).at("runs").at(1);
  EXPECT_EQ(crowded.at("opened").as_int64(), 1);
  EXPECT_GE(crowded.at("refused").as_int64(), 1);
}

TEST_F(bench, one_run_that_fails_leaves_the_others) {
  // Connection 1 is the run that does not count, 2 and 4 are measured.
  serve(thirty_messages, "rules = { { on = \"greeting\", connection = 3, reply = \"-ERR [IN-USE] no more\" } },");
  const command_run got = plain("bench", {"--connections", "1", "--rounds", "3", "--json"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.err, HasSubstr("1 of the runs failed; the last: "));
  EXPECT_EQ(json_of(got).at("runs").at(0).at("failed").as_int64(), 1);
  EXPECT_GT(json_of(got).at("runs").at(0).at("median_seconds").as_double(), 0);
}

TEST_F(bench, a_server_that_dies_leaves_what_was_measured) {
  serve(thirty_messages, "rules = { { on = \"greeting\", connection = \"3..\", reply = \"-ERR [SYS/PERM] dead\" } },");
  const command_run got = plain("bench", {"--connections", "1", "--rounds", "100"});
  EXPECT_EQ(got.status, 5);
  EXPECT_THAT(got.err, HasSubstr("3 of the runs failed, and the rest was not run; the last: "));
  EXPECT_THAT(got.out, HasSubstr("\n          1       1        0  "));
  EXPECT_THAT(got.out, HasSubstr("1 connection: 1.0x"));
}

TEST_F(bench, an_interruption_leaves_what_was_measured) {
  serve(thirty_messages);
  running_command measuring({"bench", plain_url(), "--plaintext", "--password-file",
                             folder().write("password", "s3cret\n"), "--connections", "1", "--rounds", "1000"});
  int listings = 0;
  const auto is_third_run = [&listings](const journal_entry& entry) {
    return entry.kind == journal_kind::command && entry.text == "LIST" && ++listings == 3;
  };
  ASSERT_TRUE(served().wait_for(is_third_run, std::chrono::minutes(1)));
  measuring.signal(SIGINT);
  const command_run got = measuring.finish();
  EXPECT_EQ(got.status, 1000 + SIGINT);
  EXPECT_THAT(got.out, HasSubstr("1 connection: 1.0x"));
  EXPECT_THAT(got.err, HasSubstr("interrupted; the results are from the runs before that"));
}

TEST_F(bench, an_empty_maildrop_gives_no_advice) {
  serve("");
  const command_run got = plain("bench", {"--connections", "1,2", "--rounds", "1"});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("the maildrop is empty, so it is not known how many connections help"));
  EXPECT_TRUE(json_of(plain("bench", {"--rounds", "1", "--json"})).at("recommended").is_null());
}

TEST_F(bench, usage_and_scenario_errors_have_their_exit_status) {
  serve(thirty_messages);
  for (const std::string each : {"", "0", "1,,2", "many", "1;2", "257", "-1", "1,"}) {
    expect_failure(plain("bench", {"--connections", each}), 2);
  }
  expect_failure(plain("bench", {"--rounds", "0"}), 2);
  expect_failure(run({"bench"}), 2);
  EXPECT_TRUE(served().journal().empty());
  expect_failure(run({"bench", folder().path("nothing.lua")}), 8);
  expect_failure(run({"bench", folder().write("wrong.lua", "return 7")}), 9);
  expect_failure(run({"bench", "pop3://alice@127.0.0.1:1", "--plaintext", "--password-file",
                      folder().write("password", "s3cret\n")}),
                 3);
  expect_failure(run({"bench", plain_url(), "--plaintext", "--password-file", folder().write("wrong", "wrong\n")}), 4);
}

TEST_F(bench, headers_that_are_refused_are_no_measurement) {
  serve(thirty_messages, "rules = { { on = \"TOP\", reply = \"-ERR no TOP here\" } },");
  const command_run got = plain("bench", {"--connections", "1", "--rounds", "1"});
  expect_failure(got, 5);
  EXPECT_THAT(got.err, HasSubstr("--fetch"));
}

TEST(bench_recommendation, the_fewest_connections_within_a_tenth_of_the_fastest) {
  const auto report = measured({{1, 3.1}, {2, 1.6}, {5, 1.05}, {10, 1.0}});
  EXPECT_EQ(report.recommended()->choice, 5U);
  EXPECT_THAT(command::bench_table(report), HasSubstr("5 connections: 3.0x; more do not help"));
}

TEST(bench_recommendation, is_one_connection_if_more_bring_nothing) {
  const auto report = measured({{1, 1.0}, {2, 1.02}, {5, 0.97}});
  EXPECT_EQ(report.recommended()->choice, 1U);
  EXPECT_THAT(command::bench_table(report), HasSubstr("1 connection: 1.0x; more do not help"));
}

TEST(bench_recommendation, the_most_that_were_tried_say_nothing_of_more) {
  const auto report = measured({{1, 4.0}, {2, 2.0}, {4, 1.0}});
  EXPECT_THAT(command::bench_table(report), Not(HasSubstr("more do not help")));
}

TEST(bench_recommendation, counts_by_the_connections_that_the_server_let_in) {
  auto report = measured({{1, 4.0}, {10, 1.0}, {20, 0.99}});
  // Those who let in only three are as good with three.
  report.trials[1].opened = 3;
  report.trials[2].opened = 3;
  EXPECT_EQ(report.recommended()->choice, 10U);
}

TEST(bench_statistics, give_median_fastest_and_slowest) {
  command::trial odd{std::size_t{1}};
  odd.seconds = {3, 1, 2};
  EXPECT_EQ(odd.median(), 2);
  EXPECT_EQ(odd.fastest(), 1);
  EXPECT_EQ(odd.slowest(), 3);
  odd.seconds.push_back(10);
  EXPECT_EQ(odd.median(), 2.5);
}

TEST(bench_choices, numbers_and_automatic_each_once) {
  const auto choices = command::parse_choices("1,5,automatic,5");
  ASSERT_EQ(choices.size(), 3U);
  EXPECT_EQ(command::name_of(choices[1]), "5");
  EXPECT_EQ(command::name_of(choices[2]), "automatic");
}

}  // namespace
}  // namespace pop3kit::test
