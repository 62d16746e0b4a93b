#include "wire/capability_line.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace pop3kit::wire {

outcome<capability_line> parse_capability_line(std::string_view line) {
  const auto forbidden = [](char octet) { return text::is_control(octet) && octet != '\t'; };
  if (std::ranges::any_of(line, forbidden)) return errc::malformed_response;
  capability_line parsed{std::string{text::take_field(line)}};
  if (parsed.tag.empty()) return errc::malformed_response;
  std::ranges::transform(parsed.tag, parsed.tag.begin(), text::to_upper);
  for (auto word = text::take_field(line); !word.empty(); word = text::take_field(line))
    parsed.parameters.emplace_back(word);
  return parsed;
}

}  // namespace pop3kit::wire
