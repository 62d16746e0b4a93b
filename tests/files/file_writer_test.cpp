#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <pop3kit/file_writer.hpp>

#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

class file_writer_test : public folder_test {};

void write_file(const fs::path& target, const std::string& octets, existing_file existing = existing_file::replace) {
  file_writer file = file_writer::open(target, existing).value();
  file.write(octets).value();
  file.commit().value();
}

TEST_F(file_writer_test, a_file_appears_under_its_name_when_it_is_committed) {
  const mode_t before = ::umask(0);
  file_writer file = file_writer::open(path("a")).value();
  ::umask(before);
  ASSERT_EQ(names().size(), 1U);
  EXPECT_THAT(names().front(), MatchesRegex("\\.pop3kit-[0-9a-f]{32}"));
  EXPECT_EQ(mode_of(path(names().front())), 0600U);
  file.write("one ").value();
  file.write("two").value();
  EXPECT_EQ(file.octets(), 7U);
  file.commit().value();
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_EQ(octets_of("a"), "one two");
  EXPECT_EQ(mode_of(path("a")), 0600U);
}

TEST_F(file_writer_test, the_file_is_synced_before_it_is_renamed_and_the_folder_after) {
  const system_calls calls;
  write_file(path("a"), "octets");
  EXPECT_THAT(calls.made(), ElementsAre("sync temporary", "rename a", "sync " + folder_name()));
}

TEST_F(file_writer_test, a_disk_that_cannot_sync_the_file_fails_the_commit_and_keeps_the_earlier_file) {
  write("a", "earlier");
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "sync temporary" ? EIO : 0; });
  file_writer file = file_writer::open(path("a")).value();
  file.write("later").value();
  const result<> committed = file.commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code(), errc::file_unwritable);
  EXPECT_EQ(committed.error().detail(), path("a").string() + ": Input/output error");
  EXPECT_THAT(calls.made(), ElementsAre("sync temporary"));
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_EQ(octets_of("a"), "earlier");
}

TEST_F(file_writer_test, a_folder_that_cannot_be_synced_fails_the_commit) {
  system_calls calls;
  calls.interfere([this](const std::string& call) { return call == "sync " + folder_name() ? EIO : 0; });
  file_writer file = file_writer::open(path("a")).value();
  EXPECT_FALSE(file.commit());
}

TEST_F(file_writer_test, without_commit_nothing_is_left_and_an_earlier_file_stays) {
  write("a", "earlier");
  {
    file_writer file = file_writer::open(path("a")).value();
    file.write("later").value();
    file_writer moved = std::move(file);
    moved.write("still").value();
  }
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_EQ(octets_of("a"), "earlier");
}

TEST_F(file_writer_test, two_writers_of_one_name_do_not_share_a_temporary_file) {
  file_writer first = file_writer::open(path("a")).value();
  file_writer second = file_writer::open(path("a")).value();
  first.write("first").value();
  second.write("second").value();
  first.commit().value();
  EXPECT_EQ(octets_of("a"), "first");
  second.commit().value();
  EXPECT_EQ(octets_of("a"), "second");
}

TEST_F(file_writer_test, a_symbolic_link_is_replaced_and_not_followed) {
  fs::create_symlink(write("victim", "precious"), path("a"));
  fs::create_symlink(path("nowhere"), path("b"));
  write_file(path("a"), "octets");
  write_file(path("b"), "octets");
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path("a"))));
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path("b"))));
  EXPECT_EQ(octets_of("victim"), "precious");
  EXPECT_FALSE(fs::exists(path("nowhere")));
}

TEST_F(file_writer_test, what_waits_at_the_name_of_the_temporary_file_is_not_opened) {
  const std::string temporary = ".pop3kit-" + std::string(32, '0');
  system_calls calls;
  calls.make_random_octets_known();
  for (const std::string kind : {"file", "link", "link to nowhere"}) {
    write("victim", "precious");
    if (kind == "file") fs::create_hard_link(path("victim"), path(temporary));
    if (kind == "link") fs::create_symlink("victim", path(temporary));
    if (kind == "link to nowhere") fs::create_symlink("nowhere", path(temporary));
    const result<file_writer> opened = file_writer::open(path("a"));
    ASSERT_FALSE(opened) << kind;
    EXPECT_EQ(opened.error().detail(), path("a").string() + ": File exists");
    EXPECT_EQ(octets_of("victim"), "precious");
    EXPECT_FALSE(fs::exists(path("nowhere")));
    fs::remove(path(temporary));
  }
}

TEST_F(file_writer_test, other_hard_links_keep_their_content) {
  fs::create_hard_link(write("victim", "precious"), path("a"));
  write_file(path("a"), "octets");
  EXPECT_EQ(octets_of("victim"), "precious");
  write_file(path("victim"), "more", existing_file::write_through);
  EXPECT_EQ(octets_of("a"), "octets");
}

TEST_F(file_writer_test, folders_fifos_and_devices_are_refused_without_opening_them) {
  fs::create_directory(path("folder"));
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  for (const fs::path& target : {path("folder"), path("fifo"), fs::path("/dev/null"), path("folder/"), fs::path()}) {
    const result<file_writer> opened = file_writer::open(target);
    ASSERT_FALSE(opened) << target;
    EXPECT_EQ(opened.error().code(), errc::file_unwritable);
    EXPECT_THAT(opened.error().detail(), HasSubstr(target.string() + ": "));
  }
  EXPECT_THAT(names(), ElementsAre("fifo", "folder"));
}

TEST_F(file_writer_test, a_missing_folder_is_named_with_the_reason) {
  const result<file_writer> opened = file_writer::open(path("missing/a"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().detail(), path("missing/a").string() + ": No such file or directory");
}

TEST_F(file_writer_test, a_name_that_a_person_chose_may_be_a_link_a_fifo_or_a_device) {
  write("real", "earlier");
  fs::create_symlink("real", path("link"));
  write_file(path("link"), "later", existing_file::write_through);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(octets_of("real"), "later");

  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  const int reader = ::open(path("fifo").c_str(), O_RDWR | O_CLOEXEC);
  write_file(path("fifo"), "octets", existing_file::write_through);
  std::array<char, 6> got{};
  EXPECT_EQ(::read(reader, got.data(), got.size()), 6);
  ::close(reader);
  EXPECT_TRUE(fs::is_fifo(path("fifo")));

  write_file("/dev/null", "octets", existing_file::write_through);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_FALSE(file_writer::open(path("."), existing_file::write_through));
}

TEST_F(file_writer_test, a_link_that_a_person_chose_is_followed_to_a_file_that_does_not_exist_yet) {
  fs::create_directory(path("folder"));
  fs::create_symlink("folder/new", path("middle"));
  fs::create_symlink(path("middle"), path("link"));
  write_file(path("link"), "octets", existing_file::write_through);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_TRUE(fs::is_symlink(path("middle")));
  EXPECT_EQ(octets_of("folder/new"), "octets");
  EXPECT_THAT(names("folder"), ElementsAre("new"));
}

TEST_F(file_writer_test, broken_and_circular_links_are_named_with_the_reason) {
  fs::create_symlink("missing/new", path("link"));
  const result<file_writer> nowhere = file_writer::open(path("link"), existing_file::write_through);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().detail(), path("missing/new").string() + ": No such file or directory");
  fs::create_symlink("b", path("a"));
  fs::create_symlink("a", path("b"));
  const result<file_writer> circle = file_writer::open(path("a"), existing_file::write_through);
  ASSERT_FALSE(circle);
  EXPECT_THAT(circle.error().detail(), HasSubstr("Too many levels of symbolic links"));
  EXPECT_TRUE(fs::is_symlink(path("link")));
}

TEST_F(file_writer_test, a_full_device_is_an_error_of_write) {
  file_writer file = file_writer::open("/dev/full", existing_file::write_through).value();
  const result<> written = file.write("octets");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().detail(), "/dev/full: No space left on device");
}

TEST_F(file_writer_test, what_exists_is_kept_if_asked_for) {
  file_writer late = file_writer::open(path("a"), existing_file::keep).value();
  write_file(path("a"), "first", existing_file::keep);
  late.write("second").value();
  EXPECT_FALSE(late.commit());
  EXPECT_EQ(octets_of("a"), "first");
  EXPECT_THAT(names(), ElementsAre("a"));
  fs::create_symlink("nowhere", path("link"));
  EXPECT_FALSE(file_writer::open(path("link"), existing_file::keep));
}

TEST_F(file_writer_test, both_files_are_kept_under_names_of_their_own_if_asked_for) {
  for (const std::string octets : {"first", "second", "first", "third", "second"}) {
    write_file(path("7.eml"), octets, existing_file::keep_both);
  }
  EXPECT_THAT(names(), ElementsAre("7.eml", "7~2.eml", "7~3.eml"));
  EXPECT_EQ(octets_of("7.eml"), "first");
  EXPECT_EQ(octets_of("7~2.eml"), "second");
  EXPECT_EQ(octets_of("7~3.eml"), "third");
}

TEST_F(file_writer_test, the_name_that_both_files_left_free_is_known_after_commit) {
  write("a", "earlier");
  file_writer file = file_writer::open(path("a"), existing_file::keep_both).value();
  file.write("later").value();
  file.commit().value();
  EXPECT_EQ(file.target(), path("a~2"));
  file_writer copy = file_writer::open(path("a"), existing_file::keep_both).value();
  copy.write("earlier").value();
  copy.commit().value();
  EXPECT_EQ(copy.target(), path("a"));
  EXPECT_THAT(names(), ElementsAre("a", "a~2"));
}

TEST_F(file_writer_test, a_copy_that_exists_is_synced_before_it_counts_as_written) {
  write("a", "octets");
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "sync a" ? EIO : 0; });
  file_writer file = file_writer::open(path("a"), existing_file::keep_both).value();
  file.write("octets").value();
  EXPECT_FALSE(file.commit());
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(file_writer_test, links_fifos_and_folders_are_other_files_that_are_kept) {
  fs::create_symlink(write("victim", "octets"), path("a"));
  ASSERT_EQ(::mkfifo(path("b").c_str(), 0600), 0);
  fs::create_directory(path("c"));
  for (const char* name : {"a", "b", "c"}) write_file(path(name), "octets", existing_file::keep_both);
  EXPECT_THAT(names(), ElementsAre("a", "a~2", "b", "b~2", "c", "c~2", "victim"));
  EXPECT_TRUE(fs::is_symlink(path("a")));
}

TEST_F(file_writer_test, large_files_are_compared_to_their_last_octet) {
  std::string octets(300'000, 'x');
  write_file(path("a"), octets, existing_file::keep_both);
  write_file(path("a"), octets, existing_file::keep_both);
  EXPECT_THAT(names(), ElementsAre("a"));
  octets.back() = 'y';
  write_file(path("a"), octets, existing_file::keep_both);
  EXPECT_THAT(names(), ElementsAre("a", "a~2"));
}

TEST_F(file_writer_test, a_writer_that_is_done_says_so_and_changes_nothing) {
  file_writer file = file_writer::open(path("a")).value();
  file.write("octets").value();
  file.commit().value();
  write("a", "of another program");
  for (const result<>& again : {file.commit(), file.write("more"), file.publish()}) {
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code(), errc::file_unwritable);
    EXPECT_EQ(again.error().detail(),
              path("a").string() + ": committed, discarded or moved from before; open another file_writer");
  }
  EXPECT_EQ(octets_of("a"), "of another program");
  file_writer dropped = file_writer::open(path("b")).value();
  dropped.discard();
  EXPECT_FALSE(dropped.commit());
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(file_writer_test, a_temporary_file_may_be_staged_in_another_folder) {
  fs::create_directory(path("tmp"));
  fs::create_directory(path("new"));
  file_writer file = file_writer::open(path("new/a"), existing_file::keep, path("tmp")).value();
  EXPECT_THAT(names("new"), IsEmpty());
  EXPECT_EQ(names("tmp").size(), 1U);
  file.commit().value();
  EXPECT_THAT(names("new"), ElementsAre("a"));
  EXPECT_THAT(names("tmp"), IsEmpty());
}

TEST_F(file_writer_test, a_published_file_is_seen_while_it_grows_and_stays) {
  write("a", "earlier");
  {
    file_writer file = file_writer::open(path("a")).value();
    file.publish().value();
    file.write("one").value();
    EXPECT_EQ(octets_of("a"), "one");
    EXPECT_THAT(names(), ElementsAre("a"));
  }
  EXPECT_EQ(octets_of("a"), "one");
  const system_calls calls;
  file_writer file = file_writer::open(path("a")).value();
  file.publish().value();
  file.commit().value();
  EXPECT_THAT(calls.made(), ElementsAre("rename a", "sync a", "sync " + folder_name()));
}

TEST_F(file_writer_test, a_signal_handler_can_remove_what_is_unfinished) {
  file_writer first = file_writer::open(path("a")).value();
  file_writer second = file_writer::open(path("b")).value();
  first.commit().value();
  second.write("half").value();
  remove_unfinished_files();
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_FALSE(second.commit());
  const file_writer next = file_writer::open(path("c")).value();
  EXPECT_EQ(names().size(), 2U);
}

TEST_F(file_writer_test, a_writer_that_was_moved_from_writes_nothing_more) {
  // NOLINTBEGIN(bugprone-use-after-move): what moved-from writers do is documented
  file_writer constructed_from = file_writer::open(path("a")).value();
  const file_writer constructed = std::move(constructed_from);
  file_writer assigned = file_writer::open(path("b")).value();
  file_writer assigned_from = file_writer::open(path("c")).value();
  assigned = std::move(assigned_from);
  for (file_writer* each : {&constructed_from, &assigned_from}) {
    EXPECT_FALSE(each->write("octets"));
    EXPECT_FALSE(each->publish());
    EXPECT_FALSE(each->commit());
  }
  // NOLINTEND(bugprone-use-after-move)
  assigned.write("octets").value();
  assigned.commit().value();
  EXPECT_EQ(octets_of("c"), "octets");
  EXPECT_FALSE(fs::exists(path("b")));
}

TEST_F(file_writer_test, a_new_file_of_a_name_that_was_removed_by_a_signal_handler_stays) {
  {
    unfinished_file destroyed(write("a", "temporary"));
    unfinished_file removed(write("b", "temporary"));
    remove_unfinished_files();
    EXPECT_THAT(names(), IsEmpty());
    write("a", "later");
    write("b", "later");
    removed.remove();
  }
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(file_writer_test, an_unfinished_file_that_is_assigned_to_removes_its_former_file) {
  unfinished_file owner(write("a", "one"));
  unfinished_file other(write("b", "two"));
  owner = std::move(other);
  EXPECT_THAT(names(), ElementsAre("b"));
  owner.remove();
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(file_writer_test, a_path_of_4095_octets_is_owned_and_a_longer_one_is_not) {
  for (const std::size_t octets : {4095U, 4096U}) {
    std::string detour = path("").string();
    while (detour.size() + 3 <= octets) detour += "./";
    detour += std::string(octets - detour.size(), 'a');
    const fs::path name = fs::path(detour).filename();
    write(name.string(), "temporary");
    {
      const unfinished_file owner{fs::path(detour)};
      remove_unfinished_files();
    }
    EXPECT_EQ(fs::exists(path(name.string())), octets > 4095) << octets;
  }
}

TEST_F(file_writer_test, unfinished_files_are_removed_unless_kept) {
  {
    const unfinished_file owned(write("a", ""));
  }
  {
    unfinished_file owned(write("b", ""));
    unfinished_file moved = std::move(owned);
    moved.keep();
  }
  EXPECT_THAT(names(), ElementsAre("b"));
}

}  // namespace
}  // namespace pop3kit::test
