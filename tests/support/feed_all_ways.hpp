#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace pop3kit::testing {

using pieces = std::vector<std::string_view>;

/// Calls `feed(pieces)` with the octets whole, octet by octet, and, while they are few, in every two-way split. What
/// an incremental reader makes of them must not depend on how they arrive.
template <class Feed>
void feed_all_ways(std::string_view octets, Feed feed) {
  constexpr std::size_t most_split_octets = 4096;
  {
    SCOPED_TRACE("whole");
    feed(pieces{octets});
  }
  {
    SCOPED_TRACE("octet by octet");
    pieces single;
    for (std::size_t i = 0; i < octets.size(); ++i) single.push_back(octets.substr(i, 1));
    feed(single);
  }
  if (octets.size() > most_split_octets) return;
  for (std::size_t cut = 1; cut < octets.size(); ++cut) {
    SCOPED_TRACE(::testing::Message() << "in two, cut at " << cut);
    feed(pieces{octets.substr(0, cut), octets.substr(cut)});
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace pop3kit::testing
