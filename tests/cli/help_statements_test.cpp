#include <csignal>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <pop3kit/client_options.hpp>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;

/// What `--help` says of options and no other test shows.
class help_statements : public command_test {
 protected:
  /// `more`: keys of the scenario, with a comma at the end.
  [[nodiscard]] std::string scenario_file(const std::string& more = "") const {
    return folder().write("help.lua",
                          "return scenario {\n  title = \"help\",\n  " + more +
                              "\n  accounts = { alice = { password = \"s3cret\", lock = false, mailbox = { generate { "
                              "count = 25, size = 300 } } } },\n}\n");
  }
  [[nodiscard]] boost::json::object ready_file() const {
    return boost::json::parse(octets_of(folder().path("ready"))).as_object();
  }
};

TEST_F(help_statements, defaults_are_those_of_the_library) {
  EXPECT_THAT(run({"stat", "--help"}).out, HasSubstr("each reply, each 64 KiB (60s)"));
  EXPECT_EQ(client_options().timeout, std::chrono::seconds(60));
  EXPECT_THAT(run({"stat", "--help"}).out, HasSubstr("1.2 or 1.3 (1.2)"));
  EXPECT_EQ(tls_options().minimum, tls_minimum::tls1_2);
  EXPECT_THAT(run({"serve", "--help"}).out, HasSubstr("address or host name to listen on (127.0.0.1)"));
  EXPECT_EQ(server_options().host, "127.0.0.1");
}

TEST_F(help_statements, numbers_have_the_bounds_that_help_shows) {
  serve(three_messages());
  for (const std::vector<std::string>& each : std::vector<std::vector<std::string>>{
           {"--connections", "257"}, {"--reconnect", "1001"}, {"--reconnect", "-1"}, {"--tls-minimum", "1.1"}}) {
    expect_failure(plain("list", each), 2);
  }
  EXPECT_TRUE(served().journal().empty());
  for (const std::vector<std::string>& each : std::vector<std::vector<std::string>>{
           {"--connections", "256"}, {"--reconnect", "1000"}, {"--reconnect", "0"}, {"--tls-minimum", "1.3"}}) {
    expect_success(plain("list", each));
  }
  for (const std::string rounds : {"0", "1001"}) expect_failure(plain("bench", {"--rounds", rounds}), 2);
}

TEST_F(help_statements, the_user_beside_the_url_comes_in_place_of_the_urls) {
  serve(three_messages());
  const std::string url = "pop3://mallory@127.0.0.1:" + std::to_string(served().port().value());
  const std::string password = folder().write("password", "s3cret\n");
  expect_failure(run({"stat", url, "--plaintext", "--password-file", password}), 4);
  expect_success(run({"stat", url, "--plaintext", "--password-file", password, "--user", "alice"}));
}

/// The server throws away what is sent after a command. A client that sends nothing ahead does not notice.
TEST_F(help_statements, without_pipelining_no_command_is_sent_ahead) {
  serve(three_messages(), "rules = { { on = \"TOP\", fault = \"discarded_input\" } },");
  expect_success(plain("list", {"--pipelining", "off"}));
  const command_run got = plain("bench", {"--pipelining", "off", "--connections", "1", "--rounds", "1"});
  expect_success(got);
}

TEST_F(help_statements, check_says_nothing_of_a_valid_scenario_if_it_is_to_be_quiet) {
  const command_run got = run({"check", scenario_file(), "--quiet"});
  expect_success(got);
  EXPECT_EQ(got.out, "");
}

TEST_F(help_statements, bench_tries_1_2_5_and_10_connections_in_5_rounds) {
  EXPECT_THAT(run({"bench", "--help"}).out, HasSubstr("(1,2,5,10)"));
  const command_run got = run({"bench", scenario_file(), "--plaintext", "--json"});
  expect_success(got);
  const auto report = json_of(got);
  EXPECT_EQ(report.at("rounds"), 5);
  boost::json::array numbers;
  for (const auto& each : report.at("runs").as_array()) numbers.push_back(each.at("connections"));
  EXPECT_EQ(numbers, (boost::json::array{1, 2, 5, 10}));
}

TEST_F(help_statements, bench_reads_what_the_measuring_guide_shows) {
  const command_run got =
      run({"bench", POP3KIT_SCENARIOS "/demo.lua", "--plaintext", "--connections", "1", "--rounds", "2"});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("TOP 0 of 200 messages, 49.0 KiB; 2 rounds\n"));
  EXPECT_THAT(page_of_docs("measuring-guide.md"), HasSubstr("TOP 0 of 200 messages, 49.0 KiB; 5 rounds\n"));
}

TEST_F(help_statements, the_demo_lists_the_shared_scenario_over_several_connections) {
  expect_failure(run({"demo", "--shared-scenario", "/nowhere.lua"}), 8);
  const command_run got = run({"demo", "--shared-scenario", scenario_file()});
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr("25 messages in "));
}

TEST_F(help_statements, serve_takes_a_seed_in_place_of_the_scenarios) {
  running_command serve({"serve", scenario_file("seed = 5,"), "--seed", "77"});
  serve.read_lines(2);
  serve.signal(SIGTERM);
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("with seed 77"));
}

TEST_F(help_statements, fail_fast_ends_the_server_if_a_hook_raises) {
  running_command serve({"serve", scenario_file("hooks = { STAT = function() error \"oh no\" end },"), "--ready-file",
                         folder().path("ready"), "--fail-fast"});
  serve.read_lines(2);
  const std::string url = "pop3://alice@127.0.0.1:" + std::to_string(ready_file().at("port").as_int64());
  static_cast<void>(run({"stat", url, "--plaintext", "--password-file", folder().write("password", "s3cret\n")}));
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("oh no"));
}

/// As docs/reference/control.md says of POST /shutdown.
TEST_F(help_statements, a_server_that_is_asked_to_shut_down_gives_its_verdict_as_after_a_signal) {
  running_command serve({"serve", scenario_file("expect = { { command = \"DELE\", exactly = 1 } },"), "--ready-file",
                         folder().path("ready"), "--admin-port", "0"});
  serve.read_lines(3);
  const auto port = static_cast<std::uint16_t>(ready_file().at("admin_port").as_int64());
  const std::string token(ready_file().at("admin_token").as_string());
  boost::asio::io_context context;
  boost::asio::ip::tcp::socket socket(context);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  boost::asio::write(socket, boost::asio::buffer("POST /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                                 "Authorization: Bearer " +
                                                 token + "\r\n\r\n"));
  std::string heard;
  boost::system::error_code code;
  boost::asio::read(socket, boost::asio::dynamic_buffer(heard), code);
  EXPECT_THAT(heard, ::testing::StartsWith("HTTP/1.1 202 "));
  const command_run ended = serve.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("expected DELE exactly once, but it never came"));
  EXPECT_THAT(ended.out, HasSubstr("not met"));
  EXPECT_FALSE(std::filesystem::exists(folder().path("ready")));
}

}  // namespace
}  // namespace pop3kit::test
