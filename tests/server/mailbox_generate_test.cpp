#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "mailbox/generated_messages.hpp"
#include "scenario/stable_hash.hpp"
#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

generator_plan plan_of(std::size_t count, std::uint64_t size, std::uint64_t seed = 1) {
  generator_plan plan;
  plan.count = count;
  plan.size = size;
  plan.seed = seed;
  plan.to = "alice@example.org";
  return plan;
}

std::string all_of(const message_set& set, std::size_t position) {
  const auto content = set.open(position);
  std::string out(content->octets(), '\0');
  EXPECT_EQ(content->read(0, out), out.size());
  return out;
}

/// Every CR has its LF and every LF its CR.
bool has_proper_line_ends(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')) return false;
    if (text[at] == '\n' && (at == 0 || text[at - 1] != '\r')) return false;
  }
  return true;
}

TEST(generate, sizes_are_exact_for_every_size) {
  const auto smallest = smallest_size(plan_of(1000, 0));
  for (std::uint64_t size = smallest; size < smallest + 400; ++size) {
    const auto set = make_generated_messages(plan_of(1000, size));
    const auto position = static_cast<std::size_t>(size % 1000);
    const auto octets = all_of(*set, position);
    ASSERT_EQ(octets.size(), size);
    ASSERT_EQ(set->octets(position), size);
    ASSERT_TRUE(octets.ends_with("\r\n")) << size;
    ASSERT_TRUE(has_proper_line_ends(octets)) << size;
  }
}

/// Every "=" begins an escape or a soft line break.
bool is_quoted_printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (auto at = text.find('='); at != text.npos; at = text.find('=', at + 1)) {
    const std::string_view next = text.substr(at + 1, 2);
    const bool escape = next.size() == 2 && digits.find(next[0]) != digits.npos && digits.find(next[1]) != digits.npos;
    if (!escape && next != "\r\n") return false;
  }
  return true;
}

TEST(generate, quoted_printable_is_whole_for_every_size) {
  const auto found = std::ranges::find(shape_table(), "quoted_printable", &message_shape::name);
  ASSERT_NE(found, shape_table().end());
  generator_plan plan = plan_of(1, 0);
  plan.shapes = {{&*found, 1}};
  const auto smallest = smallest_size(plan);
  for (plan.size = smallest; plan.size < smallest + 300; ++plan.size) {
    const auto octets = all_of(*make_generated_messages(plan), 0);
    ASSERT_EQ(octets.size(), plan.size);
    ASSERT_TRUE(has_proper_line_ends(octets)) << plan.size;
    ASSERT_TRUE(is_quoted_printable(octets.substr(octets.find("\r\n\r\n")))) << octets;
  }
}

TEST(generate, line_ends_are_whole_in_every_message) {
  const auto set = make_generated_messages(plan_of(2000, 4096));
  for (std::size_t position = 0; position < 2000; position += 7) {
    ASSERT_TRUE(has_proper_line_ends(all_of(*set, position))) << position;
  }
}

TEST(generate, reading_in_pieces_gives_the_same_octets) {
  const auto set = make_generated_messages(plan_of(10, 3001));
  const auto whole = all_of(*set, 3);
  const auto content = set->open(3);
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 1000U, 4096U}) {
    std::string room(piece, '\0');
    for (std::uint64_t offset = 0; offset < whole.size(); ++offset) {
      const auto got = content->read(offset, room);
      ASSERT_EQ(got, std::min<std::uint64_t>(piece, whole.size() - offset));
      ASSERT_EQ(room.substr(0, got), whole.substr(offset, got)) << offset << " " << piece;
    }
    EXPECT_EQ(content->read(whole.size(), room), 0U);
    EXPECT_EQ(content->read(UINT64_MAX, room), 0U);
  }
}

TEST(generate, the_same_seed_gives_the_same_octets_and_another_seed_others) {
  const auto first = make_generated_messages(plan_of(50, 2000, 7));
  const auto again = make_generated_messages(plan_of(50, 2000, 7));
  const auto other = make_generated_messages(plan_of(50, 2000, 8));
  for (std::size_t position = 0; position < 50; ++position) {
    EXPECT_EQ(all_of(*first, position), all_of(*again, position));
    EXPECT_NE(all_of(*first, position), all_of(*other, position));
    EXPECT_EQ(first->fingerprint(position), again->fingerprint(position));
    EXPECT_NE(first->fingerprint(position), other->fingerprint(position));
  }
}

TEST(generate, octets_are_the_same_in_every_release) {
  EXPECT_EQ(fingerprint_of(all_of(*make_generated_messages(plan_of(3, 5000, 42)), 2)), 2852364158220403271U);
}

TEST(generate, messages_look_like_mail) {
  const auto octets = all_of(*make_generated_messages(plan_of(20, 4096)), 16);
  for (const auto* field : {"Date: ", "\r\nFrom: ", "\r\nTo: alice@example.org\r\n", "\r\nSubject: ",
                            "\r\nMessage-ID: <17.", "\r\nMIME-Version: 1.0\r\n", "\r\n\r\nMessage 17.\r\n"}) {
    EXPECT_THAT(octets, HasSubstr(field));
  }
}

TEST(generate, no_two_messages_share_their_message_id) {
  const auto set = make_generated_messages(plan_of(500, 1000));
  std::set<std::string> ids;
  for (std::size_t position = 0; position < 500; ++position) {
    const auto octets = all_of(*set, position);
    const auto begin = octets.find("Message-ID: ");
    ids.insert(octets.substr(begin, octets.find('\r', begin) - begin));
  }
  EXPECT_EQ(ids.size(), 500U);
}

TEST(generate, a_million_messages_are_counted_and_none_is_made) {
  const auto made = with_mailbox("generate { count = 1000000, size = '4 KiB' }");
  const auto& mailbox = *described(made).accounts.at("alice").mailbox;
  EXPECT_EQ(mailbox.count(), 1'000'000U);
  EXPECT_EQ(mailbox.octets(999'999), 4096U);
  EXPECT_EQ(octets_of(mailbox, 999'999).size(), 4096U);
  EXPECT_THAT(mailbox.unique_id(999'999), StartsWith("000f4240"));
}

TEST(generate, a_message_of_five_gibibytes_is_made_while_it_is_read) {
  const auto made = with_mailbox("generate { count = 1, size = '5 GiB' }");
  const auto content = described(made).accounts.at("alice").mailbox->open(0);
  constexpr std::uint64_t size = std::uint64_t{5} << 30U;
  EXPECT_EQ(content->octets(), size);
  std::string end(100, '\0');
  EXPECT_EQ(content->read(size - 50, end), 50U);
  EXPECT_TRUE(end.substr(0, 50).ends_with("\r\n"));
  EXPECT_EQ(content->read(size - 1000, end), 100U);
}

TEST(generate, subject_and_author_may_be_given) {
  const auto made = with_mailbox("generate { count = 2, subject = 'Grüße', from = 'Bob <bob@example.org>' }");
  const auto octets = octets_of(*described(made).accounts.at("alice").mailbox, 1);
  EXPECT_THAT(octets, HasSubstr("\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n"));
  EXPECT_THAT(octets, HasSubstr("\r\nFrom: Bob <bob@example.org>\r\n"));
  EXPECT_EQ(octets.size(), 4096U);
}

TEST(generate, the_seed_of_the_scenario_reaches_the_mail) {
  const auto first = with_mailbox("generate { count = 1 }", "seed = 1,");
  const auto second = with_mailbox("generate { count = 1 }", "seed = 2,");
  EXPECT_NE(octets_of(*described(first).accounts.at("alice").mailbox, 0),
            octets_of(*described(second).accounts.at("alice").mailbox, 0));
}

TEST(generate, the_seed_that_a_server_is_started_with_leaves_the_mail_alone) {
  const auto made = with_mailbox("generate { count = 1 }", "seed = 1,");
  std::set<std::string> mails;
  for (const std::uint64_t seed : {1U, 77U}) {
    stage on;
    on.what = described(made);
    on.options.seed = seed;
    line_client& client = on.connect();
    client.log_in("alice", "x");
    mails.insert(client.ask("RETR 1\r\n"));
  }
  EXPECT_EQ(mails.size(), 1U);
}

TEST(generate, none_is_allowed) {
  EXPECT_EQ(described(with_mailbox("generate { count = 0 }")).accounts.at("alice").mailbox->count(), 0U);
}

}  // namespace
}  // namespace pop3kit::serving
