#include "message/delimiter_scanner.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace pop3kit::engine {

std::size_t delimiter_scanner::end_of_line(std::size_t begin) const noexcept {
  const std::size_t line_feed = octets_.find('\n', begin);
  return line_feed == std::string_view::npos ? octets_.size() : line_feed + 1;
}

text_end delimiter_scanner::classify(std::size_t begin) const noexcept {
  const auto is_padding = [](std::string_view rest) { return std::ranges::all_of(rest, text::is_white_space); };
  const std::string_view rest = octets_.substr(begin);
  if (!rest.starts_with("--") || delimiters_.empty()) return {};
  const std::string_view line = octets_.substr(begin, end_of_line(begin) - begin);
  std::size_t end = begin;
  if (end > 0) --end;
  if (end > 0 && octets_[end - 1] == '\r') --end;
  for (std::size_t level = delimiters_.size(); level-- > 0;) {
    if (!line.starts_with(delimiters_[level])) continue;
    const std::string_view after = line.substr(delimiters_[level].size());
    const bool closes = after.starts_with("--") && is_padding(after.substr(2));
    if (closes || is_padding(after)) return {end, level, closes};
  }
  return {};
}

std::string_view delimiter_scanner::header_block() const noexcept {
  for (std::size_t at = position_; at < octets_.size();) {
    if (classify(at).level != text_end::no_level) return octets_.substr(position_, at - position_);
    const std::size_t begin = at;
    at = end_of_line(begin);
    const std::string_view line = octets_.substr(begin, at - begin);
    const bool empty = std::ranges::all_of(line, [](char octet) { return octet == '\r' || octet == '\n'; });
    if (empty) return octets_.substr(position_, at - position_);
  }
  return octets_.substr(position_);
}

text_end delimiter_scanner::pass_text() noexcept {
  while (position_ < octets_.size()) {
    const std::size_t begin = position_;
    const text_end found = classify(begin);
    if (found.level != text_end::no_level) {
      position_ = end_of_line(begin);
      return found;
    }
    const std::size_t next = octets_.find("\n--", begin);
    position_ = next == std::string_view::npos ? octets_.size() : next + 1;
  }
  return {octets_.size()};
}

}  // namespace pop3kit::engine
