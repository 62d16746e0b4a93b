#include <algorithm>

#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

class listing : public dovecot_test {
 protected:
  /// Holds a listing against the files, and says which unique-ids stood in it.
  std::vector<std::string> hold(const std::vector<message_info>& listed, bool with_headers) {
    std::vector<std::string> ids;
    EXPECT_EQ(listed.size(), message_count);
    for (std::size_t i = 0; i < listed.size(); ++i) {
      const auto& each = listed[i];
      EXPECT_EQ(each.sequence_number, i + 1);
      EXPECT_EQ(each.size, served_[i].size() - (files_[i].back() == '\n' ? 0 : 2));
      EXPECT_EQ(each.headers.has_value(), with_headers);
      if (each.headers) {
        EXPECT_EQ(each.headers->subject(), "interop " + std::to_string(i + 1));
      }
      ids.push_back(each.unique_id.value_or(unique_id{}).str());
    }
    auto sorted = ids;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end()) << "unique-ids are unique";
    return ids;
  }
};

TEST_P(listing, over_one_connection) {
  hold(mail_.list_messages(list_fields::ids_only).value(), false);
  hold(mail_.list_messages().value(), true);
}

TEST_P(listing, over_five_connections_is_the_same) {
  const auto alone = hold(mail_.list_messages().value(), true);
  mail_.connections_quantity(5);
  mail_.use_multi_connection(multi_connection::enable);
  EXPECT_EQ(hold(mail_.list_messages().value(), true), alone);
  EXPECT_EQ(mail_.last_report().opened, 5U);
  EXPECT_EQ(mail_.last_report().refused, 0U);
}

TEST_P(listing, in_lock_step_is_the_same) {
  auto lock_step = options();
  lock_step.pipeline = pipelining::off;
  client slow{lock_step};
  EXPECT_EQ(hold(slow.list_messages().value(), true), hold(mail_.list_messages().value(), true));
}

EACH_PROTECTION(listing);

}  // namespace
}  // namespace pop3kit::interop
