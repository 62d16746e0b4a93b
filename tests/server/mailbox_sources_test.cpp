#include <gmock/gmock.h>
#include <sys/stat.h>

#include <set>

#include "mailbox/mail_files.hpp"
#include "mailbox/stored_messages.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class mailbox_files : public ::testing::Test {
 protected:
  std::shared_ptr<const mailbox_source> mailbox(const std::string& items) {
    const auto made =
        scenario::parse("return scenario { accounts = { a = { password = 'x', mailbox = { " + items + " } } } }",
                        "t.lua", folder_.path());
    return described(made).accounts.at("a").mailbox;
  }
  std::vector<std::string> messages(const std::string& items) {
    std::vector<std::string> out;
    const auto box = mailbox(items);
    for (std::size_t position = 0; position < box->count(); ++position) {
      out.push_back(octets_of(*box, position));
      EXPECT_EQ(box->octets(position), out.back().size());
    }
    return out;
  }
  temporary_folder folder_;
};

TEST(with_crlf, ends_every_line_with_crlf) {
  EXPECT_EQ(with_crlf("a\nb\n"), "a\r\nb\r\n");
  EXPECT_EQ(with_crlf("a\r\nb\r\n"), "a\r\nb\r\n");
  EXPECT_EQ(with_crlf("a\r\nb\nc"), "a\r\nb\r\nc\r\n");
  EXPECT_EQ(with_crlf("\n\n"), "\r\n\r\n");
  EXPECT_EQ(with_crlf(""), "");
  EXPECT_EQ(with_crlf("a\r"), "a\r\n");
}

TEST(with_crlf, keeps_a_cr_within_a_line) {
  EXPECT_EQ(with_crlf("a\rb\r\r\n"), "a\rb\r\r\n");
}

TEST_F(mailbox_files, eml_is_served_with_crlf_and_a_final_line_end) {
  folder_.write("lf.eml", "Subject: x\n\n.dot\nend");
  folder_.write("sub/crlf.eml", "Subject: y\r\n\r\nend\r\n");
  EXPECT_THAT(messages("eml 'lf.eml', eml 'sub/crlf.eml'"),
              ElementsAre("Subject: x\r\n\r\n.dot\r\nend\r\n", "Subject: y\r\n\r\nend\r\n"));
}

TEST_F(mailbox_files, eml_keeps_every_other_octet) {
  std::string body = "Subject: x\r\n\r\n";
  for (int octet = 0; octet < 256; ++octet) {
    if (octet != '\n' && octet != '\r') body.push_back(static_cast<char>(octet));
  }
  folder_.write("any.eml", body + "\r\n");
  EXPECT_THAT(messages("eml 'any.eml'"), ElementsAre(body + "\r\n"));
}

TEST_F(mailbox_files, absolute_paths_are_taken_as_they_are) {
  folder_.write("a.eml", "x\n");
  EXPECT_THAT(messages("eml '" + (folder_.path() / "a.eml").string() + "'"), ElementsAre("x\r\n"));
}

TEST_F(mailbox_files, only_regular_files_are_read) {
  folder_.write("folder/a.eml", "x\n");
  ASSERT_EQ(::mkfifo((folder_.path() / "pipe").c_str(), 0600), 0);
  for (const std::string constructor : {"eml", "mbox"}) {
    for (const auto& [name, why] :
         {std::pair("pipe", "a pipe, a socket or a device"), std::pair("folder", "a directory"),
          std::pair("/dev/zero", "a pipe, a socket or a device")}) {
      const std::string item = constructor + " '" + name + "'";
      EXPECT_THAT(complaint("return scenario { accounts = { a = { password = 'x', mailbox = {\n " + item + " } } } }",
                            folder_.path()),
                  ::testing::AllOf(HasSubstr("t.lua:2: mailbox: cannot read '"), HasSubstr(why)))
          << item;
    }
  }
}

TEST_F(mailbox_files, a_path_with_nul_is_refused_with_its_line) {
  folder_.write("a.eml", "Subject: x\n\n");
  folder_.write("box/cur/1", "Subject: x\n\n");
  for (const std::string item : {"eml 'a.eml\\0x'", "mbox 'a.eml\\0x'", "maildir 'box\\0x'"}) {
    EXPECT_EQ(complaint("return scenario { accounts = { a = { password = 'x',\nmailbox = { " + item + " } } } }",
                        folder_.path()),
              "t.lua:2: mailbox: the name of a file cannot contain NUL")
        << item;
  }
  for (const std::string whole :
       {"return scenario { accounts = { a = { password = 'x', mailbox = { message { attachments = {\n{ file = "
        "'a.eml\\0x' } } } } } } }",
        "return scenario {\nlisten = { client_ca = 'a.eml\\0x' }, accounts = {} }"}) {
    EXPECT_THAT(complaint(whole, folder_.path()), AllOf(::testing::StartsWith("t.lua:2: "), HasSubstr("NUL"))) << whole;
  }
}

TEST_F(mailbox_files, mbox_holds_several_messages) {
  folder_.write("box", "From alice Mon Jan  1 00:00:00 2024\nSubject: 1\n\none\n\nFrom bob\nSubject: 2\n\ntwo\n");
  EXPECT_THAT(messages("mbox 'box'"), ElementsAre("Subject: 1\r\n\r\none\r\n", "Subject: 2\r\n\r\ntwo\r\n"));
}

TEST_F(mailbox_files, a_file_that_is_no_mbox_is_refused) {
  folder_.write("box", "Subject: 1\n\none\n");
  EXPECT_THAT(complaint("return scenario { accounts = { a = { password = 'x', mailbox = {\n mbox 'box' } } } }",
                        folder_.path()),
              ::testing::AllOf(HasSubstr("t.lua:2: mailbox: "), HasSubstr("is not an mbox")));
}

TEST(split_mbox, removes_one_level_of_quoting_rfc4155) {
  const auto made = split_mbox("From x\nS: 1\n\n>From here\n>>From there\n> From no\n>Fromage\n\n");
  ASSERT_TRUE(made);
  EXPECT_THAT(*made, ElementsAre("S: 1\r\n\r\nFrom here\r\n>From there\r\n> From no\r\n>Fromage\r\n"));
}

TEST(split_mbox, from_within_a_paragraph_begins_no_message) {
  const auto made = split_mbox("From x\nS: 1\n\nline\nFrom here on\n");
  ASSERT_TRUE(made);
  EXPECT_THAT(*made, ElementsAre("S: 1\r\n\r\nline\r\nFrom here on\r\n"));
}

TEST(split_mbox, keeps_empty_lines_of_messages) {
  const auto made = split_mbox("From x\r\nS: 1\r\n\r\n\r\nbody\r\n\r\n\r\nFrom y\r\nS: 2\r\n\r\n");
  ASSERT_TRUE(made);
  EXPECT_THAT(*made, ElementsAre("S: 1\r\n\r\n\r\nbody\r\n\r\n", "S: 2\r\n"));
}

TEST(split_mbox, an_empty_file_has_no_message) {
  const auto made = split_mbox("");
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->empty());
  EXPECT_FALSE(split_mbox("\nFrom x\n"));
}

TEST_F(mailbox_files, maildir_is_read_in_the_order_of_names) {
  folder_.write("box/cur/1700000002.b:2,S", "second\n");
  folder_.write("box/new/1700000001.a", "first\n");
  folder_.write("box/new/1700000003.c", "third\n");
  folder_.write("box/tmp/1700000000.t", "never\n");
  folder_.write("box/new/.hidden", "never\n");
  EXPECT_THAT(messages("maildir 'box'"), ElementsAre("first\r\n", "second\r\n", "third\r\n"));
}

TEST_F(mailbox_files, a_pipe_in_a_maildir_is_not_opened) {
  folder_.write("box/cur/1", "first\n");
  folder_.write("box/new/3", "third\n");
  ASSERT_EQ(::mkfifo((folder_.path() / "box/new/2").c_str(), 0600), 0);
  EXPECT_THAT(messages("maildir 'box'"), ElementsAre("first\r\n", "third\r\n"));
}

TEST_F(mailbox_files, a_folder_that_is_no_maildir_is_refused) {
  EXPECT_THAT(complaint("return scenario { accounts = { a = { password = 'x', mailbox = {\n maildir '.' } } } }",
                        folder_.path()),
              ::testing::AllOf(HasSubstr("t.lua:2: mailbox: "), HasSubstr("as a Maildir")));
}

TEST_F(mailbox_files, items_follow_one_another) {
  folder_.write("a.eml", "a\n");
  EXPECT_THAT(messages("text 'one', eml 'a.eml', text 'two'"), ElementsAre("one\r\n", "a\r\n", "two\r\n"));
  const auto box = mailbox("generate { count = 3 }, text 'x', generate { count = 2, size = 5000 }");
  EXPECT_EQ(box->count(), 6U);
  EXPECT_EQ(box->octets(2), 4096U);
  EXPECT_EQ(box->octets(3), 3U);
  EXPECT_EQ(box->octets(4), 5000U);
}

TEST_F(mailbox_files, unique_ids_differ_even_for_equal_messages_rfc1939_7) {
  const auto box = mailbox("text 'same', text 'same', generate { count = 200 }, generate { count = 200 }");
  std::set<std::string> ids;
  for (std::size_t position = 0; position < box->count(); ++position) {
    const auto id = box->unique_id(position);
    ids.insert(id);
    ASSERT_TRUE(!id.empty() && id.size() <= 70);
    ASSERT_TRUE(std::ranges::all_of(id, [](char octet) { return octet >= 0x21 && octet <= 0x7e; })) << id;
  }
  EXPECT_EQ(ids.size(), box->count());
}

TEST_F(mailbox_files, unique_ids_are_the_same_at_every_start_rfc1939_7) {
  const std::string items = "text 'one', message { text = 'x' }, generate { count = 3 }";
  const auto first = mailbox(items);
  const auto again = mailbox(items);
  for (std::size_t position = 0; position < first->count(); ++position) {
    EXPECT_EQ(first->unique_id(position), again->unique_id(position));
    EXPECT_EQ(octets_of(*first, position), octets_of(*again, position));
  }
  EXPECT_NE(first->unique_id(0), mailbox("text 'other'")->unique_id(0));
}

}  // namespace
}  // namespace pop3kit::serving
