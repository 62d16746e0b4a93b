#include "response/plan_effects.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view ok_word = "+OK";
constexpr std::string_view err_word = "-ERR";
constexpr std::string_view terminator = ".\r\n";
constexpr std::string_view line_end = "\r\n";

/// Swaps +OK and -ERR. Returns true if there was a status indicator.
bool flip_status(std::string& out, std::size_t mark) {
  const std::string_view line = std::string_view(out).substr(mark);
  if (line.starts_with(ok_word)) {
    out.replace(mark, ok_word.size(), err_word);
  } else if (line.starts_with(err_word)) {
    out.replace(mark, err_word.size(), ok_word);
  } else {
    return false;
  }
  return true;
}

/// Removes all octets of one value. Returns true if there were any.
bool drop(std::string& out, std::size_t mark, char octet) {
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(mark);
  const auto end = std::remove(begin, out.end(), octet);
  const bool found = end != out.end();
  out.erase(end, out.end());
  return found;
}

bool is_withheld(std::string_view line, const response_plan& plan) {
  const auto tag = line.substr(0, line.find(' '));
  return std::ranges::any_of(plan.without, [&](const std::string& name) {
    return text::equal_ignoring_case(name, tag) || text::equal_ignoring_case(name, line);
  });
}

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

/// Finds the place `into` octets after the first octet of the terminator.
std::optional<std::size_t> find_in_terminator(std::size_t into, const body_piece& piece) {
  if (piece.terminator == 0) return std::nullopt;
  return piece.octets.size() - piece.terminator + std::min(into, piece.terminator);
}

}  // namespace

std::size_t behind_indicator(const std::string& out, std::size_t mark) {
  return std::min(out.find_first_of(" \r", mark), out.size());
}

void deviate_status_line(std::string& out, std::size_t mark, const response_plan& plan) {
  if (plan.flip_status && flip_status(out, mark)) plan.note(deviation::flipped_status);
  const std::size_t indicator = behind_indicator(out, mark);
  if (plan.bare_status && out.size() > indicator + line_end.size()) {
    out.erase(indicator, out.size() - line_end.size() - indicator);
    plan.note(deviation::bare_status);
  }
  for (std::size_t at = mark; at < indicator && plan.lower_status; ++at) {
    if (!text::is_letter(out[at])) continue;
    out[at] = static_cast<char>(out[at] | 0x20);
    plan.note(deviation::lower_status);
  }
  if (plan.status_padding > 0) {
    out.insert(out.size() - line_end.size(), plan.status_padding, 'x');
    plan.note(deviation::padded_status);
  }
}

void deviate_octets(std::string& out, std::size_t mark, const response_plan& plan) {
  for (std::size_t at = mark; at < out.size() && (plan.nul_octets || plan.eight_bit); ++at) {
    if (plan.nul_octets && out[at] == ' ') {
      out[at] = '\0';
      plan.note(deviation::nul_octets);
    }
    if (plan.eight_bit && text::is_letter(out[at])) {
      out[at] = static_cast<char>(out[at] | '\x80');
      plan.note(deviation::eight_bit);
    }
  }
  bool dropped = false;
  if (plan.line_ends == line_end_plan::bare_lf) dropped = drop(out, mark, '\r');
  if (plan.line_ends == line_end_plan::bare_cr) dropped = drop(out, mark, '\n');
  if (dropped) plan.note(deviation::line_ends);
}

bool insert_in_middle(std::string& out, std::size_t mark, std::string_view lines) {
  std::size_t end = out.find(line_end, mark + (out.size() - mark) / 2);
  if (end == std::string::npos || end + line_end.size() + terminator.size() >= out.size()) {
    end = out.find(line_end, mark);
  }
  if (end == std::string::npos) return false;
  out.insert(end + line_end.size(), lines);
  return true;
}

std::string deviate_capabilities(std::string_view lines, const response_plan& plan) {
  std::string out;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find(line_end), lines.size() - line_end.size());
    const std::string_view line = lines.substr(0, end);
    if (is_withheld(line, plan)) {
      plan.note(deviation::withheld_capabilities);
    } else {
      out.append(line).append(line_end);
    }
    lines.remove_prefix(end + line_end.size());
  }
  for (const std::string& line : plan.with) out.append(line).append(line_end);
  if (!plan.with.empty()) plan.note(deviation::added_capabilities);
  return out;
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
