#include <csignal>
#include <pop3kit/file_writer.hpp>

#include "console/interruption.hpp"
#include "fetch/mbox_file.hpp"
#include "fetch/message_store.hpp"
#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::KilledBySignal;

/// A signal that comes as soon as a file exists. Whoever creates a file has to be prepared for it at this moment: a
/// file that is registered for removal only afterwards stays.
class early_signal : public folder_test {
 protected:
  /// Raises SIGINT as soon as a file of this name was created; of any name, if it is empty.
  void on_creation_of(const std::string& name) {
    command::handle_interruptions();
    calls_.on_creation([name](const std::string& created) {
      if (name.empty() || created == name) std::raise(SIGINT);
    });
  }

  [[nodiscard]] static command::fetch_target target() {
    command::fetch_target made{"1", 1};
    made.name = "a";
    return made;
  }

  system_calls calls_;
};

TEST_F(early_signal, leaves_no_temporary_file) {
  const auto interrupted = [this] {
    on_creation_of("");
    static_cast<void>(file_writer::open(path("a")));
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(early_signal, leaves_nothing_in_a_folder_of_messages) {
  const auto interrupted = [this] {
    on_creation_of("");
    const auto store = command::make_eml_directory(path("mail").string());
    static_cast<void>(store->begin(target()));
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names("mail"), IsEmpty());
}

TEST_F(early_signal, leaves_nothing_in_a_maildir) {
  const auto interrupted = [this] {
    on_creation_of("");
    const auto store = command::make_maildir(path("mail").string());
    static_cast<void>(store->begin(target()));
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  for (const char* each : {"mail/tmp", "mail/new", "mail/cur"}) EXPECT_THAT(names(each), IsEmpty());
}

TEST_F(early_signal, leaves_no_lock_of_an_mbox) {
  const auto interrupted = [this] {
    on_creation_of("a.lock");
    const command::dot_lock lock{path("a"), 0};
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(early_signal, leaves_no_new_mbox) {
  const auto interrupted = [this] {
    const command::mbox_file file{path("a").string()};
    command::spool_file spool{path(".")};
    spool.write("From a@b Thu Jan  1 00:00:00 1970\nSubject: one\n\nbody\n\n");
    on_creation_of("a");
    const command::spool_range whole(0, spool.size());
    file.append(spool, {&whole, 1}, 0);
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(early_signal, leaves_no_spool_on_a_file_system_that_needs_names) {
  const auto interrupted = [this] {
    calls_.forbid_nameless_files();
    on_creation_of("temporary");
    const command::spool_file spool{path(".")};
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(early_signal, leaves_a_new_mbox_that_another_program_was_quicker_to_write_to) {
  const auto interrupted = [this] {
    const command::mbox_file file{path("a").string()};
    const command::spool_file spool{path(".")};
    command::handle_interruptions();
    calls_.on_creation([this](const std::string& created) {
      if (created != "a") return;
      write("a", "From c@d Thu Jan  1 00:00:00 1970\n\ntheirs\n\n");
      std::raise(SIGINT);
    });
    file.append(spool, {}, 0);
  };
  EXPECT_EXIT(interrupted(), KilledBySignal(SIGINT), "");
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_EQ(octets_of("a"), "From c@d Thu Jan  1 00:00:00 1970\n\ntheirs\n\n");
}

TEST_F(early_signal, finds_no_name_of_a_spool_that_was_created) {
  calls_.forbid_nameless_files();
  command::spool_file spool{path(".")};
  EXPECT_THAT(names(), IsEmpty());
  spool.write("octets");
  std::string read;
  spool.read({0, spool.size()}, [&read](std::string_view octets) { read += octets; });
  EXPECT_EQ(read, "octets");
}

}  // namespace
}  // namespace pop3kit::test
