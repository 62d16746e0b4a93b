#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Ten thousand messages in a maildir: what the server holds is known without asking it.
class fetch_many : public command_test {
 protected:
  static constexpr int count = 10'000;

  void SetUp() override {
    const std::filesystem::path maildir = folder().path("store");
    for (const char* each : {"cur", "new", "tmp"}) std::filesystem::create_directories(maildir / each);
    for (int number = 1; number <= count; ++number) {
      std::ofstream(maildir / "cur" / file_name(number), std::ios::binary) << stored(number);
    }
    serve("maildir \"" + maildir.string() + "\"");
  }

  static std::string file_name(int number) { return std::to_string(100'000 + number) + ".a.b"; }
  static std::string stored(int number) {
    std::string text = "Subject: number " + std::to_string(number) + "\n\n";
    // Of different lengths, with lines that begin with dots.
    for (int line = 0; line <= number % 40; ++line)
      text += (line % 3 == 0 ? "..dots " : "line ") + std::to_string(line) + "\n";
    return text;
  }
  static std::string on_the_wire(const std::string& text) {
    std::string octets;
    for (const char octet : text) {
      if (octet == '\n') octets += '\r';
      octets += octet;
    }
    return octets;
  }

  /// Every message of the store is among the files once, octet for octet.
  void expect_all(const std::string& directory) {
    const std::vector<std::string> names = folder().names(directory);
    ASSERT_EQ(names.size(), static_cast<std::size_t>(count));
    std::vector<std::string> got;
    for (const std::string& name : names) got.push_back(octets_of(folder().path(directory + "/" + name)));
    std::vector<std::string> wanted;
    for (int number = 1; number <= count; ++number) wanted.push_back(on_the_wire(stored(number)));
    std::ranges::sort(got);
    std::ranges::sort(wanted);
    EXPECT_TRUE(got == wanted) << "the files are not what the server holds";
  }
};

TEST_F(fetch_many, ten_thousand_over_one_connection_are_the_store_octet_for_octet) {
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  expect_all("mail");
}

TEST_F(fetch_many, ten_thousand_over_five_connections_are_the_store_octet_for_octet) {
  expect_success(plain("fetch", {"--all", "--connections", "5", "-o", folder().path("mail")}));
  expect_all("mail");
  std::set<std::uint64_t> connections;
  for (const journal_entry& entry : served().journal()) connections.insert(entry.connection);
  EXPECT_GT(connections.size(), 1U);
}

class fetch_several : public command_test {};

/// As docs/architecture.md says of messages whose sizes tell nothing.
TEST_F(fetch_several, of_one_size_are_followed_by_a_marker_after_2_4_16_and_then_32_of_them) {
  serve("generate { count = 100, size = 1000 }");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  std::vector<int> before_each_marker{0};
  for (const std::string& each : commands()) {
    if (each.starts_with("RETR ")) ++before_each_marker.back();
    if (each.starts_with("UIDL ")) before_each_marker.push_back(0);
  }
  EXPECT_THAT(before_each_marker, ::testing::ElementsAre(2, 4, 16, 32, 32, 14, 0));
}

TEST_F(fetch_several, lists_the_maildrop_once) {
  serve(R"(generate { count = 40, size = "1 KiB" })");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  const auto journal = served().journal();
  for (const char* verb : {"LIST", "UIDL"}) {
    const auto asked = std::ranges::count_if(journal, [verb](const journal_entry& entry) {
      return entry.kind == journal_kind::command && entry.text == verb;
    });
    EXPECT_EQ(asked, 1) << verb;
  }
  EXPECT_EQ(folder().names("mail").size(), 40U);
}

TEST_F(fetch_several, goes_on_after_a_lost_connection_if_it_may) {
  serve(R"(generate { count = 40, size = "1 KiB" })",
        "rules = { { on = \"RETR\", nth = 12, times = 1, cut = { after = 200, close = \"reset\" } } },");
  expect_failure(plain("fetch", {"--all", "-o", folder().path("cut")}), 3);
  serve(R"(generate { count = 40, size = "1 KiB" })",
        "rules = { { on = \"RETR\", connection = 1, nth = 12, cut = { after = 200, close = \"reset\" } } },");
  const command_run got = plain("fetch", {"--all", "--reconnect", "2", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_THAT(got.err, HasSubstr("replaced once"));
  EXPECT_EQ(folder().names("mail").size(), 40U);
  for (const std::string& name : folder().names("mail")) EXPECT_FALSE(name.ends_with(".partial"));
}

/// The session ends after the listing: no message was under way, and unique-ids are valid in the next session.
TEST_F(fetch_several, goes_on_after_a_session_that_ended_after_the_listing) {
  serve(R"(generate { count = 40, size = "1 KiB" })",
        "rules = { { on = \"UIDL\", argument = \"\", connection = 1, close = \"orderly\" } },");
  const command_run got = plain("fetch", {"--all", "--reconnect", "2", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(folder().names("mail").size(), 40U);
}

TEST_F(fetch_several, of_which_list_and_uidl_disagree_are_fetched_and_reported) {
  serve(R"(generate { count = 3, size = "1 KiB" })",
        "rules = { { on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n.\\r\\n\" } },");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 1);
  EXPECT_THAT(got.err, HasSubstr("LIST and UIDL disagree: 2 of 3 messages are in only one of them"));
  EXPECT_EQ(folder().names("mail").size(), 3U);
}

TEST_F(fetch_several, of_which_one_fails_and_list_and_uidl_disagree_both_are_reported) {
  serve(R"(generate { count = 3, size = "1 KiB" })",
        "rules = { { on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n2 b\\r\\n9 c\\r\\n.\\r\\n\" } },");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  expect_failure(got, 1);
  EXPECT_THAT(got.err, HasSubstr(": 3 of 4 messages fetched; 9: "));
  EXPECT_THAT(got.err, HasSubstr("; LIST and UIDL disagree: 2 of 4 messages are in only one of them"));
}

TEST_F(fetch_several, by_unique_id_while_the_server_refuses_uidl_reports_its_refusal) {
  const std::string refusal = "-ERR [SYS/TEMP] index is being rebuilt";
  serve(three_messages(), "rules = { { on = \"UIDL\", reply = \"" + refusal + "\" } },");
  for (const std::vector<std::string>& ids : {std::vector<std::string>{"uid:a"}, {"uid:a", "uid:b"}}) {
    for (const std::string format : {"eml", "maildir", "mbox"}) {
      SCOPED_TRACE(fmt::format("{} ids, {}", ids.size(), format));
      std::vector<std::string> arguments = ids;
      arguments.insert(arguments.end(), {"--format", format, "-o", folder().path(format == "mbox" ? "mbox" : "mail/")});
      const command_run got = plain("fetch", arguments);
      expect_failure(got, 5);
      EXPECT_THAT(got.err, HasSubstr("UIDL: the server has a temporary failure"));
      EXPECT_THAT(got.err, HasSubstr("index is being rebuilt"));
      EXPECT_THAT(got.err, Not(HasSubstr("no such message")));
    }
  }
}

TEST_F(fetch_several, by_unique_id_come_if_the_server_refuses_uidl_only_at_first) {
  serve(three_messages(),
        "rules = { { on = \"UIDL\", argument = \"\", nth = 1, reply = \"-ERR [SYS/TEMP] later\" }, "
        "{ on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\r\\n2 b\\r\\n3 c\\r\\n.\\r\\n\" }, "
        "{ on = \"UIDL\", argument = \"2\", reply = \"+OK 2 b\" } },");
  const std::string file = folder().path("mail");
  expect_success(plain("fetch", {"uid:b", "-o", file + "/"}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("b.eml"));
}

TEST_F(fetch_several, named_ones_come_pipelined_and_unknown_ones_are_reported) {
  serve(three_messages());
  const command_run got = plain("fetch", {"3", "9", "1", "uid:none", "-o", folder().path("mail")});
  expect_failure(got, 1);
  EXPECT_THAT(got.err, HasSubstr("2 of 4 messages fetched"));
  EXPECT_EQ(folder().names("mail").size(), 2U);
}

TEST_F(fetch_several, an_mbox_keeps_the_order_however_many_connections_there_may_be) {
  serve(R"(generate { count = 60, size = "1 KiB" })");
  expect_success(plain("fetch", {"--all", "--format", "mbox", "-o", folder().path("one.mbox")}));
  expect_success(
      plain("fetch", {"--all", "--connections", "5", "--format", "mbox", "-o", folder().path("five.mbox"), "--quiet"}));
  EXPECT_EQ(octets_of(folder().path("one.mbox")), octets_of(folder().path("five.mbox")));
}

}  // namespace
}  // namespace pop3kit::test
