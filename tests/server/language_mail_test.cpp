#include "language.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST_F(language, others_at_work) {
  play("others_at_work");
  const auto counted = [this] { return logged_in().ask("STAT\r\n"); };
  line_client& first = logged_in();
  on().pass(milliseconds(1999));
  EXPECT_EQ(counted(), "+OK 2 38\r\n");
  on().pass(milliseconds(1));
  EXPECT_EQ(counted(), "+OK 3 65\r\n");
  on().pass(milliseconds(500));
  EXPECT_EQ(counted(), "+OK 2 46\r\n") << "the oldest is gone";
  on().pass(milliseconds(500));
  EXPECT_EQ(counted(), "+OK 3 73\r\n");
  EXPECT_EQ(first.ask("STAT\r\n"), "+OK 2 38\r\n") << "a session sees what it saw at login";
  EXPECT_THAT(first.ask("RETR 1\r\n"), HasSubstr("Subject: one"));

  line_client& asking = logged_in();
  const std::string ids = asking.ask("UIDL\r\n");
  EXPECT_THAT(ids, ::testing::MatchesRegex("(.|\r|\n)*2 d1-[0-9a-f]+\r\n3 d2-[0-9a-f]+\r\n.\r\n"));
  EXPECT_EQ(counted(), "+OK 4 98\r\n");
  asking.ask("LIST\r\n");
  EXPECT_EQ(counted(), "+OK 1 19\r\n");
  EXPECT_EQ(asking.ask("NOOP\r\n"), "");
  on().pass(seconds(8));
  EXPECT_EQ(asking.take(), "+OK\r\n");
}

TEST_F(language, fetched_once) {
  play("fetched_once");
  line_client& first = logged_in();
  EXPECT_EQ(first.ask("RETR 2\r\n").size(), 17 + 1024 + 3U);
  EXPECT_THAT(first.ask("RETR 2\r\n"), StartsWith("+OK")) << "within the session it is still there";
  first.close();
  line_client& second = logged_in();
  EXPECT_EQ(second.ask("STAT\r\n"), "+OK 2 2048\r\n");
  second.ask("RETR 1\r\nQUIT\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 1 1024\r\n");
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

TEST_F(language, mail_of_all_shapes) {
  play("mail_of_all_shapes");
  line_client& client = logged_in();
  EXPECT_THAT(client.ask("STAT\r\n"), StartsWith("+OK 144 "));
  std::string mail;
  std::vector<std::uint64_t> octets;
  for (int number = 1; number <= 140; ++number) {
    const std::string heard = client.ask("RETR " + std::to_string(number) + "\r\n");
    ASSERT_TRUE(heard.ends_with("\r\n.\r\n")) << number;
    octets.push_back(std::stoull(heard.substr(4)));
    if (number <= 40) mail += heard;
  }
  for (const char* const sign :
       {"\r\n<html>\r\n", "\r\n--=_between_parts--\r\n", "\r\nX-Twice: 1\r\nX-Twice: 2\r\n", "charset=iso-8859-1",
        "\r\n..\r\n", "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"}) {
    EXPECT_THAT(mail, HasSubstr(sign));
  }
  EXPECT_GT(count_of(mail, "\xe4"), 100U);
  const auto middle = [&octets](std::size_t from, std::size_t count) {
    std::vector<std::uint64_t> some(octets.begin() + static_cast<std::ptrdiff_t>(from),
                                    octets.begin() + static_cast<std::ptrdiff_t>(from + count));
    std::ranges::sort(some);
    EXPECT_NE(some.front(), some.back());
    return some[count / 2];
  };
  EXPECT_NEAR(static_cast<double>(middle(0, 40)), 17'700, 8'000) << "the geometric mean of 3 KiB and 100 KiB";
  EXPECT_LT(middle(40, 50), 8'000U) << "mostly small";
  EXPECT_NEAR(static_cast<double>(middle(90, 50)), 2'500, 250);
  EXPECT_THAT(client.ask("RETR 100\r\n"), AllOf(HasSubstr("\r\nSubject: evenly\r\n"), HasSubstr("From: Bob <bob@")));
  EXPECT_EQ(client.ask("RETR 141\r\n"),
            "+OK 50 octets\r\nSubject: in an mbox\r\n\r\nOne.\r\nFrom a quoted line.\r\n.\r\n");
  EXPECT_THAT(client.ask("RETR 144\r\n"), HasSubstr("in a Maildir, too"));
}

TEST_F(language, mail_by_weight) {
  play("mail_by_weight");
  line_client& client = logged_in();
  const auto count = std::stoi(client.ask("STAT\r\n").substr(4));
  EXPECT_GT(count, 20);
  EXPECT_LT(count, 60);
  int quoted = 0;
  int nul = 0;
  for (int number = 1; number <= count; ++number) {
    const std::string mail = client.ask("RETR " + std::to_string(number) + "\r\n");
    ASSERT_TRUE(mail.ends_with("\r\n.\r\n")) << number;
    EXPECT_EQ(mail.find('\0') == mail.npos, mail.find("binary") == mail.npos) << number;
    nul += mail.find('\0') == mail.npos ? 0 : 1;
    if (mail.find("quoted-printable") == mail.npos) continue;
    ++quoted;
    for (auto at = mail.find('='); at != mail.npos; at = mail.find('=', at + 1)) {
      EXPECT_THAT(mail.substr(at, 3), ::testing::MatchesRegex("=([0-9A-F][0-9A-F]|\r\n|ut)")) << number;
    }
  }
  EXPECT_GT(nul, 0);
  EXPECT_GT(quoted, nul);
  EXPECT_GT(count - quoted - nul, quoted);
}

TEST_F(language, mail_from_tables) {
  play("mail_from_tables");
  const std::string heard = logged_in().ask("RETR 1\r\n");
  for (const char* const part : {"\r\nCc: carol@example.org\r\n", "Date: Mon, 1 Jan 2024 12:00:00 +0100\r\n",
                                 "X-Mailer: pop3kit\r\n", "Received: from a by b\r\nReceived: from b by c\r\n",
                                 "Subject: =?UTF-8?", "text/html", "filename=\"notes.txt\"", "message/rfc822"}) {
    EXPECT_THAT(heard, HasSubstr(part));
  }
}

}  // namespace
}  // namespace pop3kit::serving
