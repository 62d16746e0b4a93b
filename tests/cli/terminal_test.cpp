#include <csignal>

#include "command_fixture.hpp"
#include "terminal_run.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class terminal : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
  [[nodiscard]] std::string password_file() const { return folder().write("password", "s3cret\n"); }
};

TEST_F(terminal, the_password_is_asked_for_and_never_shown) {
  const terminal_run got = run_on_terminal({"count", plain_url(), "--plaintext"}, "Password: ", "s3cret\n");
  EXPECT_EQ(got.status, 0) << got.screen;
  EXPECT_THAT(got.screen, HasSubstr("3\r\n"));
  EXPECT_THAT(got.screen, Not(HasSubstr("s3cret")));
}

TEST_F(terminal, nothing_typed_is_no_password) {
  EXPECT_EQ(run_on_terminal({"count", plain_url(), "--plaintext"}, "Password: ", "\n").status, 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(terminal, the_question_can_be_interrupted) {
  EXPECT_EQ(run_on_terminal({"count", plain_url(), "--plaintext"}, "Password: ", "\x03").status, 1000 + SIGINT);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(terminal, progress_is_shown_there_and_wiped_out) {
  const std::vector<std::string> arguments{"fetch",         plain_url(), "--plaintext", "--password-file",
                                           password_file(), "--all",     "-o",          folder().path("mail")};
  const terminal_run shown = run_on_terminal(arguments);
  EXPECT_EQ(shown.status, 0) << shown.screen;
  EXPECT_THAT(shown.screen, HasSubstr("3/3"));
  EXPECT_TRUE(shown.screen.ends_with("\r\x1B[K"));
  expect_success(run(arguments));
  std::vector<std::string> quietly = arguments;
  quietly.emplace_back("--quiet");
  EXPECT_EQ(run_on_terminal(quietly).screen, "");
}

TEST_F(terminal, an_interrupted_fetch_leaves_no_partial_file) {
  serve("generate { count = 1, size = \"4 MiB\" }", "network = { { bandwidth = \"64 KiB/s\" } },");
  const std::string file = folder().write("one.eml", "an earlier message");
  const terminal_run got = run_on_terminal(
      {"fetch", plain_url(), "--plaintext", "--password-file", password_file(), "1", "-o", file}, "KiB", "\x03");
  EXPECT_EQ(got.status, 1000 + SIGINT) << got.screen;
  EXPECT_THAT(folder().names(), ::testing::ElementsAre("one.eml", "password"));
  EXPECT_EQ(octets_of(file), "an earlier message");
}

}  // namespace
}  // namespace pop3kit::test
