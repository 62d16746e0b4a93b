#pragma once

#include <string>

#include "generated_message.hpp"

namespace pop3kit::interop::parsing {

/// The header fields and the body of a part without parts.
struct written_part {
  std::string fields;
  std::string body;
};

/// Writes a text/plain or text/html part.
[[nodiscard]] written_part write_text(writing& out, written_leaf& leaf);

/// Writes a part that is for saving, with or without a file name.
[[nodiscard]] written_part write_attachment(writing& out, written_leaf& leaf);

}  // namespace pop3kit::interop::parsing
