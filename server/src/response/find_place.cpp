#include "response/find_place.hpp"

#include <algorithm>
#include <array>

namespace pop3kit::serving {
namespace {

std::optional<std::size_t> find_octet(std::uint64_t after, const body_piece& piece) {
  if (after < piece.before || after - piece.before > piece.octets.size()) return std::nullopt;
  return static_cast<std::size_t>(after - piece.before);
}

std::optional<std::size_t> find_line_end(std::uint64_t after, const body_piece& piece) {
  const std::uint64_t skipped = after > piece.before ? after - piece.before : 0;
  if (skipped >= piece.octets.size()) return std::nullopt;
  const std::size_t carriage_return = piece.octets.find('\r', static_cast<std::size_t>(skipped));
  if (carriage_return == std::string_view::npos) return std::nullopt;
  return carriage_return + 1;
}

/// `into` octets behind the terminator's first.
std::optional<std::size_t> find_in_terminator(std::size_t into, const body_piece& piece) {
  if (piece.terminator == 0) return std::nullopt;
  return piece.octets.size() - piece.terminator + std::min(into, piece.terminator);
}

constexpr auto response_places = std::to_array<std::string_view>(
    {"octet", "line_end", "terminator", "dot", "terminator_cr", "status", "status_cr", "end"});

}  // namespace

std::span<const std::string_view> place_names() noexcept {
  return response_places;
}

std::optional<std::size_t> find_place(response_place at, std::uint64_t after, const body_piece& piece) {
  switch (at) {
    case response_place::octet:
      return find_octet(after, piece);
    case response_place::line_end:
      return find_line_end(after, piece);
    case response_place::terminator:
      return find_in_terminator(0, piece);
    case response_place::dot:
      return find_in_terminator(1, piece);
    case response_place::terminator_cr:
      return find_in_terminator(2, piece);
    case response_place::status:
    case response_place::status_cr:
    case response_place::end:
      break;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_place(response_place at, std::string_view status_line) {
  if (at == response_place::status) return status_line.size() / 2;
  const std::size_t carriage_return = status_line.find('\r');
  if (at != response_place::status_cr || carriage_return == std::string_view::npos) return std::nullopt;
  return carriage_return + 1;
}

}  // namespace pop3kit::serving
