#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::ptrdiff_t messages_of_mbox(const std::string& octets) {
  std::ptrdiff_t count = octets.starts_with("From ") ? 1 : 0;
  for (std::size_t at = octets.find("\nFrom "); at != std::string::npos; at = octets.find("\nFrom ", at + 1)) ++count;
  return count;
}

/// A fetch of ten messages that ends while the sixth is due.
class fetch_early_end : public command_test {
 protected:
  command_run ended_by(int number, const std::string& format, const std::string& output) {
    serve("generate { count = 10 }", R"(rules = { { on = "RETR", argument = "6", delay = "1h" } },)");
    running_command fetching({"fetch", plain_url(), "--plaintext", "--password-file",
                              folder().write("password", "s3cret\n"), "--all", "--format", format, "--pipelining",
                              "off", "-o", folder().path(output)});
    const auto is_waiting = [](const journal_entry& entry) {
      return entry.kind == journal_kind::command && entry.text == "RETR 6";
    };
    EXPECT_TRUE(served().wait_for(is_waiting, std::chrono::minutes(1)));
    fetching.signal(number);
    return fetching.finish();
  }
};

TEST_F(fetch_early_end, whole_messages_stay_after_a_signal_and_are_counted) {
  for (const auto& [number, status] :
       {std::pair(SIGINT, 130), std::pair(SIGTERM, 1000 + SIGTERM), std::pair(SIGHUP, 1000 + SIGHUP)}) {
    const std::string output = "eml" + std::to_string(number);
    const command_run got = ended_by(number, "eml", output);
    expect_failure(got, status);
    EXPECT_THAT(got.err, HasSubstr(": 5 of 10 messages fetched; interrupted\n"));
    EXPECT_THAT(folder().names(output), SizeIs(5));
    for (const std::string& name : folder().names(output)) EXPECT_TRUE(name.ends_with(".eml")) << name;
  }
}

TEST_F(fetch_early_end, whole_messages_are_delivered_to_a_maildir_after_a_signal) {
  expect_failure(ended_by(SIGINT, "maildir", "mail"), 130);
  EXPECT_THAT(folder().names("mail/new"), SizeIs(5));
  EXPECT_THAT(folder().names("mail/tmp"), IsEmpty());
}

TEST_F(fetch_early_end, whole_messages_are_appended_to_an_mbox_after_a_signal) {
  folder().write("mbox", "From a@b Thu Jan  1 00:00:00 1970\n\nearlier\n\n");
  const command_run got = ended_by(SIGINT, "mbox", "mbox");
  expect_failure(got, 130);
  EXPECT_THAT(got.err, HasSubstr(": 5 of 10 messages fetched; interrupted\n"));
  EXPECT_EQ(messages_of_mbox(octets_of(folder().path("mbox"))), 6);
  EXPECT_FALSE(fs::exists(folder().path("mbox.lock")));
}

TEST_F(fetch_early_end, whole_messages_are_appended_to_an_mbox_after_the_session_was_lost) {
  serve("generate { count = 10 }", R"(rules = { { on = "RETR", argument = "6", close = "reset" } },)");
  const std::string file = folder().path("mbox");
  const command_run got = plain("fetch", {"--all", "--format", "mbox", "--pipelining", "off", "-o", file});
  expect_failure(got, 3);
  EXPECT_THAT(got.err, HasSubstr(": 5 of 10 messages fetched; "));
  EXPECT_EQ(messages_of_mbox(octets_of(file)), 5);
}

TEST_F(fetch_early_end, a_file_that_cannot_be_written_does_not_hide_how_many_were_fetched) {
  serve("generate { count = 10 }");
  const boost::json::value list = json_of(plain("list", {"--json", "--ids"}));
  const std::string third{list.as_array().at(2).at("unique_id").as_string()};
  fs::create_directories(folder().path("mail/" + third + ".eml"));
  const command_run got = plain("fetch", {"--all", "--pipelining", "off", "-o", folder().path("mail")});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr(": 2 of 10 messages fetched; "));
  EXPECT_THAT(got.err, HasSubstr(third + ".eml: Is a directory"));
  EXPECT_THAT(folder().names("mail"), SizeIs(3)) << "two messages and the folder";
}

/// The end of a FIFO from which nothing is read: once it has an octet, its writer has begun.
class idle_reader {
 public:
  explicit idle_reader(const std::string& fifo) {
    if (::mkfifo(fifo.c_str(), 0600) != 0) throw std::runtime_error("mkfifo");
    descriptor_ = ::open(fifo.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  }
  idle_reader(const idle_reader&) = delete;
  idle_reader& operator=(const idle_reader&) = delete;
  ~idle_reader() { ::close(descriptor_); }

  [[nodiscard]] bool wait_for_writer() const {
    pollfd end{descriptor_, POLLIN, 0};
    return ::poll(&end, 1, 60'000) == 1;
  }

 private:
  int descriptor_ = -1;
};

TEST_F(fetch_early_end, the_first_signal_ends_an_mbox_that_is_printed_though_its_reader_reads_nothing) {
  serve(R"(generate { count = 3, size = "1 MiB" })");
  for (const bool by_name : {false, true}) {
    SCOPED_TRACE(by_name ? "-o FIFO" : "-o -");
    const std::string fifo = folder().path(by_name ? "named" : "standard");
    const idle_reader reader(fifo);
    run_settings settings;
    if (!by_name) settings.standard_output = fifo;
    running_command fetching(
        {"fetch", plain_url(), "--plaintext", "--password-file", folder().write("password", "s3cret\n"), "--all",
         "--format", "mbox", "-o", by_name ? fifo : "-"},
        settings);
    ASSERT_TRUE(reader.wait_for_writer());
    fetching.signal(SIGINT);
    const command_run got = fetching.finish();
    expect_failure(got, 130);
    EXPECT_THAT(got.err, HasSubstr("interrupted"));
  }
}

}  // namespace
}  // namespace pop3kit::test
