#include <sys/stat.h>

#include <fstream>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Links and other things that wait at the names that `fetch` writes to.
class fetch_names : public command_test {
 protected:
  /// The server gives the message this unique-id.
  void serve_named(const std::string& id) {
    serve("text \"Subject: one\\n\\nbody\\n\"",
          "rules = { { on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 " + id +
              "\\r\\n.\\r\\n\" }, { on = \"UIDL\", argument = \"1\", reply = \"+OK 1 " + id + "\" } },");
  }
  [[nodiscard]] std::string victim() const { return folder().write("victim", "precious"); }
};

TEST_F(fetch_names, one_message_by_number_has_its_unique_id_as_name) {
  serve_named("a7");
  fs::create_directory(folder().path("mail"));
  expect_success(plain("fetch", {"1", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("a7.eml"));
}

TEST_F(fetch_names, by_number_never_replace_a_message_of_an_earlier_session) {
  const std::string without_ids = "rules = { { on = \"UIDL\", reply = \"-ERR unsupported\" } },";
  const std::vector<std::string> all{"--all", "-o", folder().path("mail")};
  serve("text \"Subject: a\\n\\none\\n\"", without_ids);
  expect_success(plain("fetch", all));
  expect_success(plain("fetch", all));
  EXPECT_THAT(folder().names("mail"), ElementsAre("1.eml")) << "the same octets";
  serve("text \"Subject: b\\n\\ntwo\\n\"", without_ids);
  expect_success(plain("fetch", all));
  expect_success(plain("fetch", {"1", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("1.eml", "1~2.eml"));
  EXPECT_THAT(octets_of(folder().path("mail/1.eml")), HasSubstr("one"));
  EXPECT_THAT(octets_of(folder().path("mail/1~2.eml")), HasSubstr("two"));
}

TEST_F(fetch_names, a_name_is_never_hidden_or_an_option_of_a_command) {
  serve_named("-rf");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("%2Drf.eml"));
  serve_named("../up");
  expect_success(plain("fetch", {"--all", "-o", folder().path("more")}));
  EXPECT_THAT(folder().names("more"), ElementsAre("%2E.%2Fup.eml"));
}

TEST_F(fetch_names, a_symbolic_link_at_the_name_is_replaced_and_not_followed) {
  serve_named("a7");
  fs::create_directory(folder().path("mail"));
  fs::create_symlink(victim(), folder().path("mail/a7.eml"));
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_EQ(octets_of(folder().path("victim")), "precious");
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder().path("mail/a7.eml"))));
  EXPECT_THAT(octets_of(folder().path("mail/a7.eml")), HasSubstr("body"));
}

TEST_F(fetch_names, links_and_fifos_at_the_former_name_of_partial_files_are_not_touched) {
  serve_named("a7");
  fs::create_directory(folder().path("mail"));
  fs::create_hard_link(victim(), folder().path("mail/.a7.eml.partial"));
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_EQ(octets_of(folder().path("victim")), "precious");
  fs::remove(folder().path("mail/.a7.eml.partial"));
  ASSERT_EQ(::mkfifo(folder().path("mail/.a7.eml.partial").c_str(), 0600), 0);
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre(".a7.eml.partial", "a7.eml"));
}

TEST_F(fetch_names, other_hard_links_of_an_earlier_file_keep_their_content) {
  serve_named("a7");
  fs::create_directory(folder().path("mail"));
  fs::create_hard_link(victim(), folder().path("mail/a7.eml"));
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_EQ(octets_of(folder().path("victim")), "precious");
}

TEST_F(fetch_names, a_fifo_or_folder_at_the_name_is_status_8_and_named) {
  serve_named("a7");
  fs::create_directories(folder().path("mail/a7.eml"));
  const command_run on_folder = plain("fetch", {"--all", "-o", folder().path("mail")});
  expect_failure(on_folder, 8);
  EXPECT_THAT(on_folder.err, HasSubstr(folder().path("mail/a7.eml") + ": Is a directory"));
  fs::create_directory(folder().path("more"));
  ASSERT_EQ(::mkfifo(folder().path("more/a7.eml").c_str(), 0600), 0);
  const command_run on_fifo = plain("fetch", {"1", "-o", folder().path("more")});
  expect_failure(on_fifo, 8);
  EXPECT_THAT(on_fifo.err, HasSubstr(folder().path("more/a7.eml") + ": not a regular file"));
}

TEST_F(fetch_names, files_and_new_folders_are_private) {
  serve_named("a7");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  const auto others = fs::perms::group_all | fs::perms::others_all;
  for (const char* name : {"mail", "mail/a7.eml"}) {
    EXPECT_EQ(fs::status(folder().path(name)).permissions() & others, fs::perms::none) << name;
  }
}

}  // namespace
}  // namespace pop3kit::test
