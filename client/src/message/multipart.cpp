#include "message/multipart.hpp"

#include <algorithm>

#include "message/text.hpp"

namespace pop3kit::engine {

multipart_reader::multipart_reader(std::string_view body, std::string_view boundary) : body_(body) {
  delimiter_.append("--").append(boundary);
  pass_lines();
}

multipart_reader::line_kind multipart_reader::classify(std::string_view line) const {
  if (!line.starts_with(delimiter_)) return line_kind::text;
  line.remove_prefix(delimiter_.size());
  const bool closes = line.starts_with("--");
  if (closes) line.remove_prefix(2);
  if (!std::all_of(line.begin(), line.end(), is_white_space)) return line_kind::text;
  return closes ? line_kind::close : line_kind::delimiter;
}

std::size_t multipart_reader::pass_lines() {
  while (position_ < body_.size()) {
    const std::size_t begin = position_;
    const std::size_t line_feed = body_.find('\n', begin);
    position_ = line_feed == std::string_view::npos ? body_.size() : line_feed + 1;
    met_ = classify(body_.substr(begin, position_ - begin));
    if (met_ != line_kind::text) return begin;
  }
  met_ = line_kind::text;
  return body_.size();
}

std::optional<std::string_view> multipart_reader::next() {
  if (met_ != line_kind::delimiter) return std::nullopt;
  const std::size_t begin = position_;
  const std::size_t end = pass_lines();
  std::string_view part = body_.substr(begin, end - begin);
  // The line end before a delimiter belongs to the delimiter.
  if (met_ != line_kind::text && part.ends_with('\n')) {
    part.remove_suffix(1);
    if (part.ends_with('\r')) part.remove_suffix(1);
  }
  return part;
}

}  // namespace pop3kit::engine
