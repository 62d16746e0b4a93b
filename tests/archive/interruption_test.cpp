// A run that fails or is killed at each step of the file system, and the run after it: each message is stored once.
#include "archive/archive_fixture.hpp"
#include "archive/faulty_file_system.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;

const std::string one = "Subject: one\n\nThe first.\n";
const std::string two = "Subject: two\n\nFrom the second.\n";
const std::string three = "Subject: three\n\n" + std::string(70'000, 'x') + "\n";

struct circumstances {
  std::string name;
  store_kind store;
  interruption how;
  deletion_policy policy;
};

std::vector<circumstances> all_circumstances() {
  std::vector<circumstances> all;
  const std::vector<std::pair<std::string, store_kind>> stores{
      {"maildir", store_kind::maildir}, {"eml", store_kind::eml}, {"mbox", store_kind::mbox}};
  const std::vector<std::pair<std::string, interruption>> interruptions{
      {"fails", interruption::fails},
      {"is_killed_before", interruption::killed_before},
      {"is_killed_after", interruption::killed_after}};
  for (const auto& [store_name, store] : stores) {
    for (const auto& [how_name, how] : interruptions) {
      all.push_back({store_name + "_that_" + how_name + "_keeping", store, how, deletion_policy::keep});
      all.push_back({store_name + "_that_" + how_name + "_deleting", store, how, deletion_policy::delete_stored});
    }
  }
  return all;
}

class interruption_test : public archive_test, public ::testing::WithParamInterface<circumstances> {
 protected:
  interruption_test() { kind_ = GetParam().store; }
  void begin_again() {
    for (const auto& each : std::filesystem::directory_iterator(path("."))) std::filesystem::remove_all(each.path());
    server_->reset().value();
  }
};
INSTANTIATE_TEST_SUITE_P(circumstances, interruption_test, ::testing::ValuesIn(all_circumstances()),
                         [](const auto& given) { return given.param.name; });

TEST_P(interruption_test, at_each_step_stores_each_message_once_in_the_end) {
  serve(mailbox_of({one, two, three}));
  std::size_t step = 1;
  for (bool fired = true; fired; ++step) {
    begin_again();
    faulty_file_system files(GetParam().how, step);
    try {
      const result<sync_report> report = try_run(deleting(GetParam().policy), files);
      EXPECT_TRUE(!report || report->failed == 0 || files.fired());
    } catch (const killed&) {
      EXPECT_TRUE(files.fired());
    }
    fired = files.fired();
    SCOPED_TRACE("step " + std::to_string(step) + ": " + (fired ? files.calls().at(step - 1) : "none"));
    // What is gone from the server is in the store, whatever happened.
    EXPECT_GE(stored().size() + left_on_server(), 3U);
    const result<sync_report> again = try_run(deleting(GetParam().policy));
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(again->failed, 0U);
    EXPECT_THAT(stored(), ElementsAre(one, three, two));
    EXPECT_EQ(left_on_server(), GetParam().policy == deletion_policy::keep ? 3U : 0U);
    if (HasFailure()) return;
  }
  // Folders, state, three messages and their group have more steps than this.
  EXPECT_GE(step, 15U);
}

/// Ends the run where no file changes: between the state and the server.
TEST_P(interruption_test, at_each_event_stores_each_message_once_in_the_end) {
  serve(mailbox_of({one, two, three}));
  std::size_t at = 1;
  for (bool fired = true; fired; ++at) {
    begin_again();
    std::size_t events = 0;
    sync_options how = deleting(GetParam().policy);
    how.on_event = [&](const archive_event&) {
      if (++events == at) throw killed();
    };
    EXPECT_TRUE(events == 0);
    try {
      static_cast<void>(try_run(std::move(how)));
    } catch (const killed&) {
    }
    fired = events >= at;
    const result<sync_report> again = try_run(deleting(GetParam().policy));
    ASSERT_TRUE(again) << again.error();
    EXPECT_THAT(stored(), ElementsAre(one, three, two));
    EXPECT_EQ(left_on_server(), GetParam().policy == deletion_policy::keep ? 3U : 0U);
  }
  EXPECT_GE(at, GetParam().policy == deletion_policy::keep ? 4U : 7U);
}

}  // namespace
}  // namespace pop3kit::test
