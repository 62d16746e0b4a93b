#include "wire/dot_encoder.hpp"

namespace pop3kit::wire {

void dot_encoder::append(std::string& out, std::string_view body) {
  std::size_t appended = 0;
  std::size_t position = 0;
  while (position < body.size()) {
    if (at_line_start_ && body[position] == '.') {
      // The dot goes out here, and once more with what follows.
      out.append(body, appended, position + 1 - appended);
      appended = position;
    }
    const std::size_t line_feed = body.find('\n', position);
    const bool found = line_feed != body.npos;
    const std::size_t end = found ? line_feed : body.size();
    if (end > position) after_cr_ = body[end - 1] == '\r';
    at_line_start_ = found && after_cr_;
    if (found) after_cr_ = false;
    position = found ? end + 1 : end;
  }
  out.append(body, appended);
}

void dot_encoder::finish(std::string& out) {
  if (!at_line_start_) out.append("\r\n");
  out.append(".\r\n");
  reset();
}

void dot_encoder::reset() noexcept {
  *this = dot_encoder{};
}

}  // namespace pop3kit::wire
