#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "mailbox/generated_messages.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;

/// The only message of this shape and size.
std::string shaped(const message_shape& shape, std::uint64_t octets) {
  generator_plan plan;
  plan.count = 1;
  plan.seed = 1;
  plan.to = "alice@example.org";
  plan.shapes = {{&shape, 1}};
  plan.size = std::max(octets, smallest_size(plan));
  const auto content = make_generated_messages(plan)->open(0);
  EXPECT_EQ(content->octets(), plan.size) << shape.name;
  std::string out(content->octets() + 1, '\0');
  out.resize(content->read(0, out));
  EXPECT_EQ(out.size(), plan.size) << shape.name;
  return out;
}

std::string shaped(std::string_view name) {
  const auto found = std::ranges::find(shape_table(), name, &message_shape::name);
  return shaped(*found, 65'536);
}

std::vector<std::string> body_lines(const std::string& message) {
  std::vector<std::string> lines;
  std::size_t at = message.find("\r\n\r\n") + 4;
  for (std::size_t end = message.find("\r\n", at); end != std::string::npos; end = message.find("\r\n", at)) {
    lines.push_back(message.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

TEST(message_shapes, have_their_exact_size) {
  for (const message_shape& shape : shape_table()) {
    for (const std::uint64_t octets : {0U, 4096U, 4097U, 65'536U, 100'001U}) {
      EXPECT_TRUE(shaped(shape, octets).ends_with("\r\n")) << shape.name << " " << octets;
    }
  }
}

TEST(message_shapes, plain_has_lines_of_ordinary_length_rfc5322_2_1_1) {
  for (const std::string& line : body_lines(shaped("plain"))) EXPECT_LE(line.size(), 78U) << line;
}

TEST(message_shapes, base64_has_nothing_else_but_blanks_at_its_end) {
  const auto lines = body_lines(shaped("base64"));
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at + 2 < lines.size(); ++at) EXPECT_EQ(lines[at].size(), 76U);
  for (const std::string& line : lines) {
    const std::size_t end = line.find_first_not_of(alphabet);
    if (end == std::string::npos) continue;
    EXPECT_EQ(line.find_first_not_of(' ', end), std::string::npos) << line;
    EXPECT_GE(&line, &lines.back() - 1) << "only the end is filled up";
  }
}

TEST(message_shapes, dots_begin_every_line_and_some_are_alone) {
  const auto lines = body_lines(shaped("dots"));
  EXPECT_TRUE(std::ranges::all_of(lines, [](const std::string& line) { return line.starts_with('.'); }));
  EXPECT_GT(std::ranges::count(lines, "."), 10);
}

TEST(message_shapes, long_lines_have_1000_to_9000_octets) {
  const auto lines = body_lines(shaped("long_lines"));
  ASSERT_GT(lines.size(), 5U);
  EXPECT_EQ(lines.front(), "Message 1.");
  for (std::size_t at = 1; at + 1 < lines.size(); ++at) {
    EXPECT_GE(lines[at].size(), 1000U);
    EXPECT_LE(lines[at].size(), 9000U);
  }
}

TEST(message_shapes, nasty_headers_are_as_nasty_as_the_page_says) {
  const std::string message = shaped("nasty_headers");
  const std::string header = message.substr(0, message.find("\r\n\r\n") + 2);
  for (const char* const field : {"\r\nContent-Type:text/plain;\r\n\t", "\r\nX-Empty:\r\n", "\r\nX-Twice: 1\r\n",
                                  "\r\nX-Twice: 2\r\n", "=?no-such-set?q?x?=", "gr\xfc\xdf"}) {
    EXPECT_THAT(header, HasSubstr(field));
  }
  std::size_t longest = 0;
  for (std::size_t at = 0; at < header.size(); at = header.find("\r\n", at) + 2) {
    longest = std::max(longest, header.find("\r\n", at) - at);
  }
  EXPECT_GT(longest, 900U);
  EXPECT_LE(longest, 998U) << "RFC 5322 section 2.1.1";
}

TEST(generated_mail, is_plain_and_of_one_size_with_various_text_by_default) {
  const auto made = with_mailbox("generate { count = 2000, size = '1000..2999' }, generate { count = 1 }");
  const auto& mailbox = *described(made).accounts.at("alice").mailbox;
  EXPECT_EQ(mailbox.octets(2000), 4096U);
  std::size_t small = 0;
  for (std::size_t at = 0; at < 2000; ++at) {
    ASSERT_GE(mailbox.octets(at), 1000U);
    ASSERT_LE(mailbox.octets(at), 2999U);
    if (mailbox.octets(at) < 1500) ++small;
  }
  EXPECT_GT(small, 400U) << "a quarter of them";
  EXPECT_LT(small, 600U);
  std::set<std::string> subjects;
  std::set<std::string> authors;
  for (std::size_t at = 0; at < 200; ++at) {
    const std::string octets = octets_of(mailbox, at);
    const auto value_of = [&octets](const std::string& name) {
      const std::size_t begin = octets.find("\r\n" + name + ": ");
      return octets.substr(begin, octets.find("\r\n", begin + 2) - begin);
    };
    ASSERT_THAT(octets, HasSubstr("\r\nContent-Type: text/plain; charset=us-ascii\r\n"));
    subjects.insert(value_of("Subject"));
    authors.insert(value_of("From"));
  }
  EXPECT_GT(subjects.size(), 5U);
  EXPECT_GT(authors.size(), 5U);
}

TEST(composed_mail, leaves_out_what_the_scenario_does_not_give) {
  const auto composed = [](const std::string& fields) {
    const auto made = with_mailbox("message { " + fields + " }");
    return octets_of(*described(made).accounts.at("alice").mailbox, 0);
  };
  const std::string empty = composed("");
  EXPECT_EQ(empty.find("\r\nCc:"), std::string::npos);
  EXPECT_THAT(empty, HasSubstr("\r\nSubject:\r\n"));
  EXPECT_TRUE(empty.ends_with("\r\n\r\n")) << "no text: " << empty;
  const std::string attached = composed("attachments = { {} }");
  EXPECT_THAT(attached, HasSubstr("Content-Type: application/octet-stream;\r\n name=\"attachment\"\r\n"));
  EXPECT_THAT(attached, HasSubstr("filename=\"attachment\"\r\nContent-Transfer-Encoding: base64\r\n\r\n--"));
}

}  // namespace
}  // namespace pop3kit::serving
