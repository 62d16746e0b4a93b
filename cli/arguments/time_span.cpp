#include "arguments/time_span.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <map>
#include <string_view>

#include "console/command_error.hpp"

namespace pop3kit::command {

std::chrono::nanoseconds parse_time_span(const std::string& text, const std::string& option) {
  using std::chrono::nanoseconds;
  static const std::map<std::string_view, nanoseconds> units{
      {"ms", std::chrono::milliseconds{1}}, {"s", std::chrono::seconds{1}},   {"", std::chrono::seconds{1}},
      {"m", std::chrono::minutes{1}},       {"min", std::chrono::minutes{1}}, {"h", std::chrono::hours{1}}};
  const auto wrong = [&] {
    return usage_error(fmt::format("{} '{}': no time above 0; write it as 500ms, 30s, 2m or 1h", option, text));
  };
  constexpr nanoseconds longest = std::chrono::hours{24 * 365};
  std::uint32_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault_code] = std::from_chars(text.data(), end, count);
  if (fault_code != std::errc{} || count == 0) throw wrong();
  const auto unit = units.find(std::string_view{stopped, static_cast<std::size_t>(end - stopped)});
  if (unit == units.end()) throw wrong();
  if (count > longest / unit->second) throw usage_error(fmt::format("{} '{}': more than a year", option, text));
  return unit->second * count;
}

}  // namespace pop3kit::command
