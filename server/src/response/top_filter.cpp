#include "response/top_filter.hpp"

namespace pop3kit::serving {

std::size_t top_filter::accept(std::string_view chunk) noexcept {
  std::size_t taken = 0;
  while (!finished() && taken < chunk.size()) {
    const std::size_t line_end = chunk.find('\n', taken);
    const bool whole = line_end != std::string_view::npos;
    const std::string_view piece = chunk.substr(taken, whole ? line_end - taken : std::string_view::npos);
    const bool carriage_return = !piece.empty() && piece.back() == '\r';
    line_octets_ += piece.size() - (carriage_return ? 1 : 0);
    taken += piece.size() + (whole ? 1 : 0);
    if (whole) end_line();
  }
  return taken;
}

void top_filter::end_line() noexcept {
  if (!in_header_) {
    --lines_left_;
  } else if (line_octets_ == 0) {
    in_header_ = false;
  }
  line_octets_ = 0;
}

}  // namespace pop3kit::serving
