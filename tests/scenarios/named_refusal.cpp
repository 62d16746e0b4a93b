#include "named_refusal.hpp"

#include <pop3kit/errc.hpp>

namespace pop3kit::scenarios {

boost::system::error_code named_refusal(std::string_view outcome) {
  constexpr std::string_view refusal = "refused with ";
  constexpr int beyond_every_code = 1000;
  if (!outcome.starts_with(refusal)) return {};
  outcome.remove_prefix(refusal.size());
  const std::string_view name = outcome.substr(0, outcome.find_first_of(",; "));
  for (int value = 1; value < beyond_every_code; ++value) {
    const auto code = static_cast<errc>(value);
    if (to_string(code) == name && !name.empty()) return code;
  }
  return {};
}

}  // namespace pop3kit::scenarios
