#include "fetch/mbox_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <pop3kit/folder.hpp>

#include "console/command_error.hpp"
#include "console/interruption.hpp"
#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

using command::command_error;
using command::exit_status;
using command::mbox_file;
using command::spool_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* earlier = "From a@b Thu Jan  1 00:00:00 1970\nSubject: earlier\n\nbody\n\n";
constexpr const char* later = "From c@d Thu Jan  1 00:00:00 1970\nSubject: later\n\nbody\n\n";

class mbox_file_test : public folder_test {
 protected:
  void append(const std::string& name, const std::string& messages) const {
    const mbox_file file{path(name).string()};
    spool_file spool{folder_of(file.path())};
    spool.write(messages);
    const std::vector<command::spool_range> all{{0, spool.size()}};
    file.append(spool, all, 0);
  }
  /// The text of the error with which appending fails; its status has to be 8.
  [[nodiscard]] std::string refusal(const std::string& name) const {
    try {
      append(name, later);
    } catch (const command_error& trouble) {
      EXPECT_EQ(trouble.status(), exit_status::local);
      return trouble.what();
    }
    return "nothing was refused";
  }
};

TEST_F(mbox_file_test, messages_are_appended_after_those_that_exist) {
  write("a", earlier);
  append("a", later);
  EXPECT_EQ(octets_of("a"), std::string(earlier) + later);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(mbox_file_test, a_new_mbox_is_private) {
  append("a", later);
  EXPECT_EQ(octets_of("a"), later);
  EXPECT_EQ(mode_of(path("a")), 0600U);
}

TEST_F(mbox_file_test, a_blank_line_separates_messages) {
  const std::string text = "From a@b\n\nbody";
  for (const char* end : {"", "\n", "\n\n"}) {
    write("a", text + end);
    append("a", later);
    EXPECT_EQ(octets_of("a"), text + "\n\n" + later) << "after " << std::string(end).size() << " line ends";
  }
  write("a", "");
  append("a", later);
  EXPECT_EQ(octets_of("a"), later);
}

TEST_F(mbox_file_test, a_file_that_is_no_mbox_is_refused_and_stays) {
  write("a", "a letter to Dora\n");
  EXPECT_THAT(refusal("a"), HasSubstr(path("a").string() + ": not an mbox"));
  EXPECT_EQ(octets_of("a"), "a letter to Dora\n");
  std::filesystem::create_directory(path("folder"));
  EXPECT_THAT(refusal("folder"), HasSubstr("folder: Is a directory"));
  EXPECT_THAT(refusal("missing/a"), HasSubstr("No such file or directory"));
}

TEST_F(mbox_file_test, a_symbolic_link_is_followed_and_stays) {
  write("a", earlier);
  std::filesystem::create_symlink("a", path("link"));
  append("link", later);
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(octets_of("a"), std::string(earlier) + later);
}

TEST_F(mbox_file_test, the_mbox_is_synced_before_success_and_a_new_one_with_its_folder) {
  {
    const system_calls calls;
    append("a", later);
    EXPECT_THAT(calls.made(), ElementsAre("sync a", "sync " + folder_name()));
  }
  const system_calls calls;
  append("a", later);
  EXPECT_THAT(calls.made(), ElementsAre("sync a"));
}

TEST_F(mbox_file_test, a_failed_append_gives_the_mbox_its_previous_length) {
  write("a", earlier);
  system_calls calls;
  bool failed = false;
  calls.interfere(
      [&failed](const std::string& call) { return call == "sync a" && !std::exchange(failed, true) ? EIO : 0; });
  EXPECT_THAT(refusal("a"), HasSubstr("a: Input/output error"));
  EXPECT_EQ(octets_of("a"), earlier);
  failed = false;
  EXPECT_THAT(refusal("b"), HasSubstr("nothing was refused"));
  calls.interfere([](const std::string& call) { return call == "sync c" ? EIO : 0; });
  EXPECT_THAT(refusal("c"), HasSubstr("c: Input/output error"));
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(mbox_file_test, a_signal_during_an_append_gives_the_mbox_its_previous_length) {
  write("a", earlier);
  const auto interrupted = [this](const std::string& name) {
    command::handle_interruptions();
    system_calls calls;
    calls.interfere([](const std::string&) {
      std::raise(SIGTERM);
      return 0;
    });
    append(name, later);
  };
  EXPECT_EXIT(interrupted("a"), ::testing::KilledBySignal(SIGTERM), "");
  EXPECT_EQ(octets_of("a"), earlier);
  EXPECT_EXIT(interrupted("b"), ::testing::KilledBySignal(SIGTERM), "");
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(mbox_file_test, an_mbox_that_a_dot_lock_guards_is_not_changed) {
  write("a", earlier);
  write("a.lock", "1\n");
  EXPECT_THAT(refusal("a"), HasSubstr("locked by " + path("a.lock").string()));
  EXPECT_EQ(octets_of("a"), earlier);
  EXPECT_EQ(octets_of("a.lock"), "1\n");
}

TEST_F(mbox_file_test, an_mbox_that_another_program_locks_is_not_changed) {
  write("a", earlier);
  const int held = ::open(path("a").c_str(), O_RDWR | O_CLOEXEC);
  struct flock whole{};
  whole.l_type = F_WRLCK;
  ASSERT_EQ(::fcntl(held, F_OFD_SETLK, &whole), 0);
  EXPECT_THAT(refusal("a"), HasSubstr("a: locked by another program"));
  EXPECT_EQ(octets_of("a"), earlier);
  ::close(held);
  append("a", later);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(mbox_file_test, both_locks_are_held_during_the_append) {
  write("a", earlier);
  system_calls calls;
  bool dot_locked = false;
  bool locked = false;
  calls.interfere([&](const std::string&) {
    dot_locked = std::filesystem::exists(path("a.lock"));
    const int other = ::open(path("a").c_str(), O_RDWR | O_CLOEXEC);
    struct flock whole{};
    whole.l_type = F_WRLCK;
    locked = ::fcntl(other, F_OFD_SETLK, &whole) != 0;
    ::close(other);
    return 0;
  });
  append("a", later);
  EXPECT_TRUE(dot_locked);
  EXPECT_TRUE(locked);
  EXPECT_THAT(names(), ElementsAre("a"));
}

/// A user who may write the mbox and create nothing beside it, as is usual for /var/mail.
class no_new_files {
 public:
  explicit no_new_files(const std::filesystem::path& folder, const std::filesystem::path& mbox) : folder_(folder) {
    std::filesystem::permissions(folder, std::filesystem::perms(0555));
    if (::geteuid() != 0) return;
    constexpr uid_t nobody = 65534;
    EXPECT_EQ(::chown(mbox.c_str(), nobody, static_cast<gid_t>(-1)), 0);
    EXPECT_EQ(::seteuid(nobody), 0);
    became_nobody_ = true;
  }
  no_new_files(const no_new_files&) = delete;
  no_new_files& operator=(const no_new_files&) = delete;
  ~no_new_files() {
    if (became_nobody_) static_cast<void>(!::seteuid(0));
    std::filesystem::permissions(folder_, std::filesystem::perms(0700));
  }

 private:
  std::filesystem::path folder_;
  bool became_nobody_ = false;
};

TEST_F(mbox_file_test, an_mbox_in_a_folder_that_forbids_new_files_is_appended_to_under_its_own_lock) {
  write("a", earlier);
  {
    const no_new_files forbidden(path("."), path("a"));
    append("a", later);
    EXPECT_THAT(refusal("new"), HasSubstr(path("new").string() + ": Permission denied"));
  }
  EXPECT_EQ(octets_of("a"), std::string(earlier) + later);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(mbox_file_test, a_spool_that_cannot_be_created_names_its_folder) {
  try {
    const spool_file spool{path("nowhere")};
    FAIL() << "it was created";
  } catch (const command_error& trouble) {
    EXPECT_THAT(trouble.what(), HasSubstr("temporary file in " + path("nowhere").string() + ": No such file"));
  }
}

std::string octets_between(const spool_file& spool, std::uint64_t begin, std::uint64_t end) {
  std::string octets;
  spool.read({begin, end}, [&octets](std::string_view piece) { octets += piece; });
  return octets;
}

TEST_F(mbox_file_test, a_spool_keeps_what_it_is_told_to_keep) {
  spool_file spool{path(".")};
  spool.write("one");
  spool.write(" torn");
  spool.truncate(3);
  spool.write(" two");
  EXPECT_EQ(octets_between(spool, 0, 7), "one two");
  EXPECT_EQ(octets_between(spool, 4, 6), "tw");
  EXPECT_EQ(octets_between(spool, 7, 7), "");
  EXPECT_TRUE(names().empty());
}

TEST_F(mbox_file_test, a_spool_reports_octets_that_it_does_not_have) {
  spool_file spool{path(".")};
  spool.write("one");
  EXPECT_THROW(static_cast<void>(octets_between(spool, 1, 4)), command_error);
  EXPECT_THROW(static_cast<void>(octets_between(spool, 5, 6)), command_error);
}

TEST_F(mbox_file_test, only_the_messages_that_are_named_are_appended) {
  const mbox_file file{path("a").string()};
  spool_file spool{folder_of(file.path())};
  spool.write(std::string(earlier) + "torn" + later);
  const std::uint64_t size = std::string_view(earlier).size();
  const std::vector<command::spool_range> whole{{0, size}, {size + 4, spool.size()}};
  file.append(spool, whole, 0);
  EXPECT_EQ(octets_of("a"), std::string(earlier) + later);
}

}  // namespace
}  // namespace pop3kit::test
