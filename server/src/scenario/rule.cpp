#include "scenario/rule.hpp"

#include <array>

namespace pop3kit::serving {
namespace {

/// In the order of response_place.
constexpr auto response_places = std::to_array<std::string_view>(
    {"octet", "line_end", "terminator", "dot", "terminator_cr", "status", "status_cr", "end"});

}  // namespace

std::span<const std::string_view> place_names() noexcept {
  return response_places;
}

}  // namespace pop3kit::serving
