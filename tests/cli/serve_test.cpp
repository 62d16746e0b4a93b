#include <csignal>

#include <boost/json/parse.hpp>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// The command as the server; its ready file names the ports.
class serving_command : public command_test {
 protected:
  /// `more`: keys of the scenario, with a comma at the end.
  std::string write_scenario(const std::string& more = "") const {
    return folder().write("test.lua", "return scenario {\n  title = \"test\",\n  " + more +
                                          "\n  accounts = { alice = { password = \"s3cret\", mailbox = { " +
                                          three_messages() + " } } },\n}\n");
  }

  [[nodiscard]] boost::json::object ready() const {
    return boost::json::parse(octets_of(folder().path("ready"))).as_object();
  }

  [[nodiscard]] command_run count_over_tls() const {
    const std::string url = "pop3s://alice@127.0.0.1:" + std::to_string(ready().at("tls_port").as_int64());
    return run({"count", url, "--ca-file", std::string{ready().at("ca_file").as_string()}, "--password-file",
                folder().write("password", "s3cret\n")});
  }
};

TEST_F(serving_command, names_its_ports_in_the_ready_file) {
  running_command serve({"serve", write_scenario(), "--ready-file", folder().path("ready")});
  EXPECT_THAT(serve.read_lines(2), HasSubstr("pop3s://127.0.0.1:"));
  const boost::json::object told = ready();
  EXPECT_EQ(told.size(), 5U);
  EXPECT_GT(told.at("port").as_int64(), 0);
  EXPECT_GT(told.at("tls_port").as_int64(), 0);
  EXPECT_TRUE(told.at("admin_port").is_null());
  EXPECT_TRUE(told.at("admin_token").is_null());
  EXPECT_THAT(octets_of(std::string{told.at("ca_file").as_string()}), HasSubstr("-----BEGIN CERTIFICATE-----"));
  EXPECT_THAT(folder().names(), ElementsAre("ready", "ready.ca.pem", "test.lua"));
  using std::filesystem::perms;
  for (const std::string name : {"ready", "ready.ca.pem"}) {
    EXPECT_EQ(std::filesystem::status(folder().path(name)).permissions(), perms::owner_read | perms::owner_write)
        << name;
  }
  const command_run got = count_over_tls();
  expect_success(got);
  EXPECT_EQ(got.out, "3\n");
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
}

TEST_F(serving_command, a_listener_that_is_off_is_null) {
  running_command serve({"serve", write_scenario("listen = { plain = true, starttls = false, tls = false },"),
                         "--ready-file", folder().path("ready")});
  serve.read_lines(1);
  EXPECT_TRUE(ready().at("tls_port").is_null());
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
}

TEST_F(serving_command, met_expectations_are_status_0_on_either_signal) {
  for (const int number : {SIGINT, SIGTERM}) {
    running_command serve({"serve", write_scenario("expect = { { command = \"STAT\", exactly = 1 } },"), "--ready-file",
                           folder().path("ready")});
    serve.read_lines(2);
    expect_success(count_over_tls());
    serve.signal(number);
    const command_run ended = serve.finish();
    expect_success(ended);
    EXPECT_THAT(ended.out, HasSubstr("every expectation was met"));
  }
}

TEST_F(serving_command, an_unmet_expectation_is_status_1) {
  running_command serve({"serve", write_scenario("expect = { { command = \"STAT\", exactly = 1 } },")});
  serve.read_lines(2);
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.error_lines(), 1U);
  EXPECT_THAT(ended.err, HasSubstr("STAT"));
  EXPECT_THAT(ended.out, HasSubstr("not met"));
}

TEST_F(serving_command, a_verdict_keeps_its_lines_and_is_printed_in_full) {
  std::string wanted;
  for (int number = 1; number <= 20; ++number) wanted += "{ command = \"DELE " + std::to_string(number) + "\" }, ";
  running_command serve({"serve", write_scenario("expect = { " + wanted + "},")});
  serve.read_lines(2);
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.error_lines(), 21U) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("but it never came\n"));
  EXPECT_THAT(ended.err, HasSubstr("expected DELE 20 at least once, but it never came\n"));
  EXPECT_THAT(ended.err, Not(HasSubstr("?")));
  EXPECT_THAT(ended.err, Not(HasSubstr("see the journal")));
}

TEST_F(serving_command, a_hook_that_raises_is_not_called_an_unmet_expectation) {
  running_command serve({"serve", write_scenario("hooks = { STAT = function() error \"oh no\" end },"), "--ready-file",
                         folder().path("ready")});
  serve.read_lines(2);
  static_cast<void>(count_over_tls());
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("a script of the scenario failed, with seed 1\n"));
  EXPECT_THAT(ended.out, Not(HasSubstr("expectation")));
  EXPECT_THAT(ended.err, HasSubstr("oh no\nstack traceback:\n\t"));
}

TEST_F(serving_command, listens_on_a_host_by_its_name) {
  running_command serve({"serve", write_scenario(), "--host", "localhost", "--admin-host", "localhost", "--admin-port",
                         "0", "--ready-file", folder().path("ready")});
  EXPECT_THAT(serve.read_lines(3), HasSubstr("listening on pop3://localhost:"));
  expect_success(count_over_tls());
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
}

TEST_F(serving_command, the_journal_is_json_lines_without_secrets) {
  const std::string journal = folder().path("journal");
  running_command serve({"serve", write_scenario(), "--ready-file", folder().path("ready"), "--journal", journal});
  serve.read_lines(2);
  expect_success(count_over_tls());
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
  std::istringstream lines{octets_of(journal)};
  bool counted = false;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(boost::json::parse(line).is_object()) << line;
    counted = counted || line.find("\"STAT\"") != std::string::npos;
  }
  EXPECT_TRUE(counted);
  EXPECT_THAT(octets_of(journal), Not(HasSubstr("s3cret")));
}

TEST_F(serving_command, the_journal_is_written_as_it_happens) {
  const std::string journal = folder().path("journal");
  running_command serve({"serve", write_scenario(), "--ready-file", folder().path("ready"), "--journal", journal});
  serve.read_lines(2);
  expect_success(count_over_tls());
  EXPECT_THAT(octets_of(journal), HasSubstr("\"STAT\"")) << "the server still runs";
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
}

TEST_F(serving_command, a_journal_that_cannot_be_written_is_status_8) {
  running_command serve({"serve", write_scenario(), "--ready-file", folder().path("ready"), "--journal", "/dev/full"});
  serve.read_lines(2);
  expect_success(count_over_tls());
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 8);
}

TEST_F(serving_command, fail_fast_ends_it_as_soon_as_an_expectation_has_failed) {
  running_command serve({"serve", write_scenario("expect = { { command = \"STAT\", never = true } },"), "--ready-file",
                         folder().path("ready"), "--fail-fast"});
  serve.read_lines(2);
  static_cast<void>(count_over_tls());
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("expected STAT never, but it came once"));
}

TEST_F(serving_command, a_changed_scenario_is_read_before_the_next_connection) {
  const std::string file = write_scenario();
  running_command serve({"serve", file, "--ready-file", folder().path("ready"), "--watch"});
  serve.read_lines(2);
  EXPECT_EQ(count_over_tls().out, "3\n");
  const auto change = [&](const std::string& text) {
    const auto before = std::filesystem::last_write_time(file);
    folder().write("test.lua", text);
    std::filesystem::last_write_time(file, before + std::chrono::seconds(1));
  };
  change("return scenario { accounts = { alice = { password = \"s3cret\" } } }");
  EXPECT_EQ(count_over_tls().out, "0\n");
  change("return scenario { ruels = {} }");
  EXPECT_EQ(count_over_tls().out, "0\n") << "the old one goes on";
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("did you mean 'rules'"));
}

TEST_F(serving_command, the_verdict_is_written_as_junit_xml) {
  const std::string file = folder().path("verdict.xml");
  const std::string wanted =
      "expect = { { command = \"STAT\" }, { command = \"TOP\", argument = \"<1> & 2\" } }, rules = { { on = \"RSET\" } "
      "},";
  running_command serve({"serve", write_scenario(wanted), "--ready-file", folder().path("ready"), "--junit", file});
  serve.read_lines(2);
  expect_success(count_over_tls());
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 1);
  const std::string told = octets_of(file);
  EXPECT_THAT(told, HasSubstr("<testsuites tests=\"2\" failures=\"1\" errors=\"0\">"));
  EXPECT_THAT(told, HasSubstr("<testcase classname=\"test\" name=\"STAT at least once\"/>"));
  EXPECT_THAT(told, HasSubstr("name=\"TOP &lt;1&gt; &amp; 2 at least once\">"));
  EXPECT_THAT(told, HasSubstr("<failure type=\"open\" message=\""));
  EXPECT_THAT(told, HasSubstr("RSET: this rule never fired"));
}

TEST_F(serving_command, the_control_room_stands_in_the_ready_file) {
  running_command serve({"serve", write_scenario(), "--ready-file", folder().path("ready"), "--admin-port", "0"});
  EXPECT_THAT(serve.read_lines(3), HasSubstr("control room at http://127.0.0.1:"));
  EXPECT_GT(ready().at("admin_port").as_int64(), 0);
  EXPECT_EQ(ready().at("admin_token").as_string().size(), 64U);
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.finish().status, 0);
  expect_failure(run({"serve", write_scenario(), "--admin-port", "x"}), 2);
}

TEST_F(serving_command, quiet_says_nothing_while_all_is_well) {
  const std::string ready_file = folder().path("ready");
  running_command serve({"serve", write_scenario(), "--ready-file", ready_file, "--quiet"});
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.out, "");
}

TEST_F(serving_command, a_wrong_scenario_opens_no_port_and_leaves_no_ready_file) {
  const std::string ready_file = folder().write("ready", "{\"port\":1}");
  expect_failure(run({"serve", write_scenario("ruels = {},"), "--ready-file", ready_file}), 9);
  EXPECT_FALSE(std::filesystem::exists(ready_file));
}

TEST_F(serving_command, a_taken_port_is_status_3) {
  command_test::serve(three_messages());
  const std::string port = std::to_string(served().port().value());
  expect_failure(run({"serve", write_scenario(), "--port", port}), 3);
}

TEST_F(serving_command, unfit_numbers_are_usage_errors) {
  expect_failure(run({"serve", write_scenario(), "--port", "65536"}), 2);
  expect_failure(run({"serve", write_scenario(), "--tls-port", "x"}), 2);
  expect_failure(run({"serve", write_scenario(), "--seed", "-1"}), 2);
}

class checking_command : public command_test {};

TEST_F(checking_command, a_valid_scenario_is_status_0) {
  const command_run got = run({"check", folder().write("good.lua", "return scenario { title = \"good one\" }\n")});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("good one"));
}

TEST_F(checking_command, an_unknown_key_has_file_line_and_the_nearest_name) {
  const std::string file = folder().write("wrong.lua", "return scenario {\n  title = \"x\",\n  ruels = {},\n}\n");
  const command_run got = run({"check", file});
  expect_failure(got, 9);
  EXPECT_THAT(got.err, HasSubstr("wrong.lua:3"));
  EXPECT_THAT(got.err, HasSubstr("'ruels'"));
  EXPECT_THAT(got.err, HasSubstr("rules"));
}

TEST_F(checking_command, all_mistakes_are_reported_a_line_each) {
  const std::string text =
      "return scenario {\n  rules = { { on = \"RTER\" } },\n  expect = { { command = \"RETR 1|2\" } },\n  ruels = "
      "{},\n}\n";
  const std::string file = folder().write("wrong.lua", text);
  const command_run got = run({"check", file});
  EXPECT_EQ(got.status, 9);
  EXPECT_EQ(got.out, "");
  EXPECT_EQ(got.err, "pop3kit: the scenario is wrong:\n" + file +
                         ":2: on: unknown verb 'RTER'; did you mean 'RETR'?\n" + file +
                         ":3: command: '1|2' is one argument: a bar separates commands, not arguments\n" + file +
                         ":4: unknown key 'ruels' in a scenario; did you mean 'rules'?\n");
}

TEST_F(checking_command, a_syntax_error_has_file_and_line) {
  const command_run got = run({"check", folder().write("broken.lua", "return scenario {\n  title = \n}\n")});
  expect_failure(got, 9);
  EXPECT_THAT(got.err, HasSubstr("broken.lua:"));
}

}  // namespace
}  // namespace pop3kit::test
