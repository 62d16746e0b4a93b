#include "wire/dot_decoder.hpp"

#include <cstring>

#include "wire/dotted_line.hpp"

namespace pop3kit::wire {
namespace {

enum class dot_kind : std::uint8_t { undecided, stuffed, terminator };

struct dot_verdict {
  dot_kind kind = dot_kind::undecided;
  std::size_t octets = 0;  ///< number of octets to remove: the dot, or the whole terminator
};

/// Returns what a dot at the beginning of a line means, by the octets after it.
dot_verdict judge_dot(std::span<const char> line, line_ends ends) noexcept {
  if (line.size() < 2) return {};
  if (line[1] == '\n' && ends == line_ends::lf) return {dot_kind::terminator, 2};
  if (line[1] != '\r') return {dot_kind::stuffed, 1};
  if (line.size() < 3) return {};
  if (line[2] == '\n') return {dot_kind::terminator, 3};
  return {dot_kind::stuffed, 1};
}

/// Closes the gaps that removed dots leave. Moves nothing before the first dot is removed.
class compactor {
 public:
  explicit compactor(std::span<char> input) noexcept : data_(input.data()) {}

  void keep_until(std::size_t position) noexcept {
    const std::size_t length = position - kept_from_;
    if (produced_ != kept_from_ && length != 0) std::memmove(data_ + produced_, data_ + kept_from_, length);
    produced_ += length;
    kept_from_ = position;
  }
  void drop_until(std::size_t position) noexcept { kept_from_ = position; }
  [[nodiscard]] std::size_t produced() const noexcept { return produced_; }

 private:
  char* data_;
  std::size_t produced_ = 0;
  std::size_t kept_from_ = 0;
};

}  // namespace

dot_decoder::step dot_decoder::decode(std::span<char> input) noexcept {
  if (finished_) return {0, 0, true};
  compactor body{input};
  std::size_t position = 0;
  while (position < input.size()) {
    if (at_line_start_ && input[position] == '.') {
      const dot_verdict dot = judge_dot(input.subspan(position), ends_);
      if (dot.kind == dot_kind::undecided) break;
      body.keep_until(position);
      position += dot.octets;
      body.drop_until(position);
      finished_ = dot.kind == dot_kind::terminator;
      if (finished_) return {body.produced(), position, true};
    }
    const std::size_t next = find_dotted_line({input.data(), input.size()}, position);
    const bool line_ended = input[next - 1] == '\n';
    const std::size_t text_end = line_ended ? next - 1 : next;
    if (text_end > position) after_cr_ = input[text_end - 1] == '\r';
    at_line_start_ = line_ended && (after_cr_ || ends_ == line_ends::lf);
    if (line_ended) after_cr_ = false;
    position = next;
  }
  body.keep_until(position);
  return {body.produced(), position, false};
}

void dot_decoder::reset(line_ends ends) noexcept {
  *this = dot_decoder{ends};
}

}  // namespace pop3kit::wire
