#include "interop/keeping_receiver.hpp"
#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

class peer_listing : public peer_test {
 protected:
  [[nodiscard]] client_options over(std::size_t connections) const {
    auto chosen = options();
    chosen.connections_quantity = connections;
    chosen.multi = connections == 1 ? multi_connection::disable : multi_connection::enable;
    return chosen;
  }
};

TEST_P(peer_listing, over_one_and_over_five_connections_is_the_same) {
  std::vector<unique_id> alone;
  for (const std::size_t connections : {1, 5}) {
    client mail{over(connections)};
    const auto listed = mail.list_messages();
    ASSERT_TRUE(listed.has_value()) << listed.error().message();
    ASSERT_EQ(listed->size(), message_count);
    std::vector<unique_id> ids;
    for (std::size_t i = 0; i < message_count; ++i) {
      const auto& each = listed->at(i);
      EXPECT_EQ(each.sequence_number, i + 1);
      EXPECT_EQ(each.headers.value().subject(), "interop " + std::to_string(i + 1));
      // They measure what they store, and end a message without a last line end only when sending it.
      const bool ended = kind().kept(files_[i]).ends_with('\n');
      EXPECT_EQ(each.size, served_[i].size() - (ended ? 0 : 2)) << i + 1;
      ids.push_back(each.unique_id.value());
    }
    if (connections == 1) {
      alone = ids;
    } else {
      EXPECT_EQ(ids, alone);
    }
    EXPECT_EQ(mail.last_report().refused, 0U);
    EXPECT_TRUE(mail.quit().has_value());
  }
}

TEST_P(peer_listing, all_messages_over_one_and_over_five_connections_are_what_it_keeps) {
  for (const std::size_t connections : {1, 5}) {
    client mail{over(connections)};
    keeping_receiver receiver;
    EXPECT_EQ(mail.save_messages(receiver).value().messages, message_count);
    ASSERT_EQ(receiver.whole.size(), message_count);
    EXPECT_EQ(mail.last_report().refused, 0U);
    ASSERT_TRUE(mail.quit().has_value());
    const auto kept = server_->stored();
    ASSERT_EQ(kept.size(), message_count);
    for (std::size_t number = 1; number <= message_count; ++number) {
      EXPECT_TRUE(same_octets(receiver.whole.at(number), kind().served(kept[number - 1]))) << number;
    }
  }
}

EACH_PEER(peer_listing);

}  // namespace
}  // namespace pop3kit::interop
