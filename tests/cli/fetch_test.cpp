#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class fetch : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }

  [[nodiscard]] std::string unique_id_of(int number) const {
    const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
    return std::string{list.as_array().at(static_cast<std::size_t>(number - 1)).at("unique_id").as_string()};
  }
};

TEST_F(fetch, one_goes_to_standard_output_octet_for_octet_rfc1939_3) {
  for (int number = 1; number <= 3; ++number) {
    const command_run got = plain("fetch", {std::to_string(number)});
    expect_success(got);
    EXPECT_EQ(got.out, message_octets(number));
  }
  EXPECT_EQ(secure("fetch", {"1", "-o", "-"}).out, message_octets(1));
}

TEST_F(fetch, to_a_file) {
  const std::string file = folder().write("one.eml", "an earlier message");
  const command_run got = plain("fetch", {"1", "-o", file});
  expect_success(got);
  EXPECT_EQ(got.out, "");
  EXPECT_EQ(octets_of(file), message_octets(1));
  EXPECT_THAT(folder().names(), ElementsAre("one.eml"));
}

TEST_F(fetch, into_a_directory_named_by_unique_id) {
  const std::string id = unique_id_of(2);
  expect_success(plain("fetch", {"uid:" + id, "-o", folder().path("mail/")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre(id + ".eml"));
  EXPECT_EQ(octets_of(folder().path("mail/" + id + ".eml")), message_octets(2));
}

TEST_F(fetch, several_into_a_directory) {
  expect_success(plain("fetch", {"1", "3", "-o", folder().path("mail")}));
  EXPECT_EQ(folder().names("mail").size(), 2U);
}

TEST_F(fetch, all_into_a_directory) {
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  ASSERT_EQ(folder().names("mail").size(), 3U);
  for (int number = 1; number <= 3; ++number) {
    EXPECT_EQ(octets_of(folder().path("mail/" + unique_id_of(number) + ".eml")), message_octets(number));
  }
}

TEST_F(fetch, without_unique_ids_names_are_numbers) {
  serve(three_messages(), "rules = { { on = \"UIDL\", reply = \"-ERR not here\" } },");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("1.eml", "2.eml", "3.eml"));
}

TEST_F(fetch, an_empty_maildrop_is_no_error) {
  serve("");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
}

TEST_F(fetch, mbox_has_line_feeds_and_quoted_from_lines) {
  const std::string file = folder().path("mail.mbox");
  expect_success(plain("fetch", {"--all", "--format", "mbox", "-o", file}));
  const std::string mbox = octets_of(file);
  EXPECT_EQ(mbox.find('\r'), std::string::npos);
  EXPECT_EQ(mbox.find("From bob@example.org Mon May  6 08:00:00 2024\nFrom: Bob"), 0U);
  EXPECT_THAT(mbox, HasSubstr("\n.hidden\n..\n>From the start\n>>From the quoted\nend\n\nFrom j@example.org "));
  EXPECT_TRUE(mbox.ends_with("--edge--\n\n"));
  EXPECT_THAT(folder().names(), ElementsAre("mail.mbox"));
}

TEST_F(fetch, mbox_to_standard_output) {
  const command_run got = plain("fetch", {"1", "2", "--format", "mbox"});
  expect_success(got);
  EXPECT_EQ(got.out.find("From bob@example.org "), 0U);
  EXPECT_THAT(got.out, HasSubstr("\n\nFrom j@example.org "));
}

TEST_F(fetch, maildir_delivers_into_new) {
  expect_success(plain("fetch", {"--all", "--format", "maildir", "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), ElementsAre("cur", "new", "tmp"));
  EXPECT_THAT(folder().names("mail/tmp"), IsEmpty());
  const std::vector<std::string> delivered = folder().names("mail/new");
  ASSERT_EQ(delivered.size(), 3U);
  for (const std::string& name : delivered) {
    EXPECT_EQ(octets_of(folder().path("mail/new/" + name)).find('\r'), std::string::npos);
  }
}

TEST_F(fetch, a_torn_message_leaves_the_earlier_file_and_no_partial_one) {
  serve(three_messages(), "rules = { { on = \"RETR\", cut = { after = 40, close = \"reset\" } } },");
  const std::string file = folder().write("one.eml", "an earlier message");
  expect_failure(plain("fetch", {"1", "-o", file}), 3);
  EXPECT_EQ(octets_of(file), "an earlier message");
  EXPECT_THAT(folder().names(), ElementsAre("one.eml"));
}

TEST_F(fetch, a_torn_message_is_neither_appended_nor_delivered_and_the_whole_one_before_it_is) {
  serve(three_messages(), "rules = { { on = \"RETR\", nth = 2, cut = { after = 200, close = \"orderly\" } } },");
  const std::string file = folder().write("mail.mbox", "From an earlier message\n\nbody\n\n");
  expect_failure(plain("fetch", {"--all", "--format", "mbox", "-o", file}), 3);
  const std::string octets = octets_of(file);
  EXPECT_TRUE(octets.starts_with("From an earlier message\n\nbody\n\nFrom bob@example.org ")) << octets;
  EXPECT_TRUE(octets.ends_with("\nend\n\n")) << octets;
  EXPECT_EQ(octets.find("\nFrom "), octets.rfind("\nFrom ")) << octets;
  expect_failure(plain("fetch", {"--all", "--format", "maildir", "-o", folder().path("mail")}), 3);
  EXPECT_EQ(folder().names("mail/new").size(), 1U);
  EXPECT_THAT(folder().names("mail/tmp"), IsEmpty());
}

TEST_F(fetch, one_refused_of_several_is_status_1_and_the_others_are_saved) {
  serve(three_messages(), "rules = { { on = \"RETR\", argument = \"2\", reply = \"-ERR busy\" } },");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  expect_failure(got, 1);
  EXPECT_THAT(got.err, HasSubstr("busy"));
  EXPECT_EQ(folder().names("mail").size(), 2U);
  const std::string file = folder().path("mail.mbox");
  expect_failure(plain("fetch", {"--all", "--format", "mbox", "-o", file}), 1);
  EXPECT_THAT(octets_of(file), HasSubstr("\nend\n\nFrom dora@example.org "));
}

TEST_F(fetch, through_a_symbolic_link) {
  const std::string file = folder().write("real.eml", "earlier");
  std::filesystem::create_symlink(file, folder().path("link.eml"));
  expect_success(plain("fetch", {"1", "-o", folder().path("link.eml")}));
  EXPECT_TRUE(std::filesystem::is_symlink(folder().path("link.eml")));
  EXPECT_EQ(octets_of(file), message_octets(1));
}

TEST_F(fetch, a_device_is_written_not_replaced) {
  expect_success(plain("fetch", {"1", "-o", "/dev/null"}));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace pop3kit::test
