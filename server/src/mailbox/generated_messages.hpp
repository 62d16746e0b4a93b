#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mailbox/message_set.hpp"
#include "mailbox/message_shape.hpp"

namespace pop3kit::serving {

/// How numbers between two bounds are spread.
enum class spread_law : std::uint8_t {
  uniform,    ///< evenly
  lognormal,  ///< around the geometric mean of the bounds, as the sizes of real mail are
  pareto,     ///< mostly near the lower bound, a few near the upper
};

/// Both included.
struct spread {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  spread_law law = spread_law::uniform;
};

/// The number that belongs to `position` in the stream of `seed`: the same on every machine.
[[nodiscard]] std::uint64_t draw(const spread& from, std::uint64_t seed, std::uint64_t position);

/// A shape, and how often it is met beside the others.
struct weighted_shape {
  const message_shape* shape = nullptr;
  std::uint64_t weight = 1;
};

/// What `generate { ... }` says.
struct generator_plan {
  generator_plan() = default;
  std::size_t count = 0;
  std::uint64_t size = 4096;  ///< octets of every message, line ends included
  std::uint64_t largest = 0;  ///< sizes lie between `size` and this; 0: they are all the same
  spread_law law = spread_law::uniform;
  std::vector<weighted_shape> shapes;  ///< one for each message, by chance; empty: the first of all
  std::string from;                    ///< empty: many authors
  std::string to;
  std::string subject;  ///< empty: many subjects
  std::uint64_t seed = 0;
};

/// The smallest `size` that the header fields of every message of the plan leave room for.
[[nodiscard]] std::uint64_t smallest_size(const generator_plan& plan);

/// `plan.count` messages of exactly the planned octets, none of them stored: each is made of (seed, position) when it
/// is opened. `plan.size` is at least smallest_size(plan).
[[nodiscard]] message_set_ptr make_generated_messages(generator_plan plan);

}  // namespace pop3kit::serving
