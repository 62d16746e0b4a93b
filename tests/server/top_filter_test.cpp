#include "response/body.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pop3kit::serving {
namespace {

/// What passes, when the text comes in two parts, split everywhere.
void expect_top(std::string_view text, std::uint64_t lines, std::string_view expected) {
  for (std::size_t split = 0; split <= text.size(); ++split) {
    top_filter filter(lines);
    std::string out(text.substr(0, filter.accept(text.substr(0, split))));
    const std::string_view rest = text.substr(split);
    if (!filter.finished()) out += rest.substr(0, filter.accept(rest));
    EXPECT_EQ(out, expected) << "split at " << split;
  }
}

TEST(top_filter, header_and_blank_line_rfc1939_7) {
  expect_top("A: b\r\nC: d\r\n\r\none\r\n", 0, "A: b\r\nC: d\r\n\r\n");
}
TEST(top_filter, some_lines_rfc1939_7) {
  expect_top("A: b\r\n\r\none\r\n\r\nthree\r\n", 2, "A: b\r\n\r\none\r\n\r\n");
}
TEST(top_filter, more_lines_than_there_are) {
  expect_top("A: b\r\n\r\none\r\n", 9, "A: b\r\n\r\none\r\n");
}
TEST(top_filter, no_blank_line) {
  expect_top("A: b\r\nC: d", 0, "A: b\r\nC: d");
}
TEST(top_filter, passes_a_body_without_header) {
  expect_top("\r\none\r\ntwo\r\n", 1, "\r\none\r\n");
}
TEST(top_filter, takes_a_bare_lf_for_a_line_end) {
  expect_top("A: b\n\none\ntwo\n", 1, "A: b\n\none\n");
}
TEST(top_filter, a_lone_cr_is_no_blank_line) {
  expect_top("A: b\r\n\rx\r\n\r\none\r\n", 0, "A: b\r\n\rx\r\n\r\n");
}
TEST(top_filter, passes_an_empty_message) {
  expect_top("", 3, "");
}

}  // namespace
}  // namespace pop3kit::serving
