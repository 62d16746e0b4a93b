#include <csignal>
#include <sstream>

#include "command_fixture.hpp"
#include "console/progress_bar.hpp"
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

TEST_F(terminal, progress_is_never_wider_than_the_terminal) {
  const std::vector<std::string> arguments{"fetch",         plain_url(), "--plaintext", "--password-file",
                                           password_file(), "--all",     "-o",          folder().path("mail")};
  terminal_settings narrow;
  narrow.columns = 20;
  const terminal_run shown = run_on_terminal(arguments, "", "", narrow);
  EXPECT_EQ(shown.status, 0) << shown.screen;
  EXPECT_THAT(shown.screen, HasSubstr("fetching 3/3"));
  std::istringstream pictures{shown.screen};
  for (std::string each; std::getline(pictures, each, '\r');) {
    EXPECT_LT(each.substr(0, each.find('\x1B')).size(), 20U) << each;
  }
}

TEST_F(terminal, a_terminal_that_cannot_redraw_a_line_shows_no_progress) {
  const std::vector<std::string> arguments{"fetch",         plain_url(), "--plaintext", "--password-file",
                                           password_file(), "--all",     "-o",          folder().path("mail")};
  terminal_settings dumb;
  dumb.type = "dumb";
  EXPECT_EQ(run_on_terminal(arguments, "", "", dumb).screen, "");
}

TEST(progress_picture, gives_up_its_bar_and_then_its_end_for_want_of_columns) {
  EXPECT_EQ(command::progress_picture("fetching", 1, 2, 10, 79),
            "fetching [###############               ] 1/2 10 octets");
  EXPECT_EQ(command::progress_picture("fetching", 1, 2, 10, 32), "fetching [###    ] 1/2 10 octets");
  EXPECT_EQ(command::progress_picture("fetching", 1, 2, 10, 25), "fetching 1/2 10 octets");
  EXPECT_EQ(command::progress_picture("fetching", 1, 2, 10, 12), "fetching 1/2");
  EXPECT_EQ(command::progress_picture("fetching", 0, 0, 10, 12), "fetching 10 ");
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
