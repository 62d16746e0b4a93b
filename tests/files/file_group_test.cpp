#include <cerrno>
#include <pop3kit/file_group.hpp>

#include "folder_fixture.hpp"
#include "support/descriptor_limit.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class file_group_test : public folder_test {
 protected:
  [[nodiscard]] file_writer written(const std::string& name, const std::string& octets = "octets") const {
    file_writer file = file_writer::open(path(name)).value();
    file.write(octets).value();
    return file;
  }
};

TEST_F(file_group_test, all_files_are_synced_then_renamed_then_the_folder_is_synced_once) {
  const system_calls calls;
  file_group group;
  for (const char* name : {"a", "b", "c"}) group.add(written(name));
  EXPECT_THAT(calls.made(), IsEmpty());
  const auto outcomes = group.commit();
  ASSERT_EQ(outcomes.size(), 3U);
  EXPECT_EQ(outcomes[1].value(), path("b"));
  EXPECT_THAT(calls.made(), ElementsAre("sync temporary", "sync temporary", "sync temporary", "rename a", "rename b",
                                        "rename c", "sync " + folder_name()));
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(group.is_empty());
}

TEST_F(file_group_test, is_full_with_64_files_or_4_mib) {
  EXPECT_EQ(file_group::most_files, 64U);
  EXPECT_EQ(file_group::most_octets, 4194304U);
  file_group large;
  large.add(written("large", std::string(4194303, 'x')));
  EXPECT_FALSE(large.is_full());
  large.add(written("octet", "x"));
  EXPECT_TRUE(large.is_full());
}

TEST_F(file_group_test, is_full_if_the_process_has_few_descriptors_left) {
  file_group group;
  group.add(written("a"));
  EXPECT_FALSE(group.is_full());
  const testing::descriptor_limit limit(8);
  group.add(written("b"));
  EXPECT_TRUE(group.is_full());
  for (const auto& each : group.commit()) EXPECT_TRUE(each);
  EXPECT_FALSE(group.is_full());
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(file_group_test, many_files_are_synced_by_their_file_system_before_they_are_renamed) {
  const system_calls calls;
  file_group group;
  std::vector<std::string> wanted{"sync file system"};
  for (int at = 10; at < 30; ++at) group.add(written(std::to_string(at)));
  wanted.insert(wanted.end(), 20, "check temporary");
  for (int at = 10; at < 30; ++at) wanted.push_back("rename " + std::to_string(at));
  wanted.push_back("sync " + folder_name());
  for (const auto& each : group.commit()) EXPECT_TRUE(each);
  EXPECT_EQ(calls.made(), wanted);
}

TEST_F(file_group_test, up_to_8_files_are_synced_each_by_itself_and_more_by_their_file_system) {
  for (const std::ptrdiff_t count : {8, 9}) {
    const system_calls calls;
    file_group group;
    for (std::ptrdiff_t at = 0; at < count; ++at) group.add(written(std::to_string(at)));
    for (const auto& each : group.commit()) EXPECT_TRUE(each);
    EXPECT_EQ(std::ranges::count(calls.made(), "sync temporary"), count == 8 ? 8 : 0);
    EXPECT_EQ(std::ranges::count(calls.made(), "sync file system"), count == 8 ? 0 : 1);
  }
}

TEST_F(file_group_test, one_of_many_files_that_could_not_be_written_fails_alone) {
  system_calls calls;
  int checked = 0;
  calls.interfere(
      [&checked](const std::string& call) { return call == "check temporary" && ++checked == 5 ? EIO : 0; });
  file_group group;
  for (int at = 10; at < 30; ++at) group.add(written(std::to_string(at)));
  const auto outcomes = group.commit();
  EXPECT_EQ(std::ranges::count_if(outcomes, [](const auto& each) { return each.has_value(); }), 19);
  EXPECT_EQ(outcomes[4].error().detail(), path("14").string() + ": Input/output error");
  EXPECT_FALSE(std::filesystem::exists(path("14")));
}

TEST_F(file_group_test, each_file_is_synced_if_the_file_system_cannot_be_synced_at_once) {
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "sync file system" ? EIO : 0; });
  file_group group;
  for (int at = 10; at < 30; ++at) group.add(written(std::to_string(at)));
  for (const auto& each : group.commit()) EXPECT_TRUE(each);
  EXPECT_EQ(std::ranges::count(calls.made(), "sync temporary"), 20);
  EXPECT_EQ(std::ranges::count(calls.made(), "check temporary"), 0);
}

TEST_F(file_group_test, is_full_after_a_number_of_files_or_of_octets) {
  file_group files;
  for (std::size_t at = 0; at < file_group::most_files; ++at) {
    EXPECT_FALSE(files.is_full());
    files.add(written(std::to_string(at)));
  }
  EXPECT_TRUE(files.is_full());
  file_group octets;
  octets.add(written("a", std::string(file_group::most_octets - 1, 'x')));
  EXPECT_FALSE(octets.is_full());
  octets.add(written("b", "x"));
  EXPECT_TRUE(octets.is_full());
}

TEST_F(file_group_test, one_file_that_fails_does_not_keep_the_others_from_their_names) {
  file_group group;
  for (const char* name : {"a", "b", "c"}) group.add(written(name));
  std::filesystem::create_directory(path("b"));
  const auto outcomes = group.commit();
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_EQ(outcomes[1].error().detail(), path("b").string() + ": Is a directory");
  EXPECT_TRUE(outcomes[2]);
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
}

TEST_F(file_group_test, a_folder_that_cannot_be_synced_fails_its_files_only) {
  std::filesystem::create_directory(path("bad"));
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "sync bad" ? EIO : 0; });
  file_group group;
  group.add(written("bad/a"));
  group.add(written("b"));
  const auto outcomes = group.commit();
  EXPECT_FALSE(outcomes[0]);
  EXPECT_TRUE(outcomes[1]);
}

TEST_F(file_group_test, without_commit_nothing_is_left) {
  {
    file_group group;
    group.add(written("a"));
  }
  EXPECT_THAT(names(), IsEmpty());
}

}  // namespace
}  // namespace pop3kit::test
