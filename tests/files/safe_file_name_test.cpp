#include <gtest/gtest.h>

#include <pop3kit/safe_file_name.hpp>
#include <set>

namespace pop3kit {
namespace {

TEST(safe_file_name, letters_digits_and_three_marks_stay) {
  EXPECT_EQ(safe_file_name("aZ0._-"), "aZ0._-");
  EXPECT_EQ(safe_file_name("a b%~"), "a%20b%25%7E");
  EXPECT_EQ(safe_file_name("\xC3\xBC"), "%C3%BC");
  EXPECT_EQ(safe_file_name(std::string(1, '\0')), "%00");
}

TEST(safe_file_name, no_name_is_hidden_an_option_or_another_folder) {
  EXPECT_EQ(safe_file_name(".."), "%2E.");
  EXPECT_EQ(safe_file_name("../x"), "%2E.%2Fx");
  EXPECT_EQ(safe_file_name("-rf"), "%2Drf");
  EXPECT_EQ(safe_file_name("--all"), "%2D-all");
  EXPECT_EQ(safe_file_name(""), "%");
}

TEST(safe_file_name, different_octets_have_different_names) {
  std::set<std::string> names{safe_file_name("")};
  std::size_t count = 1;
  for (int first = 0; first < 256; ++first) {
    EXPECT_TRUE(names.insert(safe_file_name(std::string(1, static_cast<char>(first)))).second) << first;
    for (int second = 0; second < 256; ++second, ++count) {
      names.insert(safe_file_name(std::string{static_cast<char>(first), static_cast<char>(second)}));
    }
    ++count;
  }
  EXPECT_EQ(names.size(), count);
}

TEST(safe_file_name, seventy_octets_are_never_cut_rfc1939_7) {
  EXPECT_EQ(safe_file_name(std::string(70, '/')).size(), 210U);
  EXPECT_EQ(safe_file_name(std::string(70, '/')).find('~'), std::string::npos);
  EXPECT_EQ(safe_file_name(std::string(210, 'x')), std::string(210, 'x'));
}

TEST(safe_file_name, longer_names_are_cut_and_end_in_a_digest) {
  // sha256sum of 211 times 'x'
  const std::string long_id(211, 'x');
  const std::string name = safe_file_name(long_id);
  EXPECT_EQ(name.size(), 210U);
  EXPECT_EQ(name, std::string(145, 'x') + "~30259479bee0331541f144e1936edff8f0141f7aa2dfb3edb7fd4b868216d067");
  EXPECT_NE(name, safe_file_name(long_id + "x"));
  EXPECT_NE(safe_file_name(std::string(5000, '/') + "1"), safe_file_name(std::string(5000, '/') + "2"));
  EXPECT_EQ(safe_file_name(std::string(5000, '/')).size(), 210U);
  EXPECT_EQ(safe_file_name(long_id, 100).size(), 100U);
  EXPECT_EQ(safe_file_name(long_id, 0).size(), shortest_file_name_limit);
  EXPECT_EQ(shortest_file_name_limit, 80U);
}

}  // namespace
}  // namespace pop3kit
