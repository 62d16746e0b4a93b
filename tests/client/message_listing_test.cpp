#include <gtest/gtest.h>

#include <iterator>
#include <memory>
#include <pop3kit/message_listing.hpp>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include "client/client_stage.hpp"
#include "maildrop/listing_access.hpp"
#include "maildrop/listing_request.hpp"

namespace pop3kit::testing {
namespace {

static_assert(std::ranges::random_access_range<message_listing>);
static_assert(std::ranges::sized_range<message_listing>);
static_assert(std::random_access_iterator<message_listing::const_iterator>);
static_assert(std::same_as<std::ranges::range_value_t<message_listing>, message_info>);

message_listing listing_of(const std::vector<std::uint64_t>& sizes) {
  engine::size_list listed;
  engine::id_list ids;
  for (std::uint64_t number = 1; const std::uint64_t octets : sizes) {
    listed.append(number, octets);
    ids.append(number, "id" + std::to_string(number));
    ++number;
  }
  auto shared = std::make_shared<const engine::id_list>(std::move(ids));
  return engine::listing_access::make(std::make_shared<const engine::maildrop_listing>(std::move(listed), shared));
}

TEST(message_listing, is_a_range_of_entries) {
  const message_listing listing = listing_of({10, 20, 30});
  EXPECT_EQ(listing.size(), 3U);
  EXPECT_FALSE(listing.empty());
  EXPECT_EQ(listing.front().sequence_number, 1U);
  EXPECT_EQ(listing.back().size, 30U);
  EXPECT_EQ(listing[1].unique_id, unique_id("id2"));
  EXPECT_EQ(listing.end() - listing.begin(), 3);
  EXPECT_EQ((listing.begin() + 2)->size, 30U);
  EXPECT_EQ(listing.begin()[1].size, 20U);
  auto last = listing.end();
  EXPECT_EQ((*--last).sequence_number, 3U);
  EXPECT_LT(listing.begin(), last);
  const auto large = std::ranges::find_if(listing, [](const message_info& each) { return each.size > 15U; });
  EXPECT_EQ(large - listing.begin(), 1);
  EXPECT_EQ(listing.to_vector().size(), 3U);
  EXPECT_THROW(static_cast<void>(listing.at(3)), std::out_of_range);
}

TEST(message_listing, without_messages_is_empty) {
  const message_listing nothing;
  EXPECT_TRUE(nothing.empty());
  EXPECT_EQ(nothing.begin(), nothing.end());
  EXPECT_TRUE(nothing.to_vector().empty());
}

TEST(message_listing, that_was_moved_from_is_empty) {
  message_listing listing = listing_of({10, 20});
  const message_listing taken = std::move(listing);
  EXPECT_EQ(taken.size(), 2U);
  EXPECT_TRUE(listing.empty());  // NOLINT(bugprone-use-after-move,hicpp-invalid-access-moved): what it promises
  EXPECT_EQ(listing.begin(), listing.end());
  EXPECT_THROW(static_cast<void>(listing.at(0)), std::out_of_range);
  message_listing other = taken;
  listing = std::move(other);
  EXPECT_EQ(listing.size(), 2U);
  EXPECT_TRUE(other.empty());  // NOLINT(bugprone-use-after-move,hicpp-invalid-access-moved)
}

TEST(message_listing, outlives_the_one_it_was_copied_from) {
  auto first = std::make_unique<message_listing>(listing_of({10}));
  const message_listing copy = *first;
  first.reset();
  EXPECT_EQ(copy[0].unique_id, unique_id("id1"));
}

TEST(maildrop_listing, joins_what_list_and_uidl_name_by_number) {
  engine::size_list sizes;
  sizes.append(1, 10);
  sizes.append(3, 30);
  engine::id_list ids;
  ids.append(1, "a");
  ids.append(2, "b");
  ids.append(3, "");
  const engine::maildrop_listing both(std::move(sizes), std::make_shared<const engine::id_list>(std::move(ids)));
  ASSERT_EQ(both.size(), 3U);
  EXPECT_EQ(both.listed_once(), 1U);
  EXPECT_EQ(both.message(0).size, 10U);
  EXPECT_EQ(both.message(1).unique_id, unique_id("b"));
  EXPECT_FALSE(both.message(1).size);
  EXPECT_FALSE(both.message(2).unique_id);
  EXPECT_EQ(both.message(2).size, 30U);
}

TEST(number_list, finds_numbers_before_and_after_a_gap) {
  engine::number_list numbers;
  for (const std::uint64_t number : {1U, 2U, 5U, 9U}) numbers.append(number);
  EXPECT_EQ(numbers.size(), 4U);
  EXPECT_EQ(numbers[1], 2U);
  EXPECT_EQ(numbers[3], 9U);
  EXPECT_EQ(numbers.find(2), 1U);
  EXPECT_EQ(numbers.find(9), 3U);
  for (const std::uint64_t absent : {0U, 3U, 10U}) EXPECT_FALSE(numbers.find(absent)) << absent;
  engine::number_list others;
  for (const std::uint64_t number : {1U, 2U, 5U}) others.append(number);
  EXPECT_NE(numbers, others);
}

TEST(id_list, keeps_ids_of_every_length_in_place) {
  engine::id_list ids;
  std::vector<std::string> expected;
  for (std::uint64_t number = 1; number <= 300; ++number) {
    expected.push_back(std::string(number * number, 'x') + std::to_string(number));
    ids.append(number, expected.back());
  }
  const std::string_view first = ids.id(0);
  const engine::id_list moved = std::move(ids);
  EXPECT_EQ(first.data(), moved.id(0).data());
  for (std::uint64_t number = 1; number <= 300; ++number) EXPECT_EQ(moved.id_of(number), expected[number - 1]);
}

/// LIST lines and what is kept of them, or the error.
template <class Request>
std::string kept_of(const std::string& lines, bool in_one_piece) {
  Request request{engine::listing_limits(client_limits())};
  std::string out;
  boost::system::error_code wrong;
  if (in_one_piece) {
    const outcome<std::size_t> read = request.on_lines(lines, 100);
    if (!read) wrong = read.error();
    if (read && *read != lines.size()) out = "stopped at " + std::to_string(*read) + "; ";
  } else {
    std::size_t position = 0;
    while (position < lines.size() && !wrong) {
      std::string_view line = std::string_view(lines).substr(position, lines.find('\n', position) - position);
      position += line.size() + 1;
      if (line.ends_with('\r')) line.remove_suffix(1);
      const outcome<> taken = request.on_line(line);
      if (!taken) wrong = taken.error();
    }
  }
  if (wrong) return wrong.message();
  if constexpr (std::same_as<Request, engine::scan_request>) {
    const engine::size_list& sizes = request.sizes();
    for (std::size_t position = 0; position < sizes.size(); ++position) {
      const auto octets = sizes.octets(position);
      out += std::to_string(sizes.numbers()[position]) + "=" + (octets ? std::to_string(*octets) : "?") + " ";
    }
  } else {
    for (std::size_t position = 0; position < request.ids().size(); ++position) {
      out += std::to_string(request.ids().numbers()[position]) + "=" + std::string(request.ids().id(position)) + " ";
    }
  }
  return out;
}

TEST(listing_request, reads_many_lines_as_it_reads_them_one_by_one) {
  const std::string texts[] = {
      "1 10\r\n2 20\r\n3 30\r\n",
      "1 10\r\n2  20\r\n3\t30\r\n4 40 \r\n5 50 more words\r\n",
      "1 10\r\n2 -1\r\n3 30\r\n",
      "1 10\n2 20\r\n",
      "2 10\r\n2 20\r\n",
      "5 10\r\n4 20\r\n",
      "0 10\r\n",
      "1 18446744073709551615\r\n",
      "1 18446744073709551616\r\n",
      "1\r\n",
      "\r\n",
      "1 ten\r\n",
      "1 a\rb\r\n",
      "1 a b\r\n2 c\r\n",
      "1 \r\n2 b\r\n",
      "999999999999999999 1\r\n1000000000000000000 2\r\n",
      "1 caf\xc3\xa9\r\n",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    EXPECT_EQ(kept_of<engine::scan_request>(text, true), kept_of<engine::scan_request>(text, false));
    EXPECT_EQ(kept_of<engine::unique_id_request>(text, true), kept_of<engine::unique_id_request>(text, false));
  }
}

TEST(listing_request, leaves_a_line_that_is_too_long_to_others) {
  const std::string text = "1 a\r\n2 " + std::string(200, 'b') + "\r\n3 c\r\n";
  EXPECT_EQ(kept_of<engine::unique_id_request>(text, true), "stopped at 5; 1=a ");
}

}  // namespace
}  // namespace pop3kit::testing
