#include "fetch/message_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <map>
#include <regex>

#include "console/command_error.hpp"
#include "console/interruption.hpp"
#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

using command::fetch_target;
using command::message_store;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class stores : public folder_test {
 protected:
  static void put(message_store& store, const std::string& name, const std::string& octets) {
    fetch_target target{name, 1};
    target.name = name;
    const auto message = store.begin(target);
    message->write(octets);
    message->finish();
  }
};

TEST_F(stores, messages_in_a_directory_are_synced_in_one_group_before_they_have_their_names) {
  std::filesystem::create_directory(path("mail"));
  const auto store = command::make_eml_directory(path("mail").string());
  const system_calls calls;
  put(*store, "a", "one");
  put(*store, "b", "two");
  EXPECT_THAT(calls.made(), IsEmpty());
  store->sync();
  EXPECT_THAT(calls.made(),
              ElementsAre("sync temporary", "sync temporary", "rename a.eml", "rename b.eml", "sync mail"));
  EXPECT_THAT(names("mail"), ElementsAre("a.eml", "b.eml"));
}

TEST_F(stores, a_single_file_is_synced_before_and_its_folder_after_the_rename) {
  const auto store = command::make_eml_file(path("a.eml").string(), std::chrono::seconds(0));
  const system_calls calls;
  put(*store, "a", "one");
  EXPECT_THAT(calls.made(), ElementsAre("sync temporary", "rename a.eml", "sync " + folder_name()));
}

TEST_F(stores, deliveries_to_a_maildir_are_synced_before_they_appear_in_new) {
  const auto store = command::make_maildir(path("mail").string());
  put(*store, "a", "one\r\n");
  EXPECT_THAT(names("mail/new"), IsEmpty());
  const system_calls calls;
  store->sync();
  ASSERT_THAT(calls.made(), SizeIs(3));
  EXPECT_EQ(calls.made()[0], "sync temporary");
  EXPECT_EQ(calls.made()[1].substr(0, 5), "link ");
  EXPECT_EQ(calls.made()[2], "sync new");
  EXPECT_THAT(names("mail/new"), SizeIs(1));
  EXPECT_THAT(names("mail/tmp"), IsEmpty());
}

TEST_F(stores, two_runs_with_the_same_process_number_and_host_name_deliver_to_one_maildir) {
  for (const char* octets : {"one", "another", "another"}) {
    const auto store = command::make_maildir(path("mail").string());
    put(*store, "1", octets);
    store->sync();
    EXPECT_EQ(store->kept(1), 1U);
  }
  EXPECT_THAT(names("mail/new"), SizeIs(3));
}

TEST_F(stores, a_delivery_is_named_by_time_process_count_random_number_and_host) {
  const auto store = command::make_maildir(path("mail").string());
  put(*store, "a", "one");
  put(*store, "b", "two");
  store->sync();
  const std::vector<std::string> delivered = names("mail/new");
  ASSERT_THAT(delivered, SizeIs(2));
  for (std::size_t place = 0; place < 2; ++place) {
    const std::string pattern =
        fmt::format(R"([0-9]+\.M[0-9]{{6}}P{}Q{}R[0-9a-f]{{16}}\.[^/:]+)", ::getpid(), place + 1);
    EXPECT_TRUE(std::regex_match(delivered[place], std::regex(pattern))) << delivered[place];
    EXPECT_EQ(octets_of("mail/new/" + delivered[place]), place == 0 ? "one" : "two");
  }
}

TEST_F(stores, whole_messages_stay_and_others_vanish_however_the_run_ends) {
  {
    const auto store = command::make_eml_directory(path("mail").string());
    put(*store, "a", "whole");
    fetch_target target{"b", 2};
    target.name = "b";
    const auto torn = store->begin(target);
    torn->write("half");
  }
  EXPECT_THAT(names("mail"), ElementsAre("a.eml"));
}

TEST_F(stores, a_signal_leaves_no_temporary_file) {
  const auto interrupted = [this] {
    command::handle_interruptions();
    const auto store = command::make_eml_directory(path("mail").string());
    put(*store, "a", "whole");
    std::raise(SIGINT);
  };
  EXPECT_EXIT(interrupted(), ::testing::KilledBySignal(SIGINT), "");
  EXPECT_THAT(names("mail"), IsEmpty());
}

TEST_F(stores, a_signal_during_a_hold_ends_the_process_when_the_hold_ends) {
  const auto interrupted = [this] {
    command::handle_interruptions();
    const command::interruption_hold hold;
    std::raise(SIGTERM);
    write("a", "written after the signal");
  };
  EXPECT_EXIT(interrupted(), ::testing::KilledBySignal(SIGTERM), "");
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(stores, an_mbox_that_is_closed_early_gets_the_finished_messages_once) {
  const auto store = command::make_mbox(path("mbox").string(), std::chrono::seconds(0));
  put(*store, "a", "Subject: a\r\n\r\none\r\n");
  const auto torn = store->begin(fetch_target{"b", 2});
  torn->write("Subject: b\r\n\r\ntw");
  EXPECT_EQ(store->kept(1), 0U);
  store->close_early();
  store->close_early();
  EXPECT_EQ(store->kept(1), 1U);
  EXPECT_EQ(octets_of("mbox"), "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nSubject: a\n\none\n\n");
}

TEST_F(stores, files_that_cannot_be_synced_are_not_counted_as_kept) {
  const auto store = command::make_eml_directory(path("mail").string());
  put(*store, "a", "one");
  put(*store, "b", "two");
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "rename a.eml" ? EIO : 0; });
  EXPECT_THROW(store->sync(), command::command_error);
  EXPECT_EQ(store->kept(2), 1U);
  EXPECT_THAT(names("mail"), ElementsAre("b.eml"));
}

TEST_F(stores, a_message_that_begins_anew_is_once_in_an_mbox) {
  const auto store = command::make_mbox(path("mbox").string(), std::chrono::seconds(0));
  put(*store, "a", "Subject: a\r\n\r\none\r\n");
  const fetch_target target{"b", 2};
  {
    const auto torn = store->begin(target);
    torn->write("Subject: b\r\n\r\ntw");
  }
  put(*store, "b", "Subject: b\r\n\r\ntwo\r\n");
  store->close(true);
  const std::string separator = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n";
  EXPECT_EQ(octets_of("mbox"), separator + "Subject: a\n\none\n\n" + separator + "Subject: b\n\ntwo\n\n");
}

/// Messages whose octets have all arrived, and which are finished or taken back later, in any order.
class waiting_messages {
 public:
  explicit waiting_messages(message_store& store) : store_(store) {}
  void arrive(const std::string& name) {
    fetch_target target{name, 1};
    target.name = name;
    auto& message = messages_[name] = store_.begin(target);
    message->write("Subject: " + name + "\r\n\r\nbody of " + name + "\r\n");
  }
  void finish(const std::string& name) {
    messages_.at(name)->finish();
    messages_.erase(name);
  }
  void take_back(const std::string& name) { messages_.erase(name); }

 private:
  message_store& store_;
  std::map<std::string, std::unique_ptr<command::stored_message>> messages_;
};

std::string mbox_of(const std::string& names) {
  std::string octets;
  for (const char name : names) {
    octets += "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nSubject: ";
    octets.append(1, name).append("\n\nbody of ").append(1, name).append("\n\n");
  }
  return octets;
}

TEST_F(stores, a_message_that_is_taken_back_from_an_mbox_leaves_those_that_arrived_after_it) {
  const auto store = command::make_mbox(path("mbox").string(), std::chrono::seconds(0));
  waiting_messages messages{*store};
  for (const char* name : {"a", "b", "c", "d"}) messages.arrive(name);
  messages.finish("a");
  messages.take_back("b");
  messages.arrive("e");
  messages.finish("c");
  messages.take_back("e");
  messages.finish("d");
  messages.arrive("b");
  messages.finish("b");
  store->close(true);
  EXPECT_EQ(octets_of("mbox"), mbox_of("acdb"));
}

TEST_F(stores, an_mbox_that_is_closed_early_holds_what_was_finished_and_nothing_that_still_waits) {
  const auto store = command::make_mbox(path("mbox").string(), std::chrono::seconds(0));
  waiting_messages messages{*store};
  for (const char* name : {"a", "b", "c", "d"}) messages.arrive(name);
  messages.take_back("a");
  messages.finish("c");
  store->close_early();
  EXPECT_EQ(store->kept(1), 1U);
  EXPECT_EQ(octets_of("mbox"), mbox_of("c"));
}

TEST_F(stores, messages_of_a_directory_are_finished_and_taken_back_in_any_order) {
  const auto store = command::make_eml_directory(path("mail").string());
  waiting_messages messages{*store};
  for (const char* name : {"a", "b", "c"}) messages.arrive(name);
  messages.take_back("b");
  messages.finish("c");
  messages.finish("a");
  store->sync();
  EXPECT_EQ(store->kept(2), 2U);
  EXPECT_THAT(names("mail"), ElementsAre("a.eml", "c.eml"));
}

}  // namespace
}  // namespace pop3kit::test
