#include "dovecot_fixture.hpp"
#include "keeping_receiver.hpp"

namespace pop3kit::interop {
namespace {

void expect_store(const dovecot& server, const std::vector<std::string>& files, client_options options) {
  client mail{std::move(options)};
  keeping_receiver receiver;
  const auto report = mail.save_messages(receiver).value();
  EXPECT_EQ(report.messages, files.size());
  EXPECT_EQ(mail.last_report().refused, 0U) << server.log();
  ASSERT_EQ(receiver.whole.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    ASSERT_TRUE(same_octets(receiver.whole.at(i + 1), as_served(files[i]))) << i + 1;
  }
  // How many messages each connection carries is up to the machine.
  std::uint64_t carried = 0;
  for (const auto& connection : mail.last_report().connections) carried += connection.messages;
  EXPECT_EQ(carried, files.size());
}

class fetching : public dovecot_test {};

TEST_P(fetching, ten_thousand_messages_over_one_and_five_connections_equal_the_store) {
  const auto files = awkward_mail(10'000);
  const dovecot large{files};
  client_options options = options_for(large);
  expect_store(large, files, options);
  options.connections_quantity = 5;
  options.multi = multi_connection::enable;
  expect_store(large, files, options);
  options.multi = multi_connection::automatic;
  expect_store(large, files, options);
}

INSTANTIATE_TEST_SUITE_P(dovecot, fetching, ::testing::Values(security::none), protection_name);

}  // namespace
}  // namespace pop3kit::interop
