#include <pop3kit/folder.hpp>

#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class make_folder_test : public folder_test {};

TEST_F(make_folder_test, new_folders_are_private_and_durable) {
  const system_calls calls;
  make_folder(path("a/b/")).value();
  EXPECT_TRUE(std::filesystem::is_directory(path("a/b")));
  EXPECT_EQ(mode_of(path("a")), 0700U);
  EXPECT_EQ(mode_of(path("a/b")), 0700U);
  EXPECT_THAT(calls.made(), ElementsAre("sync " + folder_name(), "sync a"));
}

TEST_F(make_folder_test, existing_folders_and_links_to_folders_are_left_alone) {
  std::filesystem::create_directory(path("a"));
  std::filesystem::create_directory_symlink("a", path("b"));
  const system_calls calls;
  make_folder(path("b")).value();
  EXPECT_THAT(calls.made(), IsEmpty());
}

TEST_F(make_folder_test, what_is_no_folder_is_named) {
  write("file", "");
  EXPECT_EQ(make_folder(path("file")).error().detail(), path("file").string() + ": Not a directory");
  EXPECT_EQ(make_folder(path("file/below")).error().detail(), path("file").string() + ": Not a directory");
  EXPECT_FALSE(make_folder(""));
}

TEST_F(make_folder_test, a_broken_link_creates_the_folder_that_it_names) {
  namespace fs = std::filesystem;
  fs::create_symlink("there", path("link"));
  ASSERT_TRUE(make_folder(path("link/below")));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_TRUE(fs::is_directory(path("there/below")));
}

TEST_F(make_folder_test, a_file_system_that_cannot_sync_folders_is_no_error) {
  EXPECT_TRUE(sync_folder("/proc"));
}

TEST_F(make_folder_test, links_that_lead_in_a_circle_are_reported) {
  namespace fs = std::filesystem;
  fs::create_symlink("b", path("a"));
  fs::create_symlink("a", path("b"));
  const result<fs::path> followed = followed_links(path("a"));
  ASSERT_FALSE(followed);
  EXPECT_EQ(followed.error().code(), errc::file_unwritable);
  EXPECT_THAT(followed.error().detail(), ::testing::HasSubstr("Too many levels of symbolic links"));
}

TEST_F(make_folder_test, the_folder_of_a_name_alone_is_the_current_one) {
  EXPECT_EQ(folder_of("a"), ".");
  EXPECT_EQ(folder_of("a/b"), "a");
  EXPECT_EQ(folder_of("/a"), "/");
}

}  // namespace
}  // namespace pop3kit::test
