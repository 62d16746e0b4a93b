#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mailbox/filler_text.hpp"

namespace pop3kit::serving {

/// A kind of generated message. Checks, generator and reference all read the table of shapes.
struct message_shape {
  std::string_view name;
  std::string_view meaning;  ///< a sentence for the reference
  std::string_view fields;   ///< header fields, after the usual ones
  bool tells_number;         ///< "Message 7." is the first line of the body
  std::string_view opening;  ///< octets of the body, before the filler
  filler_kind filler;
  std::string_view ending;  ///< octets after the filler
};

/// Returns all shapes. The first one is the default.
[[nodiscard]] std::span<const message_shape> shape_table() noexcept;

}  // namespace pop3kit::serving
