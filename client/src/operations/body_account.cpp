#include "operations/body_account.hpp"

#include <algorithm>

#include "wire/status_line.hpp"

namespace pop3kit::engine {

namespace {

/// Where the last line of a text begins, whether or not its line end is there.
std::size_t last_line_of(std::string_view text) noexcept {
  if (text.size() < 2) return 0;
  const std::size_t before = text.rfind('\n', text.size() - 2);
  return before == std::string_view::npos ? 0 : before + 1;
}

}  // namespace

void body_account::begin(const expected_size& said) noexcept {
  *this = body_account();
  said_ = said;
}

void body_account::add(std::span<const char> octets, body_piece which) noexcept {
  octets_ += octets.size();
  if (which == body_piece::last && said_.is_exactly(octets_)) return;
  if (!first_line_ended_) note_first_line({octets.data(), octets.size()});
  look_closer({octets.data(), octets.size()});
}

void body_account::note_first_line(std::string_view octets) noexcept {
  const std::size_t end = octets.find('\n');
  first_line_ended_ = end != std::string_view::npos;
  const std::string_view more = octets.substr(0, first_line_ended_ ? end + 1 : end);
  const std::size_t known = std::min<std::size_t>(first_line_octets_, first_line_.size());
  std::ranges::copy(more.substr(0, first_line_.size() - known),
                    first_line_.begin() + static_cast<std::ptrdiff_t>(known));
  first_line_octets_ += more.size();
}

void body_account::look_closer(std::string_view octets) noexcept {
  if (octets.empty()) return;
  lines_ += static_cast<std::uint64_t>(std::ranges::count(octets, '\n'));
  const std::size_t begins = last_line_of(octets);
  if (begins != 0 || line_ended_) last_line_octets_ = 0;
  const std::string_view more = octets.substr(begins, last_line_.size() - last_line_octets_);
  std::ranges::copy(more, last_line_.begin() + static_cast<std::ptrdiff_t>(last_line_octets_));
  last_line_octets_ += more.size();
  line_ended_ = octets.back() == '\n';
}

bool body_account::has_another_size() const noexcept {
  return !said_.is_exactly(octets_) && !said_.is_explained_by_line_ends(octets_, lines_);
}

bool body_account::ends_in_status_line() const noexcept {
  if (said_.is_exactly(octets_)) return false;
  return engine::ends_in_status_line({last_line_.data(), last_line_octets_});
}

bool body_account::begins_with_second_status() const noexcept {
  if (!first_line_ended_ || said_.is_exactly(octets_) || !said_.is_exactly(octets_ - first_line_octets_)) return false;
  const std::size_t known = std::min<std::size_t>(first_line_octets_, first_line_.size());
  return wire::looks_like_status({first_line_.data(), known});
}

bool ends_in_status_line(std::string_view text) noexcept {
  std::string_view line = text.substr(last_line_of(text));
  line = line.substr(0, line.find_first_of("\r\n"));
  return wire::looks_like_status(line);
}

}  // namespace pop3kit::engine
