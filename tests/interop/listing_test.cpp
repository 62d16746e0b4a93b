#include <algorithm>

#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

class listing : public dovecot_test {
 protected:
  /// Holds a listing against the files, and says which unique-ids stood in it.
  std::vector<std::string> hold(const message_listing& listed, bool with_headers) {
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
      ids.emplace_back(each.unique_id.value_or(unique_id{}).str());
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
  EXPECT_EQ(mail_.last_report().refused, 0U);
}

// Whether the others are logged in before the first connection has done it all is up to the machine; sooner or later
// they are, and each time the listing is the same.
TEST_P(listing, of_thousands_is_shared_between_connections) {
  constexpr std::size_t thousands = 2000;
  const dovecot large{awkward_mail(thousands)};
  // In lock-step the work lasts longer than a login, so that there is something left to share.
  auto lock_step = options_for(large);
  lock_step.pipeline = pipelining::off;
  client several{lock_step};
  several.connections_quantity(5);
  several.use_multi_connection(multi_connection::enable);
  std::size_t most_opened = 0;
  for (int attempt = 0; attempt < 50 && most_opened < 2; ++attempt) {
    const auto listed = several.list_messages().value();
    ASSERT_EQ(listed.size(), thousands);
    for (std::size_t i = 0; i < thousands; ++i) {
      ASSERT_EQ(listed[i].headers.value().subject(), "interop " + std::to_string(i + 1));
    }
    EXPECT_EQ(several.last_report().refused, 0U);
    most_opened = std::max(most_opened, several.last_report().opened);
  }
  EXPECT_GE(most_opened, 2U);
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
