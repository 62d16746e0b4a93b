#include <atomic>
#include <optional>
#include <regex>
#include <set>

#include "command_fixture.hpp"
#include "line_server.hpp"
#include "support/toy_proxy.hpp"

namespace pop3kit::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What docs/reference/conformance.md says of `pop3kit verify` and no other test shows.
class verify_statements : public command_test {
 protected:
  [[nodiscard]] static command_run verify_lines(const line_server& server, const std::vector<std::string>& more) {
    run_settings settings;
    settings.environment = {"POP3KIT_TEST_PASSWORD=s3cret"};
    std::vector<std::string> words{"verify", server.url(), "--plaintext", "--password-env", "POP3KIT_TEST_PASSWORD"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, settings);
  }
};

/// The options that a text names.
std::set<std::string> options_in(const std::string& text) {
  const std::regex option("--[a-z][a-z-]+");
  return {std::sregex_token_iterator(text.begin(), text.end(), option), std::sregex_token_iterator()};
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  if (from == std::string::npos) return "";
  return text.substr(from, text.find(end, from + begin.size()) - from);
}

TEST_F(verify_statements, its_options_are_those_that_the_page_lists) {
  const std::string page = page_of_docs("conformance.md");
  std::set<std::string> offered = options_in(run({"verify", "--help"}).out);
  const std::set<std::string> absent = options_in(between(page, "- It does not take `--auth`", "because each check"));
  EXPECT_GT(absent.size(), 5U);
  for (const std::string& each : absent) EXPECT_THAT(offered, Not(Contains(each)));
  for (const char* const other : {"--help", "--json", "--quiet", "--writable", "--junit"}) offered.erase(other);
  EXPECT_EQ(options_in(between(page, "- It takes the options", "bounds connecting")), offered);
}

TEST_F(verify_statements, user_pin_and_insecure_are_honoured) {
  serve(three_messages());
  const std::string url = "pop3s://127.0.0.1:" + std::to_string(served().tls_port().value());
  const std::string password = folder().write("password", "s3cret\n");
  expect_failure(run({"verify", url, "--user", "alice", "--password-file", password}), 3);
  const command_run trusting =
      run({"verify", url, "--user", "alice", "--password-file", password, "--insecure", "--quiet"});
  EXPECT_EQ(trusting.status, 0) << trusting.err << trusting.out;
  const std::string no_key = std::string(43, 'A') + "=";
  expect_failure(run({"verify", url, "--user", "alice", "--password-file", password, "--insecure", "--pin", no_key}),
                 3);
}

TEST_F(verify_statements, the_proxy_gets_its_password) {
  serve(three_messages());
  const testing::toy_proxy proxy(proxy_kind::socks5, "carol", "s3cret");
  const std::string address = "socks5://carol@127.0.0.1:" + std::to_string(proxy.port());
  const command_run got =
      plain("verify", {"--proxy", address, "--proxy-password-env", "POP3KIT_TEST_PASSWORD", "--quiet"});
  EXPECT_EQ(got.status, 0) << got.err << got.out;
  EXPECT_THAT(proxy.targets(), Not(IsEmpty()));
}

TEST_F(verify_statements, two_logins_have_a_wrong_password) {
  std::atomic<int> wrong = 0;
  line_server server([&wrong](const line_session&, const std::string& line) -> std::optional<line_answer> {
    if (line != "PASS s3cret-not") return std::nullopt;
    ++wrong;
    return line_answer("-ERR [AUTH] no\r\n");
  });
  server.capabilities.insert(server.capabilities.end(), {"RESP-CODES", "AUTH-RESP-CODE"});
  expect_success(verify_lines(server, {"--quiet"}));
  EXPECT_EQ(wrong, 2);
}

TEST_F(verify_statements, each_outcome_has_its_mark_and_quiet_leaves_out_the_warning_alone) {
  const line_server server([](const line_session& session, const std::string& line) -> std::optional<line_answer> {
    if (session.logged_in && line == "RSET") return line_answer("-ERR [SYS/PERM] no\r\n");
    return std::nullopt;
  });
  const command_run got = verify_lines(server, {});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.out, AllOf(HasSubstr("\nok    RFC 1939 section 3: "), HasSubstr("\n-     RFC 2595 section 4: "),
                             HasSubstr("\n?     RFC 1939 section 5, RSET: ")));
  EXPECT_THAT(got.err, HasSubstr("could not be made"));
  const command_run quiet = verify_lines(server, {"--quiet"});
  expect_success(quiet);
  EXPECT_EQ(quiet.out, got.out);
}

TEST_F(verify_statements, a_report_that_cannot_be_written_is_status_8_before_the_first_connection) {
  serve(three_messages());
  expect_failure(plain("verify", {"--junit", "/nowhere/report.xml"}), 8);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(verify_statements, a_server_that_says_nothing_is_status_7) {
  const line_server server([](const line_session&, const std::string& line) -> std::optional<line_answer> {
    if (line.starts_with("USER ")) return line_answer("");
    return std::nullopt;
  });
  const command_run got = verify_lines(server, {"--timeout", "200ms"});
  expect_failure(got, 7);
  EXPECT_THAT(got.err, HasSubstr("no answer in time"));
}

TEST_F(verify_statements, a_check_that_deletes_is_made_once_although_no_answer_comes) {
  std::atomic<int> deletions = 0;
  const line_server server(
      [&deletions](const line_session& session, const std::string& line) -> std::optional<line_answer> {
        if (!session.logged_in || (line != "DELE 1" && line != "DELE 2")) return std::nullopt;
        ++deletions;
        return line_answer("", true);
      });
  const command_run got = verify_lines(server, {"--writable"});
  EXPECT_THAT(got.out, Not(HasSubstr("FAIL")));
  EXPECT_THAT(got.out, HasSubstr("4 not checked"));
  EXPECT_EQ(deletions, 4) << "one for each check that deletes";
}

/// A message of 1 MiB takes 2.7 seconds here, and each 64 KiB of it a sixth of a second. The second RETR is slow too,
/// so that a check that was made twice would not hide the first one's failure.
TEST_F(verify_statements, the_timeout_bounds_each_64_kib_of_a_long_reply_and_not_the_whole) {
  serve("generate { count = 1, size = \"1 MiB\" }",
        "rules = { { on = \"RETR\", times = 2, per = \"scenario\", network = { direction = \"to_client\", bandwidth = "
        "\"384 KiB/s\" } } },");
  const command_run got = plain("verify", {"--timeout", "2s", "--quiet"});
  EXPECT_EQ(got.status, 0) << got.err << got.out;
  EXPECT_THAT(got.out, HasSubstr(" 0 failed"));
  EXPECT_THAT(got.out, HasSubstr(" 0 not checked"));
  EXPECT_THAT(served().unfired_rules(), IsEmpty());
}

}  // namespace
}  // namespace pop3kit::test
