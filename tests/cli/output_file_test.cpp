#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "command_fixture.hpp"
#include "console/command_error.hpp"
#include "fetch/message_store.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// What the user names with -o.
class output_file : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
};

TEST_F(output_file, a_link_is_followed_to_a_file_that_does_not_exist_yet) {
  for (const std::string format : {"eml", "mbox"}) {
    const std::string link = folder().path(format + ".link");
    fs::create_symlink(format + ".target", link);
    expect_success(plain("fetch", {"1", "--format", format, "-o", link}));
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_THAT(octets_of(folder().path(format + ".target")), HasSubstr("Subject: dots"));
  }
}

TEST_F(output_file, a_link_is_followed_to_a_folder_that_does_not_exist_yet) {
  for (const std::string format : {"eml", "maildir"}) {
    const std::string link = folder().path(format + ".link");
    fs::create_symlink(format + ".target", link);
    expect_success(plain("fetch", {"--all", "--format", format, "-o", link}));
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_TRUE(fs::is_directory(folder().path(format + ".target")));
  }
}

TEST_F(output_file, a_link_at_the_trace_is_followed_to_a_file_that_does_not_exist_yet) {
  const std::string link = folder().path("trace.link");
  fs::create_symlink("trace.target", link);
  expect_success(plain("stat", {"--trace", link}));
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_THAT(octets_of(folder().path("trace.target")), HasSubstr("STAT"));
}

TEST_F(output_file, a_folder_at_the_trace_is_status_8_and_nothing_is_sent) {
  const command_run got = plain("stat", {"--trace", folder().path(".")});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr("--trace: " + folder().path(".") + ": Is a directory"));
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(output_file, links_in_a_circle_are_status_8) {
  fs::create_symlink("b", folder().path("a"));
  fs::create_symlink("a", folder().path("b"));
  for (const std::string format : {"eml", "mbox"}) {
    const command_run got = plain("fetch", {"1", "--format", format, "-o", folder().path("a")});
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr("Too many levels of symbolic links"));
  }
}

/// An mbox waits for its reader before the login, so that the timeout bounds nothing else here.
TEST_F(output_file, a_fifo_without_a_reader_is_given_up_after_the_timeout) {
  const std::string fifo = folder().path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const command_run got = plain("fetch", {"1", "--format", "mbox", "--timeout", "200ms", "-o", fifo});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr(fifo + ": no program reads from this FIFO"));
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(output_file, a_single_message_gives_up_a_fifo_without_a_reader) {
  const std::string fifo = folder().path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const auto store = command::make_eml_file(fifo, std::chrono::milliseconds(200));
  try {
    static_cast<void>(store->begin(command::fetch_target{"1", 1}));
    FAIL() << "the FIFO was opened";
  } catch (const command::command_error& trouble) {
    EXPECT_EQ(trouble.status(), command::exit_status::local);
    EXPECT_THAT(trouble.what(), HasSubstr(fifo + ": no program reads from this FIFO"));
  }
}

TEST_F(output_file, a_fifo_is_written_when_its_reader_comes) {
  const std::string fifo = folder().path("fifo");
  const std::string password = folder().write("password", "s3cret\n");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string format : {"eml", "mbox"}) {
    running_command fetching(
        {"fetch", plain_url(), "--plaintext", "--password-file", password, "1", "--format", format, "-o", fifo});
    const int reader = ::open(fifo.c_str(), O_RDONLY | O_CLOEXEC);
    std::string octets;
    std::array<char, 4096> room{};
    for (ssize_t got = 1; got > 0;) {
      got = ::read(reader, room.data(), room.size());
      if (got > 0) octets.append(room.data(), static_cast<std::size_t>(got));
    }
    ::close(reader);
    expect_success(fetching.finish());
    EXPECT_THAT(octets, HasSubstr("Subject: dots"));
  }
}

TEST_F(output_file, an_empty_value_of_an_option_is_a_usage_error_and_sends_nothing) {
  for (const std::string option : {"-o", "--output", "--trace", "--user", "--auth", "--ca-file", "--certificate",
                                   "--pin", "--proxy", "--timeout"}) {
    const command_run got = plain("fetch", {"1", option, ""});
    expect_failure(got, 2);
    EXPECT_THAT(got.err, HasSubstr("the value is empty"));
  }
  for (const std::string option : {"--ready-file", "--journal", "--junit", "--host"}) {
    expect_failure(run({"serve", "scenario.lua", option, ""}), 2);
  }
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(output_file, an_mbox_stays_as_it_was_if_the_session_was_lost_before_a_message_was_whole) {
  serve("generate { count = 10 }", "rules = { { on = \"RETR\", argument = \"1\", close = \"reset\" } },");
  const std::string file = folder().path("mail.mbox");
  const command_run got = plain("fetch", {"--all", "--format", "mbox", "--pipelining", "off", "-o", file});
  expect_failure(got, 3);
  EXPECT_THAT(got.err, HasSubstr(": 0 of 10 messages fetched; "));
  EXPECT_THAT(folder().names(), IsEmpty());
}

TEST_F(output_file, messages_of_an_mbox_that_went_to_standard_output_count_although_the_session_was_lost) {
  serve("generate { count = 10 }", "rules = { { on = \"RETR\", argument = \"5\", close = \"reset\" } },");
  const command_run got = plain("fetch", {"--all", "--format", "mbox", "--pipelining", "off"});
  EXPECT_EQ(got.status, 3);
  EXPECT_THAT(got.err, HasSubstr(": 4 of 10 messages fetched; "));
  EXPECT_THAT(got.out, StartsWith("From "));
}

}  // namespace
}  // namespace pop3kit::test
