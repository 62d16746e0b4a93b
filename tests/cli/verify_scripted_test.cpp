#include <atomic>
#include <optional>

#include "verify_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

using said = std::optional<line_answer>;

TEST_F(verify_scripted, the_scripted_server_itself_passes_every_check) {
  const line_server server;
  const command_run run = verify(server, {"--json", "--writable"});
  EXPECT_THAT(findings_of(run, "failed", true), ElementsAre("the message is still there"))
      << "it never removes a message";
  EXPECT_THAT(findings_of(run, "not checked", true), IsEmpty());
}

TEST_F(verify_scripted, stat_that_disagrees_with_list_is_a_finding) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "STAT") return line_answer("+OK 5 500\r\n");
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(findings_of(run, "failed", true),
              UnorderedElementsAre("STAT counts 5 messages, LIST shows 2", "STAT counts 5 messages, UIDL shows 2"));
}

TEST_F(verify_scripted, a_listing_with_gaps_or_without_lines_is_a_finding) {
  for (const std::string listing : {"+OK\r\n1 33\r\n7 26\r\n.\r\n", "+OK\r\n.\r\n"}) {
    const line_server server([&listing](const line_session& session, const std::string& line) -> said {
      if (session.logged_in && line == "LIST") return line_answer(listing);
      return std::nullopt;
    });
    const command_run run = verify(server);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(findings_of(run, "failed"), Contains("LIST shows each message that STAT counts"));
  }
}

TEST_F(verify_scripted, listings_in_another_order_and_octets_of_the_maildrop_are_the_servers_affair) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && (line == "STAT" || line == "stat")) return line_answer("+OK 2 1000\r\n");
    if (session.logged_in && line == "LIST") return line_answer("+OK\r\n2 25\r\n1 32\r\n.\r\n");
    if (session.logged_in && line == "UIDL") return line_answer("+OK\r\n2 u2\r\n1 u1\r\n.\r\n");
    return std::nullopt;
  });
  expect_no_accusation(server);
}

TEST_F(verify_scripted, closing_the_connection_after_a_refusal_is_no_departure) {
  line_server server;
  server.closes_after_refusal = true;
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_line_feed_inside_a_message_is_no_departure) {
  line_server server;
  server.messages = {"Subject: one\r\n\r\nA line\nfeed,\nand .one\n.more.\r\n", "Subject: two\r\n\r\nSecond.\r\n"};
  expect_no_accusation(server);
}

TEST_F(verify_scripted, lines_that_end_in_line_feeds_alone_may_be_counted_and_stuffed_as_lines) {
  // Kept as "one\n.two\nend" without a line end: 28 octets with the header, 30 with CRLF for each line feed, and two
  // more with a line end. The dot is stuffed.
  for (const std::string size : {"28", "30", "32"}) {
    SCOPED_TRACE(size);
    line_server server([&size](const line_session& session, const std::string& line) -> said {
      const std::string header = "+OK\r\nSubject: one\r\n\r\n";
      if (!session.logged_in) return std::nullopt;
      if (line == "LIST") return line_answer("+OK\r\n1 " + size + "\r\n.\r\n");
      if (line == "LIST 1") return line_answer("+OK 1 " + size + "\r\n");
      if (line == "RETR 1") return line_answer(header + "one\n..two\nend\r\n.\r\n");
      if (line == "TOP 1 1") return line_answer(header + "one\r\n.\r\n");
      return std::nullopt;
    });
    server.messages = {"Subject: one\r\n\r\none\n.two\nend\r\n"};
    server.unique_ids = {"u1"};
    expect_no_accusation(server);
  }
}

TEST_F(verify_scripted, text_after_the_numbers_of_stat_may_change_each_time) {
  std::atomic<int> asked = 0;
  line_server server([&asked](const line_session& session, const std::string& line) -> said {
    if (!session.logged_in || (line != "STAT" && line != "stat")) return std::nullopt;
    return line_answer("+OK 2 58 (" + std::to_string(++asked) + ")\r\n");
  });
  expect_no_accusation(server);
}

TEST_F(verify_scripted, long_lines_of_messages_and_listings_are_no_departure) {
  line_server server;
  server.messages = {"Subject: one\r\n\r\n" + std::string(100'000, 'x') + "\r\n", "Subject: two\r\n\r\nSecond.\r\n"};
  server.capabilities.push_back("X-LONG " + std::string(2000, 'y'));
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_login_that_is_refused_once_after_each_session_is_tried_again) {
  std::atomic<int> logins = 0;
  const line_server server([&logins](const line_session&, const std::string& line) -> said {
    if (line == "PASS s3cret" && ++logins > 1 && logins % 2 == 0) return line_answer("-ERR [IN-USE] not yet\r\n", true);
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server), "failed", true), IsEmpty());
}

TEST_F(verify_scripted, a_server_that_goes_away_inside_a_message_fails_no_check) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (!session.logged_in || line != "RETR 1") return std::nullopt;
    line_answer last("+OK\r\nSubject: one\r\n");
    last.stop = true;
    last.close = true;
    return last;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
}

TEST_F(verify_scripted, a_refusal_in_a_batch_for_a_reason_outside_the_protocol_is_not_checked) {
  std::atomic<int> noops = 0;
  line_server server([&noops](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "NOOP" && ++noops % 10 == 9) return line_answer("-ERR [SYS/TEMP] busy\r\n");
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server), "failed", true), IsEmpty());
}

TEST_F(verify_scripted, mail_that_arrives_in_the_place_of_a_removed_message_is_no_departure) {
  std::atomic<bool> removed = false;
  const line_server server([&removed](const line_session& session, const std::string& line) -> said {
    if (!session.logged_in) return std::nullopt;
    if (line == "QUIT" && !session.deleted.empty() && session.deleted.back()) removed = true;
    if (removed && line == "UIDL") return line_answer("+OK\r\n1 u1\r\n2 another\r\n.\r\n");
    if (removed && line == "UIDL 2") return line_answer("+OK 2 another\r\n");
    return std::nullopt;
  });
  EXPECT_THAT(findings_of(verify(server, {"--json", "--writable"}), "failed", true), IsEmpty());
}

TEST_F(verify_scripted, a_size_that_counts_line_feeds_as_line_ends_is_no_departure) {
  line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "LIST") return line_answer("+OK\r\n1 25\r\n.\r\n");
    if (session.logged_in && line == "LIST 1") return line_answer("+OK 1 25\r\n");
    return std::nullopt;
  });
  server.messages = {"Subject: one\r\n\r\na\nb\nc\r\n"};
  server.unique_ids = {"u1"};
  ASSERT_EQ(server.messages.front().size(), 23U);
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_message_whose_lines_end_in_line_feeds_alone_is_a_departure) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "RETR 1") return line_answer("+OK\r\nSubject: one\n\nFirst.\n.\n");
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(findings_of(run, "failed", true), Contains("the lines of a message, or its terminator, end in LF alone"));
}

TEST_F(verify_scripted, a_server_that_went_away_fails_no_check) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (!session.logged_in || line != "STAT") return std::nullopt;
    line_answer last;
    last.stop = true;
    last.close = true;
    return last;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_EQ(run.error_lines(), 1U);
  EXPECT_THAT(run.err, HasSubstr("checks could not be made"));
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked"), Contains("RSET is accepted"));
  EXPECT_THAT(findings_of(run, "not checked", true), Contains("the server can no longer be reached"));
}

TEST_F(verify_scripted, sessions_end_by_quit_so_that_the_maildrop_is_free_for_the_next_check) {
  line_server server;
  server.keeps_the_lock = true;
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_login_that_is_refused_for_the_moment_is_not_checked) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.connection > 20 && line == "PASS s3cret") return line_answer("-ERR [IN-USE] later\r\n");
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 5) << run.err;
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked", true), Contains(HasSubstr("[IN-USE]")));
}

TEST_F(verify_scripted, a_refusal_for_a_reason_outside_the_protocol_is_not_checked) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "RETR 2") return line_answer("-ERR [SYS/TEMP] disk is away\r\n");
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("could not be made"));
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked"), Contains("a message has the size that LIST states"));
}

TEST_F(verify_scripted, longer_commands_than_255_octets_are_the_servers_affair) {
  const line_server server([](const line_session&, const std::string& line) -> said {
    if (line.size() > 253) return line_answer("", true);
    return std::nullopt;
  });
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_command_of_255_octets_needs_an_answer) {
  const line_server server([](const line_session&, const std::string& line) -> said {
    if (line.size() > 200) return line_answer("", true);
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(findings_of(run, "failed"), ElementsAre("a command of 255 octets gets one answer"));
  EXPECT_THAT(findings_of(run, "failed", true), ElementsAre(HasSubstr("twice")));
}

TEST_F(verify_scripted, an_answer_that_is_missing_once_is_asked_for_again) {
  std::atomic<int> asked = 0;
  const line_server server([&asked](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "UIDL" && ++asked == 1) return line_answer("", true);
    return std::nullopt;
  });
  expect_no_accusation(server);
}

/// The login between two attempts has to succeed: one that is refused says nothing about the command.
TEST_F(verify_scripted, an_answer_that_is_missing_counts_once_if_the_next_login_is_refused) {
  std::atomic<bool> refuses = false;
  const line_server server([&refuses](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "UIDL") {
      refuses = true;
      return line_answer("", true);
    }
    if (line.starts_with("PASS ") && refuses.exchange(false)) return line_answer("-ERR [IN-USE] later\r\n");
    return std::nullopt;
  });
  const command_run run = verify(server);
  EXPECT_THAT(findings_of(run, "failed", true), IsEmpty());
  EXPECT_THAT(findings_of(run, "not checked"), Contains("unique-ids are the same in the next session"));
}

TEST_F(verify_scripted, equal_messages_may_have_the_same_unique_id) {
  line_server same;
  same.messages = {"Subject: one\r\n\r\nFirst.\r\n", "Subject: one\r\n\r\nFirst.\r\n"};
  same.unique_ids = {"u1", "u1"};
  expect_no_accusation(same);
  line_server different;
  different.unique_ids = {"u1", "u1"};
  EXPECT_THAT(findings_of(verify(different), "failed", true),
              ElementsAre("messages 1 and 2 differ, but both have \"u1\""));
}

TEST_F(verify_scripted, text_in_brackets_is_no_response_code_unless_it_was_announced) {
  line_server server([](const line_session&, const std::string& line) -> said {
    if (line == "PASS s3cret-not") return line_answer("-ERR [whatever] wrong\r\n");
    return std::nullopt;
  });
  expect_no_accusation(server);
}

TEST_F(verify_scripted, a_wrong_password_without_auth_code_is_a_departure_if_the_code_was_announced) {
  line_server server;
  server.capabilities.insert(server.capabilities.end(), {"RESP-CODES", "AUTH-RESP-CODE"});
  EXPECT_THAT(findings_of(verify(server), "failed"),
              ElementsAre("a wrong password gets [AUTH] if AUTH-RESP-CODE is announced"));
}

TEST_F(verify_scripted, quiet_prints_the_findings) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "RSET") return line_answer("-ERR never\r\n");
    return std::nullopt;
  });
  const command_run quiet = verify(server, {"--quiet"});
  EXPECT_EQ(quiet.status, 1);
  EXPECT_THAT(quiet.out, HasSubstr("FAIL  RFC 1939 section 5, RSET: RSET is accepted"));
  EXPECT_THAT(quiet.out, HasSubstr(" 1 failed"));
  EXPECT_EQ(quiet.out, verify(server, {}).out);
}

TEST_F(verify_scripted, junit_skips_what_was_not_checked) {
  const line_server server([](const line_session& session, const std::string& line) -> said {
    if (session.logged_in && line == "RSET") return line_answer("-ERR [SYS/PERM] no\r\n");
    return std::nullopt;
  });
  const temporary_folder folder;
  EXPECT_EQ(verify(server, {"--junit", folder.path("report.xml")}).status, 0);
  const std::string report = octets_of(folder.path("report.xml"));
  EXPECT_THAT(report, HasSubstr("failures=\"0\""));
  EXPECT_THAT(report, HasSubstr("<skipped message=\"not checked: &quot;RSET&quot; was refused"));
}

}  // namespace
}  // namespace pop3kit::test
