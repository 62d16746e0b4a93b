#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mailbox/message_set.hpp"
#include "mailbox/message_shape.hpp"

namespace pop3kit::serving {

/// The distribution of numbers between two bounds.
enum class spread_law : std::uint8_t {
  uniform,    ///< evenly
  lognormal,  ///< around the geometric mean of the bounds, like the sizes of real mail
  pareto,     ///< most numbers near the lower bound, a few near the upper
};

/// Two bounds, both included, and the distribution between them.
struct spread {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  spread_law law = spread_law::uniform;
};

/// Returns the number at `position` in the stream of `seed`. It is the same on every machine.
[[nodiscard]] std::uint64_t draw(const spread& from, std::uint64_t seed, std::uint64_t position);

/// A shape, and its frequency relative to the other shapes.
struct weighted_shape {
  const message_shape* shape = nullptr;
  std::uint64_t weight = 1;
};

/// The fields of `generate { ... }`.
struct generator_plan {
  generator_plan() = default;
  std::size_t count = 0;
  std::uint64_t size = 4096;  ///< octets of each message, line ends included
  std::uint64_t largest = 0;  ///< sizes lie between `size` and this; 0: all messages have `size`
  spread_law law = spread_law::uniform;
  std::vector<weighted_shape> shapes;  ///< one is drawn for each message; empty: the first shape of the table
  std::string from;                    ///< empty: many authors
  std::string to;
  std::string subject;  ///< empty: many subjects
  std::uint64_t seed = 0;
};

/// Returns the smallest `size` that has room for the header fields of every message of the plan.
[[nodiscard]] std::uint64_t smallest_size(const generator_plan& plan);

/// Makes `plan.count` messages with exactly the planned octets. None is stored: each is made from its seed and position
/// when it is opened. `plan.size` is at least smallest_size(plan).
[[nodiscard]] message_set_ptr make_generated_messages(generator_plan plan);

}  // namespace pop3kit::serving
