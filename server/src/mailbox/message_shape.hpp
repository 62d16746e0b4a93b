#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mailbox/filler_text.hpp"

namespace pop3kit::serving {

/// What generated messages can look like. One row for each: checks, generator and reference read it.
struct message_shape {
  std::string_view name;
  std::string_view meaning;  ///< a sentence for the reference
  std::string_view fields;   ///< of the header, behind the usual ones
  bool tells_number;         ///< "Message 7." is the first line of the body
  std::string_view opening;  ///< of the body, ahead of the filler
  filler_kind filler;
  std::string_view ending;  ///< behind the filler
};

/// The first one is what messages look like where nothing else is asked for.
[[nodiscard]] std::span<const message_shape> shape_table() noexcept;

}  // namespace pop3kit::serving
