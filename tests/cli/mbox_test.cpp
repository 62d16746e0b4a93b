#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* earlier = "From a@b Thu Jan  1 00:00:00 1970\nSubject: earlier\n\nbody\n\n";

class mbox : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
  [[nodiscard]] command_run fetch_all(const std::string& file, const run_settings& settings = run_settings()) const {
    return plain("fetch", {"--all", "--format", "mbox", "--timeout", "2s", "-o", file}, settings);
  }
};

TEST_F(mbox, an_existing_one_is_appended_to_and_never_replaced) {
  const std::string file = folder().write("mail.mbox", earlier);
  expect_success(fetch_all(file));
  const std::string once = octets_of(file);
  EXPECT_THAT(once, StartsWith(std::string(earlier) + "From bob@example.org "));
  expect_success(fetch_all(file));
  EXPECT_EQ(octets_of(file), once + once.substr(std::string(earlier).size()));
  EXPECT_THAT(folder().names(), ElementsAre("mail.mbox"));
}

TEST_F(mbox, stays_as_it_was_if_the_maildrop_is_empty) {
  const std::string file = folder().write("mail.mbox", earlier);
  serve("");
  expect_success(fetch_all(file));
  EXPECT_EQ(octets_of(file), earlier);
}

TEST_F(mbox, another_kind_of_file_is_refused_before_anything_is_sent) {
  const std::string file = folder().write("letter", "Dear Dora,\n");
  const command_run got = fetch_all(file);
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr(file + ": not an mbox"));
  EXPECT_EQ(octets_of(file), "Dear Dora,\n");
  EXPECT_TRUE(served().journal().empty());
}

TEST_F(mbox, a_lock_that_stays_is_status_8_and_named) {
  const std::string file = folder().write("mail.mbox", earlier);
  const std::string lock = folder().write("mail.mbox.lock", "1\n");
  const command_run got = fetch_all(file);
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr("locked by " + lock));
  EXPECT_EQ(octets_of(file), earlier);
}

TEST_F(mbox, a_disk_that_fills_during_the_append_leaves_the_earlier_messages) {
  std::string large = earlier;
  large.append(4000, 'x').append("\n\n");
  const std::string file = folder().write("mail.mbox", large);
  run_settings settings;
  settings.largest_file = large.size() + 100;
  const command_run got = fetch_all(file, settings);
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr(file + ": File too large"));
  EXPECT_EQ(octets_of(file), large);
  EXPECT_THAT(folder().names(), ElementsAre("mail.mbox"));
}

TEST_F(mbox, a_device_is_written_directly) {
  expect_success(fetch_all("/dev/null"));
  const command_run got = fetch_all("/dev/stdout");
  expect_success(got);
  EXPECT_THAT(got.out, StartsWith("From bob@example.org "));
}

TEST_F(mbox, that_was_printed_holds_no_part_of_a_message_that_began_anew) {
  const std::string messages =
      R"(text("Subject: one\n\n" .. ("first\n"):rep(300)), text("Subject: two\n\n" .. ("second\n"):rep(300)))";
  serve(messages);
  const std::vector<std::string> to_standard_output = {"--all", "--format", "mbox", "--reconnect", "2", "-o", "-"};
  const std::string right = plain("fetch", to_standard_output).out;
  ASSERT_THAT(right, HasSubstr("Subject: two"));
  for (const char* place : {"-", "/dev/stdout"}) {
    SCOPED_TRACE(place);
    serve(messages, R"(rules = { { on = "RETR", connection = 1, nth = 2, cut = { after = 1500 } } },)");
    std::vector<std::string> arguments = to_standard_output;
    arguments.back() = place;
    const command_run got = plain("fetch", arguments);
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_EQ(got.out, right);
  }
}

}  // namespace
}  // namespace pop3kit::test
