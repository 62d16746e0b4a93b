#include "wire/dotted_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "wire/dot_decoder.hpp"
#include "wire/dot_encoder.hpp"

namespace pop3kit::wire {
namespace {

constexpr std::size_t longer_than_any_block = 700;

/// As the definition has it, octet by octet.
std::size_t look_everywhere(std::string_view octets, std::size_t position) {
  for (; position < octets.size(); ++position) {
    if (octets[position] == '\n' && position + 1 < octets.size() && octets[position + 1] == '.') return position + 1;
  }
  return octets.size();
}

TEST(dotted_line, is_found_at_every_offset) {
  for (std::size_t at = 0; at + 1 < longer_than_any_block; ++at) {
    std::string octets(longer_than_any_block, 'x');
    octets.replace(at, 2, "\n.");
    for (const std::size_t from : {std::size_t{0}, at, at + 1}) {
      EXPECT_EQ(find_dotted_line(octets, from), look_everywhere(octets, from)) << at << " from " << from;
    }
  }
}

TEST(dotted_line, line_ends_and_dots_that_do_not_meet_are_passed_over) {
  std::string octets;
  while (octets.size() < longer_than_any_block) octets += ".x\r\nx.\n\r.";
  EXPECT_EQ(find_dotted_line(octets, 0), octets.size());
}

TEST(dotted_line, the_end_is_the_end_even_after_a_line_feed) {
  EXPECT_EQ(find_dotted_line("", 0), 0U);
  EXPECT_EQ(find_dotted_line("\n", 0), 1U);
  EXPECT_EQ(find_dotted_line(".\n", 1), 2U);
  const std::string octets = std::string(longer_than_any_block, 'x') + '\n';
  EXPECT_EQ(find_dotted_line(octets, 0), octets.size());
}

TEST(dotted_line, what_was_stuffed_in_any_pieces_is_unstuffed_in_any_pieces_rfc1939_3) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string body;
    while (body.size() < longer_than_any_block) {
      body.append(random() % 200, 'x');
      body += std::string_view("\r\n.\r\n..\n.\r.").substr(random() % 9, random() % 6);
    }
    body += "\r\n";
    std::string wire;
    dot_encoder encoder;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t length = std::min<std::size_t>(1 + random() % 400, body.size() - at);
      encoder.append(wire, std::string_view(body).substr(at, length));
      at += length;
    }
    encoder.finish(wire);
    std::string decoded;
    std::string held;
    dot_decoder decoder;
    bool finished = false;
    for (std::size_t at = 0; at < wire.size();) {
      const std::size_t length = std::min<std::size_t>(1 + random() % 400, wire.size() - at);
      held.append(wire, at, length);
      at += length;
      const auto step = decoder.decode({held.data(), held.size()});
      decoded.append(held, 0, step.produced);
      held.erase(0, step.consumed);
      finished = step.finished;
    }
    EXPECT_TRUE(finished);
    ASSERT_EQ(decoded, body);
  }
}

}  // namespace
}  // namespace pop3kit::wire
