#include <atomic>
#include <optional>

#include "verify_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using answer = std::optional<line_answer>;

/// `pop3kit verify` of legal servers whose maildrop changes between sessions, whose logins wait, or that remove mail.
class verify_changing_maildrop : public verify_scripted {
 protected:
  static void expect_no_failure(const line_server& server, const std::vector<std::string>& options) {
    const command_run run = verify(server, options);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  }

  static void add_message(line_server& server, int login) {
    server.messages.push_back("Subject: new\r\n\r\nMessage " + std::to_string(login) + ".\r\n");
    server.unique_ids.push_back("new" + std::to_string(login));
  }

  static void remove_message(line_server& server, std::size_t at) {
    server.messages.erase(server.messages.begin() + static_cast<std::ptrdiff_t>(at));
    server.unique_ids.erase(server.unique_ids.begin() + static_cast<std::ptrdiff_t>(at));
  }
};

TEST_F(verify_changing_maildrop, a_second_login_that_waits_for_the_first_session_is_no_departure) {
  line_server server;
  server.logins_wait = true;
  expect_no_accusation(server);
}

TEST_F(verify_changing_maildrop, a_server_of_one_connection_at_a_time_is_no_departure) {
  line_server server;
  server.one_connection_at_a_time = true;
  expect_no_accusation(server);
}

TEST_F(verify_changing_maildrop, a_second_session_that_changes_the_first_is_a_departure) {
  std::atomic<int> logins = 0;
  const line_server server([&logins](const line_session& session, const std::string& line) -> answer {
    if (line == "PASS s3cret") ++logins;
    if (session.logged_in && line == "STAT") return line_answer("+OK 2 " + std::to_string(logins) + "\r\n");
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server), "failed"), ElementsAre("a second session leaves the first as it is"));
}

}  // namespace
}  // namespace pop3kit::test
