#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// A socket that has this name.
class bound_socket {
 public:
  explicit bound_socket(const std::string& name) : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    EXPECT_LT(name.size(), sizeof address.sun_path);
    name.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  bound_socket(const bound_socket&) = delete;
  bound_socket& operator=(const bound_socket&) = delete;
  ~bound_socket() { ::close(descriptor_); }

 private:
  int descriptor_;
};

/// `pop3kit serve` whose outputs fail. The verdict is reported all the same.
class serve_outputs : public command_test {
 protected:
  [[nodiscard]] std::string scenario(bool met) const {
    const std::string expected = met ? "" : "expect = { { command = \"STAT\", exactly = 1 } },";
    return folder().write("test.lua", "return scenario { title = \"test\", " + expected +
                                          " accounts = { alice = { password = \"s3cret\" } } }\n");
  }

  /// Serves until it listens, then ends it by this signal.
  [[nodiscard]] command_run served_until(int number, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "serve");
    running_command serving(arguments);
    serving.read_lines(2);
    serving.signal(number);
    return serving.finish();
  }

  /// Serves with this standard output. The journal is a FIFO, whose first line says that the server has begun.
  [[nodiscard]] command_run served_with(const run_settings& settings, const std::string& file) const {
    const std::string fifo = folder().path("journal");
    EXPECT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    running_command serving({"serve", file, "--journal", fifo, "--junit", junit()}, settings);
    std::ifstream journal{fifo};
    std::string line;
    std::getline(journal, line);
    serving.signal(SIGTERM);
    while (std::getline(journal, line)) continue;
    std::filesystem::remove(fifo);
    return serving.finish();
  }

  /// The verdict is on standard error and in the JUnit file if standard output fails for this reason.
  void expect_verdicts_with(const run_settings& settings, const std::string& reason) const {
    const command_run good = served_with(settings, scenario(true));
    EXPECT_EQ(good.status, 8);
    EXPECT_THAT(good.err, HasSubstr("every expectation was met"));
    EXPECT_THAT(good.err, HasSubstr("standard output: " + reason));
    EXPECT_THAT(octets_of(junit()), HasSubstr("failures=\"0\""));
    const command_run bad = served_with(settings, scenario(false));
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.err, HasSubstr("STAT"));
    EXPECT_THAT(bad.err, HasSubstr("standard output: " + reason));
    EXPECT_THAT(octets_of(junit()), HasSubstr("failures=\"1\""));
  }

  [[nodiscard]] std::string junit() const { return folder().path("report.xml"); }
};

TEST_F(serve_outputs, a_report_that_cannot_be_written_is_found_before_a_port_is_opened) {
  const command_run got = run({"serve", scenario(true), "--junit", folder().path("nowhere/report.xml")});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr("--junit: "));
  EXPECT_THAT(got.err, HasSubstr("nowhere/report.xml"));
}

TEST_F(serve_outputs, a_full_disk_under_the_journal_is_reported_and_hides_nothing) {
  const std::string junit = folder().path("report.xml");
  const command_run good = served_until(SIGTERM, {scenario(true), "--journal", "/dev/full", "--junit", junit});
  EXPECT_EQ(good.status, 8);
  EXPECT_THAT(good.out, HasSubstr("every expectation was met"));
  EXPECT_THAT(good.err, HasSubstr("the journal ends here, and the server goes on"));
  EXPECT_THAT(octets_of(junit), HasSubstr("failures=\"0\""));
  const command_run bad = served_until(SIGTERM, {scenario(false), "--journal", "/dev/full", "--junit", junit});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.out, HasSubstr("not met"));
  EXPECT_THAT(bad.err, HasSubstr("STAT"));
  EXPECT_THAT(octets_of(junit), HasSubstr("failures=\"1\""));
}

TEST_F(serve_outputs, a_full_disk_under_the_journal_is_reported_when_it_happens) {
  running_command serving({"serve", scenario(true), "--journal", "/dev/full"});
  serving.read_lines(2);
  EXPECT_THAT(serving.read_error_lines(1), HasSubstr("/dev/full: No space left on device; the journal ends here"));
  serving.signal(SIGTERM);
  EXPECT_EQ(serving.finish().status, 8);
}

TEST_F(serve_outputs, a_journal_that_grows_too_large_is_reported_when_it_happens_and_hides_no_verdict) {
  const std::string journal = folder().path("journal");
  run_settings settings;
  settings.largest_file = 10;
  running_command serving({"serve", scenario(true), "--journal", journal}, settings);
  serving.read_lines(2);
  EXPECT_THAT(serving.read_error_lines(1), HasSubstr("--journal: " + journal + ": File too large; the journal ends"));
  serving.signal(SIGTERM);
  const command_run ended = serving.finish();
  EXPECT_EQ(ended.status, 8);
  EXPECT_THAT(ended.out, HasSubstr("every expectation was met"));
  EXPECT_THAT(ended.err, HasSubstr("--journal: " + journal + ": File too large"));
}

TEST_F(serve_outputs, a_report_that_grows_too_large_hides_no_verdict) {
  run_settings settings;
  settings.largest_file = 10;
  running_command serving({"serve", scenario(false), "--junit", junit()}, settings);
  serving.read_lines(2);
  serving.signal(SIGTERM);
  const command_run ended = serving.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("not met"));
  EXPECT_THAT(ended.err, HasSubstr("--junit: " + junit() + ": File too large"));
}

TEST_F(serve_outputs, a_full_disk_under_the_report_hides_no_verdict) {
  const command_run good = served_until(SIGTERM, {scenario(true), "--junit", "/dev/full"});
  EXPECT_EQ(good.status, 8);
  EXPECT_THAT(good.out, HasSubstr("every expectation was met"));
  const command_run bad = served_until(SIGTERM, {scenario(false), "--junit", "/dev/full"});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("--junit: /dev/full"));
}

TEST_F(serve_outputs, without_room_for_standard_output_the_verdict_is_on_standard_error) {
  run_settings settings;
  settings.standard_output = "/dev/full";
  expect_verdicts_with(settings, "No space left on device");
}

TEST_F(serve_outputs, with_standard_output_closed_the_verdict_is_on_standard_error) {
  run_settings settings;
  settings.output_is_closed = true;
  expect_verdicts_with(settings, "Bad file descriptor");
}

TEST_F(serve_outputs, without_a_reader_of_standard_output_the_verdict_is_on_standard_error) {
  run_settings settings;
  settings.reader_is_gone = true;
  expect_verdicts_with(settings, "Broken pipe");
}

TEST_F(serve_outputs, a_reader_that_goes_away_leaves_the_verdict_on_standard_error) {
  for (const bool met : {true, false}) {
    running_command serving({"serve", scenario(met), "--junit", junit()});
    serving.read_lines(2);
    serving.stop_reading();
    serving.signal(SIGTERM);
    const command_run ended = serving.finish();
    EXPECT_EQ(ended.status, met ? 8 : 1);
    EXPECT_THAT(ended.err, HasSubstr(met ? "every expectation was met" : "STAT"));
    EXPECT_THAT(ended.err, HasSubstr("standard output: Broken pipe"));
    EXPECT_THAT(octets_of(junit()), HasSubstr(met ? "failures=\"0\"" : "failures=\"1\""));
  }
}

TEST_F(serve_outputs, a_hangup_ends_it_with_the_verdict) {
  const std::string junit = folder().path("report.xml");
  const command_run ended = served_until(SIGHUP, {scenario(false), "--junit", junit});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("not met"));
  EXPECT_THAT(octets_of(junit), HasSubstr("failures=\"1\""));
}

TEST_F(serve_outputs, a_ready_file_that_is_no_file_is_refused_and_stays) {
  for (const std::string name : {"ready", "ready.ca.pem"}) {
    const std::string fifo = folder().path(name);
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    const command_run got = run({"serve", scenario(true), "--ready-file", folder().path("ready")});
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr("--ready-file: " + fifo + ": not a regular file"));
    EXPECT_TRUE(std::filesystem::is_fifo(fifo));
    std::filesystem::remove(fifo);
  }
}

TEST_F(serve_outputs, a_socket_or_folder_at_the_ready_file_is_refused_and_stays) {
  for (const std::string name : {"ready", "ready.ca.pem"}) {
    const std::string place = folder().path(name);
    const bound_socket bound(place);
    EXPECT_EQ(run({"serve", scenario(true), "--ready-file", folder().path("ready")}).status, 8);
    EXPECT_TRUE(std::filesystem::is_socket(place));
    std::filesystem::remove(place);
    std::filesystem::create_directory(place);
    EXPECT_EQ(run({"serve", scenario(true), "--ready-file", folder().path("ready")}).status, 8);
    EXPECT_TRUE(std::filesystem::is_directory(place));
    std::filesystem::remove(place);
  }
}

TEST_F(serve_outputs, a_link_at_the_ready_file_or_its_certificate_is_replaced_and_not_followed) {
  const std::string target = folder().write("target", "precious");
  std::filesystem::create_symlink(target, folder().path("ready"));
  std::filesystem::create_symlink(target, folder().path("ready.ca.pem"));
  running_command serving({"serve", scenario(true), "--ready-file", folder().path("ready")});
  serving.read_lines(2);
  for (const std::string name : {"ready", "ready.ca.pem"}) {
    EXPECT_TRUE(std::filesystem::is_regular_file(std::filesystem::symlink_status(folder().path(name)))) << name;
  }
  serving.signal(SIGTERM);
  expect_success(serving.finish());
  EXPECT_EQ(octets_of(target), "precious");
}

TEST_F(serve_outputs, links_at_the_journal_and_the_report_are_followed_to_files_that_do_not_exist_yet) {
  std::filesystem::create_symlink("journal.target", folder().path("journal"));
  std::filesystem::create_symlink("report.target", folder().path("report"));
  expect_success(served_until(
      SIGTERM, {scenario(true), "--journal", folder().path("journal"), "--junit", folder().path("report")}));
  EXPECT_TRUE(std::filesystem::is_symlink(folder().path("journal")));
  EXPECT_TRUE(std::filesystem::is_symlink(folder().path("report")));
  EXPECT_THAT(octets_of(folder().path("journal.target")), HasSubstr("{\"at\":"));
  EXPECT_THAT(octets_of(folder().path("report.target")), HasSubstr("<testsuite "));
}

TEST_F(serve_outputs, a_fifo_at_the_journal_is_written_directly_and_stays) {
  const std::string fifo = folder().path("journal");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  running_command serving({"serve", scenario(true), "--journal", fifo});
  std::ifstream journal{fifo};
  std::string line;
  EXPECT_TRUE(std::getline(journal, line));
  EXPECT_THAT(line, HasSubstr("{\"at\":"));
  serving.signal(SIGTERM);
  while (std::getline(journal, line)) continue;
  expect_success(serving.finish());
  EXPECT_TRUE(std::filesystem::is_fifo(fifo));
}

TEST_F(serve_outputs, a_folder_at_the_journal_or_the_report_is_refused) {
  for (const std::string option : {"--journal", "--junit"}) {
    const command_run got = run({"serve", scenario(true), option, folder().path(".")});
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr(option + ": " + folder().path(".") + ": Is a directory"));
  }
}

TEST_F(serve_outputs, the_ready_file_is_gone_after_the_end_and_before_a_failed_start) {
  const std::string ready = folder().path("ready");
  expect_success(served_until(SIGTERM, {scenario(true), "--ready-file", ready}));
  EXPECT_THAT(folder().names(), Not(Contains(HasSubstr("ready"))));
  folder().write("ready", "{\"port\":1}");
  folder().write("ready.ca.pem", "of an earlier server");
  EXPECT_EQ(run({"serve", scenario(true), "--ready-file", ready, "--journal", folder().path("nowhere/journal")}).status,
            8);
  EXPECT_THAT(folder().names(), Not(Contains(HasSubstr("ready"))));
}

}  // namespace
}  // namespace pop3kit::test
