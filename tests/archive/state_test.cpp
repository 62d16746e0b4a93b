#include "state/archive_state.hpp"

#include <sqlite3.h>

#include "files/folder_fixture.hpp"

namespace pop3kit::test {
namespace {

using namespace archiving;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr seconds_since_1970 noon{std::chrono::seconds{1'800'000'000}};

class state_test : public folder_test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return path("state.sqlite3"); }
  [[nodiscard]] std::unique_ptr<archive_state> open() const { return archive_state::open(file()).value(); }
  void run_sql(const std::string& sql) const {
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &opened), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(opened);
    sqlite3_close(opened);
  }
  [[nodiscard]] std::string read_sql(const std::string& sql) const {
    sqlite3* opened = nullptr;
    std::string text;
    EXPECT_EQ(sqlite3_open(file().c_str(), &opened), SQLITE_OK);
    const auto add = [](void* out, int count, char** values, char**) {
      for (int each = 0; each < count; ++each)
        *static_cast<std::string*>(out) += std::string(values[each] ? values[each] : "-") + "|";
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(opened, sql.c_str(), add, &text, nullptr), SQLITE_OK) << sqlite3_errmsg(opened);
    sqlite3_close(opened);
    return text;
  }
  static stored_message message(const std::string& id, std::int64_t generation = 1) {
    stored_message made;
    made.identity = {identity_kind::unique_id, id, generation};
    made.listed_size = 100 + id.size();
    made.digest.content[0] = 1;
    made.digest.header[0] = 2;
    made.digest.octets = 100;
    made.place = "new/" + id;
    return made;
  }
  static std::vector<std::string> ids(archive_state& state, row_number account) {
    std::vector<std::string> found;
    const result<> done = state.for_each_unique_id(account, [&](const known_message& each) {
      found.push_back(std::string(each.unique_id) + (each.deletion_asked ? " asked" : "") +
                      (each.deleted ? " deleted" : "") + (each.missing ? " missing" : "") +
                      (each.generation > 1 ? " again" : ""));
      return result<>();
    });
    EXPECT_TRUE(done);
    return found;
  }
};

TEST_F(state_test, messages_are_remembered_by_unique_id_in_the_order_of_their_octets) {
  {
    const auto state = open();
    const row_number alice = state->find_account("alice@mail.test").value();
    state->add(alice, std::vector{message("b"), message("a"), message(std::string("\xFF\0", 2))}, noon, noon).value();
    state->add(state->find_account("bob@mail.test").value(), std::vector{message("c")}, noon, noon).value();
  }
  const auto state = open();
  EXPECT_THAT(ids(*state, state->find_account("alice@mail.test").value()),
              ElementsAre("a", "b", std::string("\xFF\0", 2)));
}

TEST_F(state_test, the_latest_message_of_a_unique_id_counts) {
  const auto state = open();
  const row_number alice = state->find_account("alice").value();
  state->add(alice, std::vector{message("a"), message("b"), message("a", 2)}, noon, noon).value();
  EXPECT_THAT(ids(*state, alice), ElementsAre("a again", "b"));
  EXPECT_EQ(state->latest_generation(alice, message("a").identity).value(), 2);
  EXPECT_EQ(state->latest_generation(alice, message("x").identity).value(), 0);
}

TEST_F(state_test, one_message_cannot_be_stored_twice) {
  const auto state = open();
  const row_number alice = state->find_account("alice").value();
  const auto added = state->add(alice, std::vector{message("a"), message("a")}, noon, noon);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code(), errc::archive_unusable);
  EXPECT_THAT(ids(*state, alice), IsEmpty());
}

TEST_F(state_test, a_deletion_is_asked_then_done_or_taken_back) {
  const auto state = open();
  const row_number alice = state->find_account("alice").value();
  const auto rows = state->add(alice, std::vector{message("a"), message("b"), message("c")}, noon, noon).value();
  state->ask_deletion(rows, noon).value();
  EXPECT_THAT(ids(*state, alice), ElementsAre("a asked", "b asked", "c asked"));
  state->note_deleted(std::vector{rows[0]}, noon).value();
  state->note_kept(std::vector{rows[1]}).value();
  EXPECT_THAT(ids(*state, alice), ElementsAre("a deleted missing", "b", "c asked"));
  state->note_listed(rows[0], 7).value();
  EXPECT_THAT(ids(*state, alice), ElementsAre("a", "b", "c asked"));
}

TEST_F(state_test, messages_are_found_by_header_and_by_size) {
  const auto state = open();
  const row_number alice = state->find_account("alice").value();
  const auto rows = state->add(alice, std::vector{message("a")}, noon, noon).value();
  const auto found = state->find_header(alice, message("a").digest).value();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].place, "new/a");
  EXPECT_EQ(found[0].listed_size, 101U);
  EXPECT_EQ(found[0].digest, message("a").digest);
  EXPECT_EQ(state->digest_of(rows[0]).value(), message("a").digest);
  EXPECT_THAT(state->find_header(alice, message_digest()).value(), IsEmpty());
  EXPECT_TRUE(state->has_present_of_size(alice, 101).value());
  EXPECT_FALSE(state->has_present_of_size(alice, 102).value());
  state->note_missing(rows, noon).value();
  EXPECT_FALSE(state->has_present_of_size(alice, 101).value());
}

TEST_F(state_test, sizes_up_to_the_greatest_number_are_kept) {
  const auto state = open();
  const row_number alice = state->find_account("alice").value();
  stored_message huge = message("a");
  huge.listed_size = UINT64_MAX;
  state->add(alice, std::vector{huge}, noon, noon).value();
  EXPECT_EQ(state->find_header(alice, huge.digest).value().at(0).listed_size, UINT64_MAX);
}

TEST_F(state_test, a_second_opening_is_refused_as_long_as_the_first_one_exists) {
  auto first = open();
  const auto second = archive_state::open(file());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), errc::archive_in_use);
  EXPECT_THAT(second.error().detail(), HasSubstr("state.sqlite3.lock"));
  first.reset();
  EXPECT_TRUE(archive_state::open(file()));
}

TEST_F(state_test, people_can_read_the_state_during_a_run) {
  const auto state = open();
  state->add(state->find_account("alice@mail.test").value(), std::vector{message("a")}, noon, noon).value();
  EXPECT_EQ(read_sql("SELECT account, unique_id, listed_size, place, seen, stored, deleted FROM messages"),
            "alice@mail.test|a|101|new/a|2027-01-15 08:00:00|2027-01-15 08:00:00|-|");
  EXPECT_EQ(read_sql("PRAGMA journal_mode"), "wal|");
}

TEST_F(state_test, the_files_are_for_their_owner_only) {
  const auto state = open();
  EXPECT_EQ(mode_of(file()), 0600U);
  EXPECT_EQ(mode_of(path("state.sqlite3.lock")), 0600U);
  EXPECT_EQ(mode_of(path("state.sqlite3-wal")), 0600U);
}

TEST_F(state_test, the_archive_keeps_its_name) {
  const std::string name = open()->name();
  EXPECT_THAT(name, SizeIs(32));
  EXPECT_EQ(open()->name(), name);
}

TEST_F(state_test, a_database_of_another_program_is_refused_and_not_changed) {
  run_sql("CREATE TABLE own (x)");
  const std::string before = octets_of("state.sqlite3");
  const auto opened = archive_state::open(file());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), errc::archive_unusable);
  EXPECT_THAT(opened.error().detail(), HasSubstr("not the state of an archive"));
  EXPECT_EQ(octets_of("state.sqlite3"), before);
}

TEST_F(state_test, a_file_that_is_no_database_is_refused) {
  write("state.sqlite3", std::string(4096, 'x'));
  const auto opened = archive_state::open(file());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), errc::archive_unusable);
}

TEST_F(state_test, a_state_of_a_later_version_is_refused) {
  open().reset();
  run_sql("PRAGMA user_version=2");
  const auto opened = archive_state::open(file());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), errc::archive_unusable);
  EXPECT_THAT(opened.error().detail(), HasSubstr("later version"));
}

TEST_F(state_test, a_folder_that_does_not_exist_is_a_failure_of_the_file) {
  const auto opened = archive_state::open(path("none/state.sqlite3"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), errc::file_unwritable);
}

}  // namespace
}  // namespace pop3kit::test
