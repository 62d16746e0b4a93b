#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "support/feed_all_ways.hpp"
#include "wire/dot_decoder.hpp"

namespace pop3kit::testing {

/// All that a decoder made of its input.
struct decoding {
  std::string body;
  std::string rest;  ///< after the terminator, or undecided
  bool finished = false;

  friend bool operator==(const decoding&, const decoding&) = default;
  friend std::ostream& operator<<(std::ostream& out, const decoding& made) {
    return out << (made.finished ? "finished, body " : "unfinished, body ") << ::testing::PrintToString(made.body)
               << ", rest " << ::testing::PrintToString(made.rest);
  }
};

/// As a reader uses the decoder: what it leaves unconsumed is offered again with what follows.
inline decoding decode_pieces(const pieces& input, wire::line_ends ends) {
  wire::dot_decoder decoder{ends};
  decoding made;
  for (const std::string_view piece : input) {
    made.rest.append(piece);
    if (made.finished) continue;
    const auto step = decoder.decode(made.rest);
    EXPECT_LE(step.produced, step.consumed);
    EXPECT_LE(step.consumed, made.rest.size());
    made.body.append(made.rest, 0, step.produced);
    made.rest.erase(0, step.consumed);
    made.finished = step.finished;
  }
  return made;
}

}  // namespace pop3kit::testing
