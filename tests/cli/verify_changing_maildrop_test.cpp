#include <algorithm>
#include <atomic>
#include <optional>

#include "verify_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

using answer = std::optional<line_answer>;

const std::vector<std::string> may_delete{"--json", "--writable"};

/// `pop3kit verify` of legal servers whose maildrop changes between sessions, whose logins wait, or that remove mail.
class verify_changing_maildrop : public verify_scripted {
 protected:
  static void expect_no_failure(const line_server& server, const std::vector<std::string>& options) {
    const command_run run = verify(server, options);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  }

  /// Like expect_no_accusation(), with a short timeout: one login waits for all of it.
  static void expect_all_checked(const line_server& server) {
    const command_run run = verify(server);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
    EXPECT_THAT(findings_of(run, "not checked", true), IsEmpty());
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
  expect_all_checked(server);
}

TEST_F(verify_changing_maildrop, a_server_of_one_connection_at_a_time_is_no_departure) {
  line_server server;
  server.one_connection_at_a_time = true;
  expect_all_checked(server);
}

TEST_F(verify_changing_maildrop, a_second_session_that_changes_the_first_is_a_departure) {
  std::atomic<int> logins = 0;
  const line_server server([&logins](const line_session& session, const std::string& line) -> answer {
    if (line == "PASS s3cret") ++logins;
    if (session.logged_in && line == "STAT") return line_answer("+OK 2 " + std::to_string(logins) + "\r\n");
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server), "failed"), ElementsAre("a second session does not change the first"));
}

TEST_F(verify_changing_maildrop, new_mail_before_each_login_is_no_departure) {
  for (const bool closes : {false, true}) {
    line_server server;
    server.quit_removes = true;
    server.closes_after_refusal = closes;
    server.change_at_login = add_message;
    expect_no_failure(server, may_delete);
  }
}

TEST_F(verify_changing_maildrop, a_message_that_arrives_for_each_one_that_is_removed_is_no_departure) {
  line_server server;
  server.quit_removes = true;
  server.change_at_login = [](line_server& changed, int login) {
    add_message(changed, login);
    remove_message(changed, 0);
  };
  expect_no_failure(server, may_delete);
}

TEST_F(verify_changing_maildrop, unique_ids_are_compared_again_after_the_maildrop_has_changed) {
  std::atomic<int> listings = 0;
  const line_server changes_once([&listings](const line_session& session, const std::string& line) -> answer {
    if (!session.logged_in || line != "UIDL") return std::nullopt;
    // The first listing belongs to the check of the form.
    return line_answer(++listings == 2 ? "+OK\r\n1 old\r\n2 u2\r\n.\r\n" : "+OK\r\n1 u1\r\n2 u2\r\n.\r\n");
  });
  EXPECT_THAT(findings_of(verify(changes_once), "passed"), Contains("unique-ids are the same in the next session"));
}

TEST_F(verify_changing_maildrop, unique_ids_that_are_new_in_each_session_are_a_departure) {
  line_server server;
  server.change_at_login = [](line_server& changed, int login) {
    changed.unique_ids = {"a" + std::to_string(login), "b" + std::to_string(login)};
  };
  const command_run run = verify(server);
  EXPECT_THAT(findings_of(run, "failed"), ElementsAre("unique-ids are the same in the next session"));
  EXPECT_THAT(findings_of(run, "failed", true), ElementsAre(AllOf(HasSubstr("\"a"), HasSubstr("in the next"))));
}

TEST_F(verify_changing_maildrop, removal_by_another_client_is_no_departure) {
  for (const bool takes_the_last : {false, true}) {
    SCOPED_TRACE(takes_the_last);
    line_server server;
    server.quit_removes = true;
    for (int i = 0; i < 60; ++i) add_message(server, -i);
    server.change_at_login = [takes_the_last](line_server& changed, int) {
      if (changed.messages.size() > 3) remove_message(changed, takes_the_last ? changed.messages.size() - 1 : 0);
    };
    expect_no_failure(server, may_delete);
  }
}

TEST_F(verify_changing_maildrop, a_lost_session_that_removes_the_marked_message_is_a_departure) {
  std::atomic<bool> marked = false;
  line_server server([&marked](const line_session& session, const std::string& line) -> answer {
    if (session.logged_in && line.starts_with("DELE ")) marked = true;
    if (session.logged_in && (line == "RSET" || line == "QUIT")) marked = false;
    return std::nullopt;
  });
  server.quit_removes = true;
  server.change_at_login = [&marked](line_server& changed, int) {
    if (marked.exchange(false)) remove_message(changed, changed.messages.size() - 1);
  };
  const command_run run = verify(server, may_delete);
  EXPECT_THAT(findings_of(run, "failed", true), ElementsAre("a message is gone though QUIT was never sent"));
}

TEST_F(verify_changing_maildrop, quit_that_reports_messages_not_removed_is_no_departure) {
  const line_server server([](const line_session& session, const std::string& line) -> answer {
    const bool marked = std::ranges::find(session.deleted, true) != session.deleted.end();
    if (line == "QUIT" && marked) return line_answer("-ERR some deleted messages not removed\r\n", true);
    return std::nullopt;
  });
  const command_run run = verify(server, may_delete);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked"), ElementsAre("QUIT removes the messages marked as deleted"));
}

/// Without UIDL a new message of the same size has the same mark as the removed one.
TEST_F(verify_changing_maildrop, new_mail_of_the_size_of_the_removed_message_is_no_departure) {
  line_server server([](const line_session& session, const std::string& line) -> answer {
    if (session.logged_in && line.starts_with("UIDL")) return line_answer("-ERR no UIDL\r\n");
    return std::nullopt;
  });
  std::erase(server.capabilities, "UIDL");
  server.quit_removes = true;
  server.change_at_login = [](line_server& changed, int) {
    if (changed.messages.size() > 1) return;
    changed.messages.emplace_back("Subject: two\r\n\r\nZecond.\r\n");
    changed.unique_ids.emplace_back("another");
  };
  expect_no_failure(server, may_delete);
}

TEST_F(verify_changing_maildrop, a_message_that_quit_leaves_is_found_without_unique_ids) {
  const line_server server([](const line_session& session, const std::string& line) -> answer {
    if (session.logged_in && line.starts_with("UIDL")) return line_answer("-ERR no UIDL\r\n");
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server, may_delete), "failed", true), Contains("the message is still there"));
}

TEST_F(verify_changing_maildrop, no_message_is_fetched_from_a_server_that_may_remove_it_at_quit) {
  for (const std::string expiry : {"EXPIRE 0", "expire 0 USER"}) {
    SCOPED_TRACE(expiry);
    std::atomic<int> fetched = 0;
    line_server server([&fetched](const line_session& session, const std::string& line) -> answer {
      if (session.logged_in && (line == "RETR 1" || line == "RETR 2")) ++fetched;
      return std::nullopt;
    });
    server.capabilities.push_back(expiry);
    server.unique_ids = {"same", "same"};
    const command_run run = verify(server);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(fetched, 0);
    EXPECT_THAT(run.err, HasSubstr("could not be made"));
    EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
    EXPECT_THAT(findings_of(run, "not checked"),
                IsSupersetOf({"a message has the size that LIST states", "lines that begin with a dot are byte-stuffed",
                              "TOP n k returns the header, a blank line and k lines"}));
    EXPECT_THAT(findings_of(run, "not checked", true), ::testing::Each(HasSubstr("EXPIRE 0 is announced")));
  }
}

TEST_F(verify_changing_maildrop, messages_are_fetched_if_the_server_keeps_them_for_some_days) {
  // Before login the shortest period of all users may be announced.
  for (const std::string after_login : {"EXPIRE 1", "EXPIRE NEVER"}) {
    SCOPED_TRACE(after_login);
    const line_server server([&after_login](const line_session& session, const std::string& line) -> answer {
      if (line != "CAPA") return std::nullopt;
      const std::string expiry = session.logged_in ? after_login : "EXPIRE 0 USER";
      return line_answer("+OK\r\nUSER\r\nTOP\r\nUIDL\r\n" + expiry + "\r\n.\r\n");
    });
    expect_no_accusation(server);
  }
}

TEST_F(verify_changing_maildrop, a_server_that_cannot_list_its_languages_is_no_departure) {
  line_server server([](const line_session&, const std::string& line) -> answer {
    if (line == "LANG") return line_answer("-ERR Server is unable to list languages\r\n");
    return std::nullopt;
  });
  server.capabilities.emplace_back("LANG");
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked"), ElementsAre("LANG lists languages, and refuses others"));
}

TEST_F(verify_changing_maildrop, a_server_that_takes_any_language_is_a_departure) {
  line_server server([](const line_session&, const std::string& line) -> answer {
    if (line == "LANG") return line_answer("-ERR Server is unable to list languages\r\n");
    if (line.starts_with("LANG ")) return line_answer("+OK x any\r\n");
    return std::nullopt;
  });
  server.capabilities.emplace_back("LANG");
  EXPECT_THAT(findings_of(verify(server), "failed"), ElementsAre("LANG lists languages, and refuses others"));
}

}  // namespace
}  // namespace pop3kit::test
