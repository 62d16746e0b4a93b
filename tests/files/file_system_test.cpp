#include <sys/stat.h>
#include <pop3kit/file_system.hpp>

#include "folder_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::UnorderedElementsAre;

class file_system_test : public folder_test {
 protected:
  file_system& files_ = native_file_system();
};

TEST_F(file_system_test, a_name_is_created_once) {
  std::error_code failed;
  const auto file = files_.create(path("a"), failed);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(mode_of(path("a")), 0600U);
  EXPECT_EQ(files_.create(path("a"), failed), nullptr);
  EXPECT_EQ(failed, std::errc::file_exists);
}

TEST_F(file_system_test, an_existing_file_is_appended_to_after_it_was_truncated) {
  write("a", "one two");
  std::error_code failed;
  const auto file = files_.open(path("a"), file_access::write, failed);
  ASSERT_NE(file, nullptr);
  EXPECT_FALSE(file->truncate(3));
  EXPECT_FALSE(file->write(" three"));
  std::uint64_t length = 0;
  EXPECT_FALSE(file->size(length));
  EXPECT_EQ(length, 9U);
  std::string room(20, '.');
  std::size_t got = 0;
  EXPECT_FALSE(file->read(4, room, got));
  EXPECT_EQ(room.substr(0, got), "three");
}

TEST_F(file_system_test, only_regular_files_are_opened) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink("a", path("link"));
  write("a", "");
  std::error_code failed;
  for (const std::string name : {"pipe", "link", ".", "none"}) {
    EXPECT_EQ(files_.open(path(name), file_access::read, failed), nullptr) << name;
    EXPECT_TRUE(failed) << name;
  }
}

TEST_F(file_system_test, renaming_to_a_new_name_keeps_what_has_the_name) {
  write("a", "one");
  write("b", "two");
  EXPECT_EQ(files_.rename_to_new(path("a"), path("b")), std::errc::file_exists);
  EXPECT_EQ(octets_of("b"), "two");
  EXPECT_FALSE(files_.rename_to_new(path("a"), path("c")));
  EXPECT_FALSE(files_.rename(path("c"), path("b")));
  EXPECT_EQ(octets_of("b"), "one");
}

TEST_F(file_system_test, a_lock_excludes_other_openings_until_the_file_is_closed) {
  write("a", "");
  std::error_code failed;
  const auto first = files_.open(path("a"), file_access::write, failed);
  const auto second = files_.open(path("a"), file_access::write, failed);
  EXPECT_FALSE(first->lock());
  EXPECT_EQ(second->lock(), std::errc::resource_unavailable_try_again);
  EXPECT_FALSE(first->close());
  EXPECT_FALSE(second->lock());
}

TEST_F(file_system_test, folders_are_listed_and_kinds_are_told) {
  write("a", "");
  EXPECT_FALSE(files_.make_folder(path("folder")));
  EXPECT_EQ(mode_of(path("folder")), 0700U);
  std::filesystem::create_symlink("a", path("link"));
  std::vector<std::string> found;
  EXPECT_FALSE(files_.list(path("."), [&](std::string_view name) { found.emplace_back(name); }));
  EXPECT_THAT(found, UnorderedElementsAre("a", "folder", "link"));
  const auto kind = [&](const std::string& name) {
    file_kind told = file_kind::other;
    EXPECT_FALSE(files_.kind_of(path(name), told));
    return told;
  };
  EXPECT_EQ(kind("a"), file_kind::regular);
  EXPECT_EQ(kind("folder"), file_kind::folder);
  EXPECT_EQ(kind("link"), file_kind::link);
  EXPECT_EQ(kind("none"), file_kind::none);
}

TEST_F(file_system_test, many_files_are_synced_together_with_one_result_for_each) {
  std::vector<std::unique_ptr<open_file>> made;
  std::vector<open_file*> opened;
  std::error_code failed;
  for (int each = 0; each < 10; ++each) {
    made.push_back(files_.create(path(std::to_string(each)), failed));
    opened.push_back(made.back().get());
  }
  EXPECT_THAT(
      files_.sync_all(opened),
      ::testing::AllOf(::testing::SizeIs(10), ::testing::Each(::testing::Property(&std::error_code::value, 0))));
}

}  // namespace
}  // namespace pop3kit::test
