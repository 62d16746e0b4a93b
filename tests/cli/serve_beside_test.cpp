#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include "command_fixture.hpp"
#include "terminal_run.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

/// `pop3kit serve FILE -- COMMAND`.
class serve_beside : public command_test {
 protected:
  /// `more`: keys of the scenario, with a comma at the end.
  [[nodiscard]] std::string scenario(const std::string& more = "") const {
    return folder().write("test.lua", "return scenario {\n  title = \"test\",\n  " + more +
                                          "\n  accounts = { alice = { password = \"s3cret\", mailbox = { " +
                                          three_messages() + " } } },\n}\n");
  }
  /// The arguments of serve with this script as its command.
  [[nodiscard]] static std::vector<std::string> beside(const std::string& file, const std::string& script,
                                                       const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments{"serve", file};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"--", "/bin/sh", "-c", script});
    return arguments;
  }
  /// A script that counts alice's messages over TLS.
  [[nodiscard]] std::string counting() const {
    return POP3KIT_COMMAND
           " count pop3s://alice@$POP3KIT_HOST:$POP3KIT_TLS_PORT --ca-file $POP3KIT_CA_FILE "
           "--password-file " +
           folder().write("password", "s3cret\n");
  }
  /// A script that says "ready" and then waits until a signal ends it: nobody opens the FIFO for writing.
  [[nodiscard]] std::string waiting() const {
    const std::string fifo = folder().path("fifo");
    const int made = ::mkfifo(fifo.c_str(), 0600);
    EXPECT_TRUE(made == 0 || std::filesystem::is_fifo(fifo));
    return "echo ready; exec cat " + fifo;
  }
};

TEST_F(serve_beside, the_command_finds_the_server_and_has_standard_output_to_itself) {
  const command_run got = run(beside(scenario("expect = { { command = \"STAT\", exactly = 1 } },"), counting()));
  EXPECT_EQ(got.status, 0);
  EXPECT_EQ(got.out, "3\n");
  EXPECT_EQ(got.err, "pop3kit: every expectation was met, with seed 1\n");
}

TEST_F(serve_beside, quiet_leaves_standard_error_to_the_command) {
  const command_run got = run(beside(scenario(), "echo out; echo err >&2", {"--quiet"}));
  EXPECT_EQ(got.status, 0);
  EXPECT_EQ(got.out, "out\n");
  EXPECT_EQ(got.err, "err\n");
}

TEST_F(serve_beside, the_environment_has_the_ports_and_the_control_room) {
  const std::string script = "env | grep ^POP3KIT_ | sort; test -s $POP3KIT_CA_FILE";
  const command_run got = run(beside(scenario(), script));
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, MatchesRegex("POP3KIT_ADMIN_TOKEN=[0-9a-f]+\n"
                                    "POP3KIT_ADMIN_URL=http://127.0.0.1:[0-9]+\n"
                                    "POP3KIT_CA_FILE=/[^\n]+\n"
                                    "POP3KIT_HOST=127.0.0.1\n"
                                    "POP3KIT_PORT=[0-9]+\n"
                                    "POP3KIT_TLS_PORT=[0-9]+\n"));
}

TEST_F(serve_beside, a_listener_that_is_off_has_no_variable_even_if_ours_is_set) {
  run_settings settings;
  settings.environment = {"POP3KIT_TLS_PORT=1"};
  const std::string off = "listen = { plain = true, starttls = false, tls = false },";
  const command_run got = run(beside(scenario(off), "echo ${POP3KIT_TLS_PORT-none}"), settings);
  EXPECT_EQ(got.out, "none\n");
}

TEST_F(serve_beside, a_server_on_all_addresses_is_named_by_one_that_clients_can_use) {
  const std::string script = "echo $POP3KIT_HOST; " + counting();
  const command_run got = run(beside(scenario(), script, {"--host", "0.0.0.0"}));
  EXPECT_EQ(got.out, "127.0.0.1\n3\n") << got.err;
}

TEST_F(serve_beside, files_of_the_run_exist_for_the_command_and_are_gone_afterwards) {
  const std::string ready = folder().path("ready");
  const std::string script = "test -s " + ready + " && test $POP3KIT_CA_FILE = " + ready + ".ca.pem";
  EXPECT_EQ(run(beside(scenario(), script, {"--ready-file", ready})).status, 0);
  EXPECT_THAT(folder().names(), ElementsAre("test.lua"));
  const command_run without = run(beside(scenario(), "echo $POP3KIT_CA_FILE"));
  const std::string file = without.out.substr(0, without.out.size() - 1);
  EXPECT_THAT(file, StartsWith("/"));
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(serve_beside, a_status_other_than_0_comes_before_that_of_the_verdict) {
  const command_run good = run(beside(scenario(), "exit 7"));
  EXPECT_EQ(good.status, 7);
  EXPECT_THAT(good.err, HasSubstr("every expectation was met"));
  EXPECT_THAT(good.err, HasSubstr("'/bin/sh' ended with exit status 7\n"));
  const command_run bad = run(beside(scenario("expect = { { command = \"DELE 1\" } },"), "exit 7"));
  EXPECT_EQ(bad.status, 7);
  EXPECT_THAT(bad.err, HasSubstr("expected DELE 1 at least once, but it never came"));
}

TEST_F(serve_beside, the_verdict_decides_after_a_command_that_succeeded) {
  const std::string file = scenario("expect = { { command = \"DELE 1\" } },");
  const std::string junit = folder().path("report.xml");
  const command_run got = run(beside(file, counting(), {"--junit", junit}));
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.out, "3\n");
  EXPECT_THAT(got.err, HasSubstr("an expectation was not met, with seed 1\n"));
  EXPECT_THAT(got.err, HasSubstr("expected DELE 1 at least once, but it never came"));
  EXPECT_THAT(octets_of(junit), HasSubstr("failures=\"1\""));
}

TEST_F(serve_beside, a_command_that_cannot_be_started_is_status_8) {
  const std::string ready = folder().path("ready");
  for (const std::string program : {"/nonexistent/program", "no-such-program-anywhere"}) {
    const command_run got = run({"serve", scenario(), "--ready-file", ready, "--", program, "argument"});
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr("cannot run '" + program + "': No such file or directory"));
  }
  const command_run got = run({"serve", scenario(), "--", folder().path("test.lua")});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr("Permission denied"));
  EXPECT_THAT(folder().names(), ElementsAre("test.lua"));
}

TEST_F(serve_beside, with_an_invalid_scenario_the_command_never_runs) {
  const std::string marker = folder().path("marker");
  const command_run got = run(beside(scenario("ruels = {},"), "touch " + marker));
  expect_failure(got, 9);
  EXPECT_FALSE(std::filesystem::exists(marker));
}

TEST_F(serve_beside, dashes_without_a_command_and_a_command_without_dashes_are_usage_errors) {
  const command_run nothing = run({"serve", scenario(), "--"});
  expect_failure(nothing, 2);
  EXPECT_THAT(nothing.err, HasSubstr("there is no command after '--'"));
  expect_failure(run({"serve", scenario(), "true"}), 2);
  expect_failure(run({"serve", "--", "true"}), 2);
}

TEST_F(serve_beside, help_names_the_variables) {
  const command_run got = run({"serve", "--help"});
  for (const std::string name : {"HOST", "PORT", "TLS_PORT", "CA_FILE", "ADMIN_URL", "ADMIN_TOKEN"}) {
    EXPECT_THAT(got.out, HasSubstr("POP3KIT_" + name));
  }
  EXPECT_THAT(got.out, HasSubstr("-- COMMAND"));
}

TEST_F(serve_beside, options_after_the_dashes_belong_to_the_command) {
  const command_run got = run({"serve", scenario(), "--quiet", "--", "echo", "--help", "--", "--port", "x"});
  EXPECT_EQ(got.status, 0);
  EXPECT_EQ(got.out, "--help -- --port x\n");
}

TEST_F(serve_beside, signals_are_passed_on_to_the_command) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    running_command serving(beside(scenario(), waiting()));
    EXPECT_EQ(serving.read_lines(1), "ready\n");
    serving.signal(number);
    const command_run ended = serving.finish();
    EXPECT_EQ(ended.status, 128 + number);
    EXPECT_THAT(ended.err, HasSubstr("every expectation was met"));
    EXPECT_THAT(ended.err, HasSubstr("'/bin/sh' was ended by signal " + std::to_string(number)));
  }
}

TEST_F(serve_beside, ctrl_c_ends_the_command_and_then_the_server_with_its_verdict) {
  const terminal_run got = run_on_terminal(beside(scenario(), waiting()), "ready", "\x03");
  EXPECT_EQ(got.status, 128 + SIGINT);
  EXPECT_THAT(got.screen, HasSubstr("every expectation was met"));
  EXPECT_THAT(got.screen, HasSubstr("'/bin/sh' was ended by signal " + std::to_string(SIGINT)));
}

TEST_F(serve_beside, a_certain_failure_ends_the_command_and_has_its_own_status) {
  const std::string file = scenario("expect = { { command = \"STAT\", never = true } },");
  // A command that ignores SIGTERM is killed.
  for (const std::string before : {"", "trap '' TERM; "}) {
    const command_run got = run(beside(file, before + counting() + "; " + waiting(), {"--fail-fast"}));
    EXPECT_EQ(got.status, 1) << got.err;
    EXPECT_THAT(got.err, HasSubstr("expected STAT never, but it came once"));
    EXPECT_THAT(got.err, Not(HasSubstr("ended by signal")));
  }
}

TEST_F(serve_beside, the_last_command_of_a_client_that_does_not_wait_for_the_reply_counts) {
  const std::string file = scenario("expect = { { command = \"QUIT\", exactly = 1 } },");
  const std::string python =
      "import os, socket\n"
      "s = socket.create_connection((os.environ['POP3KIT_HOST'], int(os.environ['POP3KIT_PORT'])))\n"
      "replies = s.makefile('rb')\n"
      "for line in (b'USER alice\\r\\n', b'PASS s3cret\\r\\n', b'QUIT\\r\\n'):\n"
      "  assert replies.readline().startswith(b'+OK')\n"
      "  s.sendall(line)\n"
      "os._exit(0)\n";
  const command_run got = run({"serve", file, "--", "/usr/bin/python3", "-c", python});
  EXPECT_EQ(got.status, 0) << got.err;
}

TEST_F(serve_beside, the_command_inherits_no_socket_and_no_ignored_signal) {
  const std::string script =
      "for each in /proc/$$/fd/*; do readlink $each; done | grep ^socket: || echo none; yes | head -n 1";
  const command_run got = run(beside(scenario(), script, {"--quiet"}));
  EXPECT_EQ(got.out, "none\ny\n");
  EXPECT_EQ(got.err, "") << "yes complains if SIGPIPE is ignored";
}

/// A server that another process has started: a server whose command it is.
class serve_with_parent : public serve_beside {
 protected:
  /// Starts the server with these arguments, whose first output is `lines` lines, and kills its parent. Returns when
  /// the server and its command have ended, because they share their output with the parent.
  [[nodiscard]] command_run after_the_end_of_the_parent(const std::vector<std::string>& arguments, std::size_t lines,
                                                        const std::string& first) const {
    std::vector<std::string> outer{"serve", folder().write("outer.lua", "return scenario {}\n"), "--", POP3KIT_COMMAND};
    outer.insert(outer.end(), arguments.begin(), arguments.end());
    running_command parent(outer);
    EXPECT_THAT(parent.read_lines(lines), HasSubstr(first));
    parent.signal(SIGKILL);
    return parent.finish();
  }
};

TEST_F(serve_with_parent, ends_with_its_verdict_when_the_parent_is_killed) {
  const std::string ready = folder().path("ready");
  const std::string file = scenario("expect = { { command = \"STAT\" } },");
  const command_run got = after_the_end_of_the_parent({"serve", file, "--exit-with-parent", "--ready-file", ready}, 2,
                                                      "listening on pop3://");
  EXPECT_EQ(got.status, 1000 + SIGKILL);
  EXPECT_THAT(got.out, HasSubstr("an expectation was not met"));
  EXPECT_THAT(got.err, HasSubstr("expected STAT at least once, but it never came"));
  EXPECT_FALSE(std::filesystem::exists(ready));
}

TEST_F(serve_with_parent, ends_its_command_too) {
  std::vector<std::string> arguments = beside(scenario(), waiting(), {"--exit-with-parent"});
  const command_run got = after_the_end_of_the_parent(arguments, 1, "ready\n");
  EXPECT_EQ(got.status, 1000 + SIGKILL);
  EXPECT_THAT(got.err, HasSubstr("every expectation was met"));
}

TEST_F(serve_with_parent, goes_on_while_the_parent_does) {
  running_command serving({"serve", scenario(), "--exit-with-parent"});
  serving.read_lines(2);
  serving.signal(SIGTERM);
  const command_run ended = serving.finish();
  expect_success(ended);
  EXPECT_THAT(ended.out, HasSubstr("every expectation was met"));
}

}  // namespace
}  // namespace pop3kit::test
