#include "transfer/body_account.hpp"

#include <algorithm>

#include "wire/status_line.hpp"

namespace pop3kit::engine {

namespace {

/// Returns the position of the last line of a text, with or without its line end.
std::size_t last_line_of(std::string_view text) noexcept {
  if (text.size() < 2) return 0;
  const std::size_t before = text.rfind('\n', text.size() - 2);
  return before == std::string_view::npos ? 0 : before + 1;
}

/// Returns true if the first line of a text, complete or not, looks like a status line.
bool is_status(std::string_view text) noexcept {
  return wire::looks_like_status(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace

void line_beginning::add(std::string_view octets) noexcept {
  const std::string_view more = octets.substr(0, kept_.size() - octets_);
  std::ranges::copy(more, kept_.begin() + static_cast<std::ptrdiff_t>(octets_));
  octets_ += more.size();
}

bool line_beginning::looks_like_status() const noexcept {
  return is_status({kept_.data(), octets_});
}

void body_account::begin(const expected_size& said) noexcept {
  *this = body_account();
  said_ = said;
}

void body_account::add(std::span<const char> octets, body_piece which) noexcept {
  octets_ += octets.size();
  if (which == body_piece::last && said_.is_exactly(octets_)) return;
  if (!first_line_ended_) look_at_first_line({octets.data(), octets.size()});
  look_closer({octets.data(), octets.size()});
}

void body_account::look_at_first_line(std::string_view octets) noexcept {
  const std::size_t end = octets.find('\n');
  first_line_ended_ = end != std::string_view::npos;
  first_line_.add(octets.substr(0, end));
}

void body_account::look_closer(std::string_view octets) noexcept {
  if (octets.empty()) return;
  lines_ += static_cast<std::uint64_t>(std::ranges::count(octets, '\n'));
  const std::size_t begins = last_line_of(octets);
  if (begins != 0 || line_ended_) last_line_.clear();
  last_line_.add(octets.substr(begins));
  line_ended_ = octets.back() == '\n';
}

bool body_account::has_another_size() const noexcept {
  return !said_.is_exactly(octets_) && !said_.is_explained_by_line_ends(octets_, lines_);
}

bool body_account::ends_in_status_line() const noexcept {
  return !said_.is_exactly(octets_) && last_line_.looks_like_status();
}

bool body_account::begins_with_status_line() const noexcept {
  return first_line_ended_ && !said_.is_exactly(octets_) && first_line_.looks_like_status();
}

bool begins_with_status_line(std::string_view text) noexcept {
  return is_status(text);
}

bool ends_in_status_line(std::string_view text) noexcept {
  return is_status(text.substr(last_line_of(text)));
}

}  // namespace pop3kit::engine
