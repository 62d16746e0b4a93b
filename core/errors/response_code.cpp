#include <array>
#include <pop3kit/response_code.hpp>

#include "text/ascii.hpp"

namespace pop3kit {
namespace {

struct registered_code {
  std::string_view words;
  response_code code;
};

constexpr std::array registered{
    registered_code{"IN-USE", response_code::in_use},     registered_code{"LOGIN-DELAY", response_code::login_delay},
    registered_code{"AUTH", response_code::auth},         registered_code{"SYS/TEMP", response_code::sys_temp},
    registered_code{"SYS/PERM", response_code::sys_perm}, registered_code{"SYS", response_code::sys},
    registered_code{"UTF8", response_code::utf8},
};

}  // namespace

response_code to_response_code(std::string_view words) noexcept {
  if (words.empty()) return response_code::none;
  for (const registered_code& each : registered) {
    if (!text::equal_ignoring_case(words.substr(0, each.words.size()), each.words)) continue;
    if (words.size() == each.words.size() || words[each.words.size()] == '/') return each.code;
  }
  return response_code::unknown;
}

std::string_view to_string(response_code code) noexcept {
  for (const registered_code& each : registered) {
    if (each.code == code) return each.words;
  }
  return {};
}

}  // namespace pop3kit
