#include <pop3kit/message_store.hpp>

#include "files/folder_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

const std::string archive_name(32, 'a');

struct kind_of_store {
  std::string name;
  std::string place;
  std::unique_ptr<message_store> (*make)(std::filesystem::path, file_system&);
};
const kind_of_store maildir{"maildir", "mail", &make_maildir_store};
const kind_of_store eml{"eml", "mail", &make_eml_store};
const kind_of_store mbox{"mbox", "mail.mbox", &make_mbox_store};

delivery delivery_of(char digit, const std::string& id) {
  delivery made;
  made.name = std::string(32, digit);
  if (!id.empty()) made.id = unique_id(id);
  made.time = std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000));
  return made;
}

const std::string first_message = "Subject: one\r\n\r\nFrom here\r\n>From there\r\n.\r\n";
const std::string second_message = "Subject: two\r\n\r\n" + std::string(100'000, 'x') + "\r\nlast\r\n";

message_digest digest_of(const std::string& octets) {
  message_hash hash;
  hash.update(octets);
  return hash.finish();
}

class stores_test : public folder_test {
 protected:
  [[nodiscard]] std::unique_ptr<message_store> open(const kind_of_store& kind) const {
    auto store = kind.make(path(kind.place), native_file_system());
    store->prepare(archive_name).value();
    return store;
  }
  static std::unique_ptr<message_writer> written(message_store& store, const delivery& which,
                                                 const std::string& octets) {
    auto message = store.begin(which).value();
    const std::size_t half = octets.size() / 2;
    message->write(std::span(octets).first(half)).value();
    message->write(std::span(octets).subspan(half)).value();
    return message;
  }
  static std::vector<result<std::string>> put(message_store& store) {
    std::vector<std::unique_ptr<message_writer>> group;
    group.push_back(written(store, delivery_of('1', "id/1"), first_message));
    group.push_back(written(store, delivery_of('2', ""), second_message));
    return store.commit(std::move(group));
  }
  static bool has(message_store& store, char digit, const std::string& id, const std::string& octets) {
    const auto found = store.exists(delivery_of(digit, id)).value();
    return found && found->digest == digest_of(octets) && !found->place.empty();
  }
  [[nodiscard]] bool has_both() const {
    const auto store = open(maildir);
    return has(*store, '1', "id/1", first_message) && has(*store, '2', "", second_message);
  }
  [[nodiscard]] static std::string with_lf(std::string octets) {
    for (std::size_t at = 0; (at = octets.find("\r\n", at)) != std::string::npos;) octets.erase(at, 1);
    return octets;
  }
};

class every_store : public stores_test, public ::testing::WithParamInterface<kind_of_store> {};
INSTANTIATE_TEST_SUITE_P(kinds, every_store, ::testing::Values(maildir, eml, mbox),
                         [](const auto& given) { return given.param.name; });

TEST_P(every_store, a_later_run_finds_what_was_committed_and_nothing_else) {
  for (const auto& outcome : put(*open(GetParam()))) EXPECT_TRUE(outcome);
  const auto later = open(GetParam());
  EXPECT_TRUE(has(*later, '1', "id/1", first_message));
  EXPECT_TRUE(has(*later, '2', "", second_message));
  EXPECT_FALSE(later->exists(delivery_of('3', "")).value());
}

TEST_P(every_store, a_message_that_was_not_committed_leaves_nothing) {
  const auto store = open(GetParam());
  {
    const auto message = written(*store, delivery_of('2', ""), second_message);
  }
  EXPECT_FALSE(open(GetParam())->exists(delivery_of('2', "")).value());
  for (const auto& each : std::filesystem::recursive_directory_iterator(path("."))) {
    EXPECT_FALSE(each.is_regular_file()) << each.path();
  }
}

TEST_P(every_store, nothing_is_found_in_a_store_that_does_not_exist_yet) {
  EXPECT_FALSE(open(GetParam())->exists(delivery_of('1', "id/1")).value());
}

TEST_F(stores_test, a_maildir_names_messages_by_time_count_and_delivery) {
  const auto places = put(*open(maildir));
  EXPECT_EQ(places[0].value(), "new/1800000000.M000001Q11111111111111111111111111111111.pop3kit");
  EXPECT_EQ(octets_of("mail/" + places[0].value()), with_lf(first_message));
  EXPECT_THAT(names("mail/tmp"), IsEmpty());
}

TEST_F(stores_test, a_maildir_finds_messages_that_a_mail_program_has_flagged) {
  const auto places = put(*open(maildir));
  for (const auto& place : places) {
    const std::string name = std::filesystem::path(place.value()).filename();
    std::filesystem::rename(path("mail/" + place.value()), path("mail/cur/" + name + ",S=44:2,RS"));
  }
  EXPECT_TRUE(has_both());
}

TEST_F(stores_test, a_maildir_finds_a_message_that_moves_after_the_first_look) {
  const auto place = put(*open(maildir))[0].value();
  const auto store = open(maildir);
  EXPECT_TRUE(has(*store, '1', "id/1", first_message));
  std::filesystem::rename(path("mail/" + place), path("mail/cur/" + place.substr(4) + ":2,S"));
  EXPECT_TRUE(has(*store, '1', "id/1", first_message));
}

TEST_F(stores_test, a_folder_of_eml_files_keeps_the_octets_and_names_the_unique_id) {
  const auto places = put(*open(eml));
  EXPECT_EQ(places[0].value(), "id%2F1.11111111111111111111111111111111.eml");
  EXPECT_EQ(places[1].value(), "22222222222222222222222222222222.eml");
  EXPECT_EQ(octets_of("mail/" + places[0].value()), first_message);
}

TEST_F(stores_test, an_mbox_quotes_from_lines_and_states_name_length_and_digest) {
  const auto places = put(*open(mbox));
  EXPECT_EQ(places[0].value(), "mail.mbox:0");
  const std::string octets = octets_of("mail.mbox");
  const std::string line = octets.substr(0, octets.find('\n'));
  EXPECT_THAT(line, MatchesRegex("From pop3kit-1{32}-40-[0-9a-f]{16} Fri Jan 15 08:00:00 2027"));
  EXPECT_EQ(octets.substr(line.size() + 1, 48), "Subject: one\n\n>From here\n>>From there\n.\n\nFrom po");
  EXPECT_THAT(names(), ElementsAre("mail.mbox"));
}

TEST_F(stores_test, an_mbox_keeps_what_other_programs_wrote) {
  for (const std::string before : {"From a\n\nbody\n\n", "From a\n\nbody\n", "From a\n\nbody"}) {
    write("mail.mbox", before);
    put(*open(mbox))[0].value();
    EXPECT_THAT(octets_of("mail.mbox"), ::testing::StartsWith("From a\n\nbody\n\nFrom pop3kit-1111"));
    std::filesystem::remove(path("mail.mbox"));
  }
}

TEST_F(stores_test, a_file_that_is_no_mbox_is_refused_and_not_changed) {
  write("mail.mbox", "text\n");
  const auto outcomes = put(*open(mbox));
  ASSERT_FALSE(outcomes[0]);
  EXPECT_THAT(outcomes[0].error().detail(), HasSubstr("not an mbox"));
  EXPECT_EQ(octets_of("mail.mbox"), "text\n");
  EXPECT_THAT(names(), ElementsAre("mail.mbox"));
}

class torn_mbox_test : public stores_test {
 protected:
  torn_mbox_test() {
    put(*open(mbox)).at(1).value();
    whole_ = octets_of("mail.mbox");
    second_begins_ = whole_.rfind("From pop3kit");
    // Shorter, so that every length can be tried.
    whole_.resize(second_begins_ + 300);
    std::filesystem::remove(path("mail.mbox"));
  }
  /// What a killed run of the archive `name` leaves.
  void leave(const std::string& octets, std::size_t length, const std::string& name = archive_name) const {
    write("mail.mbox", octets);
    write("mail.mbox.lock", "0\npop3kit " + name + " " + std::to_string(length) + "\n");
  }
  std::string before_ = "From a\n\nbody\n\n";
  std::string whole_;  ///< a whole message, and the beginning of another one
  std::size_t second_begins_ = 0;
};

TEST_F(torn_mbox_test, is_cut_to_its_last_whole_message_wherever_it_is_torn) {
  for (std::size_t length = 0; length <= whole_.size(); ++length) {
    leave(before_ + whole_.substr(0, length), before_.size());
    const auto store = open(mbox);
    const bool has_first = length >= second_begins_;
    EXPECT_EQ(octets_of("mail.mbox"), before_ + (has_first ? whole_.substr(0, second_begins_) : "")) << length;
    EXPECT_EQ(has(*store, '1', "id/1", first_message), has_first) << length;
    EXPECT_THAT(names(), ElementsAre("mail.mbox")) << length;
  }
}

TEST_F(torn_mbox_test, is_cut_before_octets_that_a_power_failure_has_lost) {
  for (std::size_t at = 0; at + 8 <= second_begins_; at += 8) {
    std::string lost = whole_;
    lost.replace(at, 8, 8, '\0');
    leave(before_ + lost, before_.size());
    const auto store = open(mbox);
    EXPECT_EQ(octets_of("mail.mbox"), before_) << at;
    EXPECT_FALSE(store->exists(delivery_of('2', "")).value());
  }
}

TEST_F(torn_mbox_test, is_left_alone_if_another_program_has_appended_to_it) {
  leave(before_ + whole_ + "\nFrom b\n\nother\n\n", before_.size());
  const std::string octets = octets_of("mail.mbox");
  auto store = make_mbox_store(path("mail.mbox"));
  const result<> prepared = store->prepare(archive_name);
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().code(), errc::archive_unusable);
  EXPECT_THAT(prepared.error().detail(), HasSubstr("octet " + std::to_string(before_.size() + second_begins_)));
  EXPECT_EQ(octets_of("mail.mbox"), octets);
  EXPECT_THAT(names(), ElementsAre("mail.mbox", "mail.mbox.lock"));
}

TEST_F(torn_mbox_test, whole_messages_stay_if_another_program_has_appended_after_them) {
  leave(before_ + whole_.substr(0, second_begins_) + "From b\n\nother\n\n", before_.size());
  const auto store = open(mbox);
  EXPECT_TRUE(has(*store, '1', "id/1", first_message));
  EXPECT_THAT(octets_of("mail.mbox"), ::testing::EndsWith("other\n\n"));
  EXPECT_THAT(names(), ElementsAre("mail.mbox"));
}

TEST_F(torn_mbox_test, the_lock_of_another_archive_or_program_stays_and_stops_the_delivery) {
  leave(before_, before_.size(), std::string(32, 'b'));
  const auto store = open(mbox);
  EXPECT_THAT(names(), ElementsAre("mail.mbox", "mail.mbox.lock"));
  const auto outcomes = put(*store);
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().code(), errc::archive_in_use);
  EXPECT_EQ(octets_of("mail.mbox"), before_);
  EXPECT_THAT(names(), ElementsAre("mail.mbox", "mail.mbox.lock"));
}

TEST_F(torn_mbox_test, an_fcntl_lock_of_another_program_stops_the_delivery) {
  write("mail.mbox", before_);
  std::error_code failed;
  const auto other = native_file_system().open(path("mail.mbox"), file_access::write, failed);
  ASSERT_FALSE(other->lock());
  const auto outcomes = put(*open(mbox));
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().code(), errc::archive_in_use);
}

}  // namespace
}  // namespace pop3kit::test
