#include <fcntl.h>
#include <unistd.h>

#include "command_fixture.hpp"
#include "commands.hpp"
#include "console/standard_streams.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Sends standard output to a file, as long as it exists.
class output_to_file {
 public:
  explicit output_to_file(const std::string& file) : before_(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)) {
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ::dup2(opened, STDOUT_FILENO);
    ::close(opened);
  }
  output_to_file(const output_to_file&) = delete;
  output_to_file& operator=(const output_to_file&) = delete;
  ~output_to_file() {
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
  }

 private:
  int before_;
};

/// Headers that are printed as they come, and kept only if one before them is not there yet.
class header_output : public command_test {
 protected:
  static constexpr int messages = 40;

  /// The rows of 13 of these messages are more than the command keeps before it writes to standard output.
  void serve_with_held(const std::string& argument) {
    std::string mailbox;
    for (int number = 1; number <= messages; ++number) {
      mailbox += "text('Subject: ' .. ('s'):rep(5000) .. '" + std::to_string(number) + "\\n\\n'), ";
    }
    serve(mailbox, "rules = { { on = \"TOP\", argument = \"" + argument + "\", hold = \"gate\" } },");
  }

  /// Two connections: one waits for the first message, and the other goes on.
  template <class Arguments>
  [[nodiscard]] Arguments with_two_connections() const {
    Arguments given;
    given.url = plain_url();
    given.plaintext = true;
    given.password_file = folder().write("password", "s3cret\n");
    given.connections = 2;
    given.json = true;
    given.quiet = true;
    given.limits.kept_header_octets = 50'000;
    return given;
  }

  /// The text of the error with which it ends.
  template <class Run>
  [[nodiscard]] std::string failure_of(Run run) const {
    const output_to_file output(folder().path("output"));
    std::string text = "it did not fail";
    try {
      run();
    } catch (const command::command_error& trouble) {
      text = trouble.what();
    }
    command::standard_output().flush();
    return text;
  }
};

TEST_F(header_output, of_list_begins_while_a_later_message_is_held_back) {
  serve_with_held("30 0");
  run_settings settings;
  settings.environment = {"POP3KIT_TEST_PASSWORD=s3cret"};
  running_command listing({"list", plain_url(), "--plaintext", "--password-env", "POP3KIT_TEST_PASSWORD", "--json"},
                          settings);
  // Waits for good if nothing is printed before the last headers have come.
  const std::string first = listing.read_lines(3);
  EXPECT_THAT(first, StartsWith("[{\"sequence_number\":1,"));
  EXPECT_THAT(first, HasSubstr("{\"sequence_number\":3,"));
  EXPECT_TRUE(served().release("gate"));
  command_run whole = listing.finish();
  expect_success(whole);
  whole.out.insert(0, first);
  EXPECT_EQ(json_of(whole).as_array().size(), 40U);
}

TEST_F(header_output, of_list_is_bounded_while_the_first_message_is_held_back) {
  serve_with_held("1 0");
  const auto given = with_two_connections<command::list_arguments>();
  EXPECT_THAT(failure_of([&] { command::run_list(given); }),
              HasSubstr(make_error_code(errc::kept_headers_too_large).message()));
  EXPECT_THAT(octets_of(folder().path("output")), StartsWith("[{\"sequence_number\":1,"));
}

TEST_F(header_output, of_headers_is_bounded_while_the_first_message_is_held_back) {
  serve_with_held("1 0");
  auto given = with_two_connections<command::message_arguments>();
  for (int number = 1; number <= messages; ++number) given.ids.push_back(std::to_string(number));
  EXPECT_THAT(failure_of([&] { command::run_headers(given); }),
              HasSubstr(make_error_code(errc::kept_headers_too_large).message()));
}

}  // namespace
}  // namespace pop3kit::test
