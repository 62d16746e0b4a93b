#pragma once

#include <string>

#include "mailbox/message_set.hpp"

namespace pop3kit::serving {

/// What `generate { ... }` says.
struct generator_plan {
  generator_plan() = default;
  std::size_t count = 0;
  std::uint64_t size = 4096;  ///< octets of every message, line ends included
  std::string from;           ///< empty: many authors
  std::string to;
  std::string subject;  ///< empty: many subjects
  std::uint64_t seed = 0;
};

/// The smallest `size` that the header fields of every message of the plan leave room for.
[[nodiscard]] std::uint64_t smallest_size(const generator_plan& plan);

/// `plan.count` messages of exactly `plan.size` octets, none of them stored: each is made of (seed, position) when it
/// is opened. `plan.size` is at least smallest_size(plan).
[[nodiscard]] message_set_ptr make_generated_messages(generator_plan plan);

}  // namespace pop3kit::serving
