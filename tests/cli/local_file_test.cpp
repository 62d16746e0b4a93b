#include <csignal>
#include <utility>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class local_file : public command_test {
 protected:
  using operation = std::pair<std::string, std::vector<std::string>>;

  void SetUp() override { serve(three_messages()); }
  [[nodiscard]] std::string missing() const { return folder().path("nowhere/file"); }

  /// Each prints more than a few octets.
  const std::vector<operation> printing_{
      {"stat", {}}, {"list", {}}, {"headers", {"1", "2"}}, {"show", {"1"}}, {"fetch", {"1"}}};
};

TEST_F(local_file, what_cannot_be_read_is_status_8_and_nothing_is_sent) {
  expect_failure(plain("stat", {"--ca-file", missing()}), 8);
  expect_failure(plain("stat", {"--ca-file", folder().path(".")}), 8);
  expect_failure(plain("stat", {"--ca-file", folder().write("ca", "no certificate\n")}), 8);
  expect_failure(run({"stat", plain_url(), "--plaintext", "--password-file", missing()}), 8);
  expect_failure(run({"stat", plain_url(), "--plaintext", "--password-file", folder().path(".")}), 8);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(local_file, a_trace_that_cannot_be_written_is_status_8_and_nothing_is_sent) {
  const command_run got = plain("stat", {"--trace", missing()});
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr(missing()));
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(local_file, a_full_disk_under_the_trace_is_status_8) {
  expect_failure(plain("stat", {"--trace", "/dev/full"}), 8);
}

TEST_F(local_file, a_full_disk_under_standard_output_is_status_8) {
  run_settings settings;
  settings.standard_output = "/dev/full";
  for (const auto& [verb, rest] : printing_) {
    const command_run got = plain(verb, rest, settings);
    EXPECT_EQ(got.status, 8) << verb << ": " << got.err;
    EXPECT_EQ(got.error_lines(), 1U) << got.err;
  }
  EXPECT_EQ(run({"--help"}, settings).status, 8);
}

TEST_F(local_file, a_file_that_grows_too_large_under_standard_output_is_status_8) {
  run_settings settings;
  settings.standard_output = folder().write("output", "");
  settings.largest_file = 3;
  for (const auto& [verb, rest] : printing_) {
    const command_run got = plain(verb, rest, settings);
    EXPECT_EQ(got.status, 8) << verb << ": " << got.err;
    EXPECT_EQ(got.error_lines(), 1U) << got.err;
    EXPECT_THAT(got.err, HasSubstr("standard output: File too large"));
  }
}

TEST_F(local_file, a_trace_that_grows_too_large_is_status_8) {
  run_settings settings;
  settings.largest_file = 10;
  const command_run got = plain("stat", {"--trace", folder().path("trace")}, settings);
  expect_failure(got, 8);
  EXPECT_THAT(got.err, HasSubstr("trace: File too large"));
}

TEST_F(local_file, a_reader_that_has_gone_away_ends_the_command_without_a_word_as_sigpipe_does) {
  run_settings settings;
  settings.reader_is_gone = true;
  const std::vector<operation> table{
      {"list", {}}, {"show", {"1", "2"}}, {"fetch", {"1"}}, {"fetch", {"--all", "--format", "mbox"}}};
  for (const auto& [verb, rest] : table) {
    const command_run got = plain(verb, rest, settings);
    EXPECT_EQ(got.status, 1000 + SIGPIPE) << verb;
    EXPECT_EQ(got.err, "");
  }
}

TEST_F(local_file, an_output_that_cannot_be_written_is_status_8) {
  expect_failure(plain("fetch", {"1", "-o", missing()}), 8);
  const std::string file = folder().write("file", "earlier");
  expect_failure(plain("fetch", {"--all", "-o", file}), 8);
  expect_failure(plain("fetch", {"1", "-o", file + "/below"}), 8);
  expect_failure(plain("fetch", {"1", "--format", "mbox", "-o", missing()}), 8);
  expect_failure(plain("fetch", {"1", "--format", "maildir", "-o", file}), 8);
  EXPECT_EQ(octets_of(file), "earlier");
}

TEST_F(local_file, scenarios_that_cannot_be_read_are_status_8) {
  expect_failure(run({"check", missing()}), 8);
  expect_failure(run({"serve", missing()}), 8);
}

TEST_F(local_file, a_journal_or_ready_file_that_cannot_be_written_is_status_8) {
  const std::string scenario = folder().write("empty.lua", "return scenario { title = \"empty\", accounts = {} }\n");
  expect_failure(run({"serve", scenario, "--journal", missing()}), 8);
  EXPECT_EQ(run({"serve", scenario, "--ready-file", missing()}).status, 8);
}

}  // namespace
}  // namespace pop3kit::test
