#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generated_message.hpp"

namespace pop3kit::interop::parsing {

/// A text, and charsets that can express it.
struct sample_text {
  std::string_view text;
  std::vector<std::string_view> charsets;
};

[[nodiscard]] const std::vector<sample_text>& sample_texts();

/// UTF-8 to octets in `charset`, by the C library.
[[nodiscard]] std::string encoded_in(std::string_view text, std::string_view charset);

[[nodiscard]] std::string base64_of(std::string_view octets);
/// `octets`, each as "=XX" if `plain` does not contain it.
[[nodiscard]] std::string hex_escaped(std::string_view octets, char mark, std::string_view plain, bool lower_case);

/// A text as one or several encoded words (RFC 2047). Words may end inside a character.
[[nodiscard]] std::string as_encoded_words(writing& out, const sample_text& sample);

}  // namespace pop3kit::interop::parsing
