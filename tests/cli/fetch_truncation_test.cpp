#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class fetch_truncated : public command_test {
 protected:
  void serve_with(const std::string& rule) { serve(three_messages(), "rules = { " + rule + " },"); }
};

TEST_F(fetch_truncated, half_a_message_is_saved_and_one_line_counts_it) {
  serve_with("{ on = \"RETR\", argument = \"2\", fault = \"truncated\" }");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 0);
  EXPECT_THAT(got.err, HasSubstr("1 message was saved whose size differs from what the server states"));
  EXPECT_THAT(folder().names("mail"), SizeIs(3));
}

TEST_F(fetch_truncated, half_of_a_single_message_is_counted_too) {
  serve_with("{ on = \"RETR\", fault = \"truncated\" }");
  const command_run got = plain("fetch", {"2"});
  EXPECT_EQ(got.status, 0);
  EXPECT_THAT(got.err, HasSubstr("1 message was saved whose size differs from what the server states"));
}

TEST_F(fetch_truncated, messages_of_another_size_are_named_as_the_user_wrote_them) {
  serve_with("{ on = \"RETR\", argument = \"2\", fault = \"truncated\" }");
  const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
  const std::string id = "uid:" + std::string{list.as_array().at(1).at("unique_id").as_string()};
  const std::string before = "what the server states: ";
  for (const std::string& written : {std::string("2"), id}) {
    EXPECT_THAT(plain("fetch", {written}).err, HasSubstr(before + written + "; compare"));
    EXPECT_THAT(plain("fetch", {"1", written, "-o", folder().path("some")}).err, HasSubstr(before + written + ";"));
  }
  EXPECT_THAT(plain("fetch", {"--all", "-o", folder().path("mail")}).err, HasSubstr(before + "2; compare"));
  EXPECT_THAT(plain("fetch", {"--all", "--format", "mbox"}).err, HasSubstr(before + "2; compare"));
}

TEST_F(fetch_truncated, the_first_few_messages_of_another_size_are_named_and_the_rest_counted) {
  serve("generate { count = 12, size = \"4 KiB\" }", "rules = { { on = \"RETR\", fault = \"truncated\" } },");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 0);
  EXPECT_THAT(got.err, HasSubstr("12 messages were saved whose sizes differ from what the server states: "
                                 "1, 2, 3, 4, 5 and 7 more; compare"));
}

TEST_F(fetch_truncated, another_size_is_a_verdict_that_quiet_does_not_silence) {
  serve_with("{ on = \"RETR\", argument = \"2\", fault = \"truncated\" }");
  EXPECT_THAT(plain("fetch", {"2", "--quiet"}).err, HasSubstr("1 message was saved whose size differs"));
  EXPECT_THAT(run({"fetch", "--help"}).out, HasSubstr("errors and verdicts are always printed"));
}

TEST_F(fetch_truncated, a_message_of_its_full_size_is_not_mentioned) {
  serve(three_messages());
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
}

TEST_F(fetch_truncated, a_message_without_an_octet_is_not_saved) {
  serve_with("{ on = \"RETR\", argument = \"2\", raw = \"+OK 8192 octets\\r\\n.\\r\\n\" }");
  expect_failure(plain("fetch", {"2", "-o", folder().path("one.eml")}), 6);
  EXPECT_THAT(folder().names(), SizeIs(0));
}

TEST_F(fetch_truncated, a_message_without_an_octet_is_named_and_the_others_are_saved) {
  serve_with("{ on = \"RETR\", argument = \"2\", raw = \"+OK\\r\\n.\\r\\n\" }");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  expect_failure(got, 1);
  EXPECT_THAT(got.err, HasSubstr("2 of 3 messages fetched; 2: "));
  EXPECT_THAT(folder().names("mail"), SizeIs(2));
}

}  // namespace
}  // namespace pop3kit::test
