#include "wire/dot_encoder.hpp"

#include "wire/dotted_line.hpp"

namespace pop3kit::wire {

void dot_encoder::append(std::string& out, std::string_view body) {
  std::size_t appended = 0;
  std::size_t position = 0;
  while (position < body.size()) {
    if (at_line_start_ && body[position] == '.') {
      // Appends one dot here; the other one follows with the rest of the line.
      out.append(body, appended, position + 1 - appended);
      appended = position;
    }
    const std::size_t next = find_dotted_line(body, position);
    const bool line_ended = body[next - 1] == '\n';
    const std::size_t text_end = line_ended ? next - 1 : next;
    if (text_end > position) after_cr_ = body[text_end - 1] == '\r';
    at_line_start_ = line_ended && after_cr_;
    if (line_ended) after_cr_ = false;
    position = next;
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
