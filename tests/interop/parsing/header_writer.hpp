#pragma once

#include <string>

#include "generated_message.hpp"

namespace pop3kit::interop::parsing {

/// Writes the fields Subject, From, To, Date and Message-ID of a message, and notes the values.
[[nodiscard]] std::string write_header(writing& out);

}  // namespace pop3kit::interop::parsing
