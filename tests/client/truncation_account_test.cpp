#include <gtest/gtest.h>

#include <string_view>

#include "transfer/body_account.hpp"

namespace pop3kit::engine {
namespace {

expected_size listed_as(std::uint64_t octets) {
  expected_size said;
  said.listed = octets;
  return said;
}

/// In pieces of so many octets.
body_account account_of(std::string_view body, std::size_t piece, const expected_size& said = expected_size()) {
  body_account made;
  made.begin(said);
  for (std::size_t at = 0; at < body.size(); at += piece) {
    const std::string_view part = body.substr(at, piece);
    made.add({part.data(), part.size()}, at + piece >= body.size() ? body_piece::last : body_piece::inner);
  }
  return made;
}

TEST(body_account, finds_a_status_line_at_the_end_however_the_octets_are_cut) {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    EXPECT_TRUE(account_of("first\r\n+OK 23 octets\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_TRUE(account_of("first\r\n-ERR no such message\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_TRUE(account_of("first\r\n+OK\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_TRUE(account_of("+OK\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_FALSE(account_of("+OK 23 octets\r\nfirst\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_FALSE(account_of("first +OK\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_FALSE(account_of("+OKAY\r\n", piece).ends_in_status_line()) << piece;
    EXPECT_FALSE(account_of("first\r\n+OK\r\n\r\n", piece).ends_in_status_line()) << piece;
  }
}

TEST(body_account, believes_a_size_that_includes_the_status_line) {
  constexpr std::string_view body = "first\r\n+OK\r\n";
  EXPECT_FALSE(account_of(body, 5, listed_as(body.size())).ends_in_status_line());
  EXPECT_TRUE(account_of(body, 5, listed_as(body.size() - 5)).ends_in_status_line());
}

TEST(body_account, allows_for_line_ends_however_the_octets_are_cut) {
  constexpr std::string_view body = "a\r\nb\r\nc\r\n";
  for (std::size_t piece = 1; piece < 12; ++piece) {
    EXPECT_FALSE(account_of(body, piece, listed_as(9)).has_another_size()) << piece;
    EXPECT_FALSE(account_of(body, piece, listed_as(6)).has_another_size()) << piece;
    EXPECT_FALSE(account_of(body, piece, listed_as(12)).has_another_size()) << piece;
    EXPECT_TRUE(account_of(body, piece, listed_as(4)).has_another_size()) << piece;
    EXPECT_TRUE(account_of(body, piece, listed_as(13)).has_another_size()) << piece;
  }
  EXPECT_FALSE(account_of(body, 4).has_another_size()) << "no size was stated";
}

TEST(body_account, one_of_two_sizes_is_enough) {
  expected_size said = listed_as(500);
  said.announced = 9;
  EXPECT_FALSE(account_of("a\r\nb\r\nc\r\n", 4, said).has_another_size());
}

TEST(body_account, misses_octets_only_if_some_were_stated) {
  EXPECT_TRUE(account_of("", 1, listed_as(8192)).is_missing());
  EXPECT_FALSE(account_of("", 1, listed_as(0)).is_missing());
  EXPECT_FALSE(account_of("", 1).is_missing());
  EXPECT_FALSE(account_of("a", 1, listed_as(8192)).is_missing());
}

}  // namespace
}  // namespace pop3kit::engine
