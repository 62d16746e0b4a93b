#include <algorithm>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

/// One message that is named twice: by its number and by its unique-id.
class same_message : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }

  [[nodiscard]] std::string id_of(std::size_t number) const {
    const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
    return "uid:" + std::string{list.as_array().at(number - 1).at("unique_id").as_string()};
  }
  [[nodiscard]] std::size_t times_sent(const std::string& command) const {
    return static_cast<std::size_t>(std::ranges::count(commands(), command));
  }
};

TEST_F(same_message, is_fetched_once_into_every_kind_of_store) {
  const std::string id = id_of(1);
  const std::string file = folder().path("mail.mbox");
  expect_success(plain("fetch", {"1", id, "--format", "mbox", "-o", file}));
  const std::string octets = octets_of(file);
  EXPECT_EQ(octets.find("Subject: dots"), octets.rfind("Subject: dots"));
  expect_success(plain("fetch", {id, "1", "--format", "maildir", "-o", folder().path("maildir")}));
  EXPECT_THAT(folder().names("maildir/new"), SizeIs(1));
  expect_success(plain("fetch", {"1", "2", id, "-o", folder().path("mail")}));
  EXPECT_THAT(folder().names("mail"), SizeIs(2));
  EXPECT_EQ(times_sent("RETR 1"), 3U);
}

TEST_F(same_message, is_shown_once) {
  const std::string id = id_of(3);
  for (const std::string verb : {"show", "headers", "info"}) {
    EXPECT_EQ(plain(verb, {"3", id}).out, plain(verb, {"3"}).out) << verb;
  }
}

TEST_F(same_message, is_deleted_once_and_reported_once) {
  const command_run got = plain("delete", {"2", id_of(2), "--json"});
  expect_success(got);
  EXPECT_THAT(json_of(got).at("messages").as_array(), SizeIs(1));
  EXPECT_EQ(plain("count").out, "2\n");
  EXPECT_EQ(times_sent("UIDL"), 2U) << "one of them for the list that gave the id";
}

TEST_F(same_message, leaves_unknown_and_ambiguous_ids_to_their_own_errors) {
  const command_run unknown = plain("fetch", {"1", "uid:none", "-o", folder().path("mail")});
  expect_failure(unknown, 1);
  EXPECT_THAT(unknown.err, HasSubstr("1 of 2 messages fetched; uid:none: "));
  serve(three_messages(), "rules = { { on = \"UIDL\", fault = \"duplicate_unique_ids\" } },");
  const command_run ambiguous = plain("fetch", {"1", id_of(1), "-o", folder().path("more")});
  expect_failure(ambiguous, 1);
  EXPECT_THAT(folder().names("more"), SizeIs(1));
}

}  // namespace
}  // namespace pop3kit::test
