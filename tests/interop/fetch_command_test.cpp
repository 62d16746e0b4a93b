#include <algorithm>
#include <filesystem>

#include "child_process.hpp"
#include "dovecot_fixture.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

/// `pop3kit fetch --all -o DIR`, the very command, against a store that is known file by file.
class fetch_command : public ::testing::TestWithParam<security> {
 protected:
  static constexpr std::size_t message_count = 10'000;

  [[nodiscard]] std::vector<std::string> fetch(const dovecot& server, const std::string& connections) const {
    const auto directory = folder_.path() / ("over-" + connections);
    const auto done = run({"/usr/bin/env", "MAIL_PASSWORD=s3cret", POP3KIT_COMMAND, "fetch",
                           "pop3://alice@127.0.0.1:" + std::to_string(server.port()), "--plaintext", "--password-env",
                           "MAIL_PASSWORD", "--all", "--connections", connections, "-o", directory.string()});
    EXPECT_EQ(done.status, 0) << done.output;
    std::vector<std::string> got;
    for (const auto& file : std::filesystem::directory_iterator(directory)) got.push_back(read_file(file.path()));
    std::ranges::sort(got);
    return got;
  }

  scratch_folder folder_;
};

TEST_P(fetch_command, ten_thousand_messages_over_one_and_five_connections_are_the_store_octet_for_octet) {
  const auto files = awkward_mail(message_count);
  std::vector<std::string> wanted;
  for (const auto& file : files) wanted.push_back(as_served(file));
  std::ranges::sort(wanted);
  const dovecot server{files};
  EXPECT_TRUE(fetch(server, "1") == wanted) << "the files are not what the server holds";
  EXPECT_TRUE(fetch(server, "5") == wanted) << "the files are not what the server holds";
}

INSTANTIATE_TEST_SUITE_P(dovecot, fetch_command, ::testing::Values(security::none), protection_name);

}  // namespace
}  // namespace pop3kit::interop
