#include "mailbox/filler_text.hpp"
#include "seed.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

namespace pop3kit::serving {
namespace {

constexpr auto words = std::to_array<std::string_view>(
    {"the",        "a",        "we",      "you",    "they",     "meeting", "report",  "draft",    "budget",  "before",
     "after",      "with",     "without", "and",    "or",       "but",     "please",  "review",   "send",    "keep",
     "invoice",    "number",   "of",      "to",     "from",     "until",   "Tuesday", "Friday",   "morning", "week",
     "project",    "release",  "branch",  "change", "question", "answer",  "short",   "long",     "table",   "figure",
     "chapter",    "garden",   "train",   "ticket", "arrives",  "leaves",  "again",   "tomorrow", "today",   "nothing",
     "everything", "attached", "below",   "above",  "regards",  "thanks",  "is",      "was",      "will",    "can"});

void append_prose_line(std::string& out, std::uint64_t seed) {
  constexpr std::size_t width = 72;
  const auto begin = out.size();
  for (std::uint64_t number = 0;; ++number) {
    const auto word = words[derive_seed(seed, number, 0) % words.size()];
    if (out.size() - begin + word.size() + 1 > width) break;
    if (out.size() > begin) out.push_back(' ');
    out.append(word);
  }
  out.append("\r\n");
}

}  // namespace

filler_text::filler_text() : starts_(std::make_unique<std::uint32_t[]>(lines)) {
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    starts_[line] = static_cast<std::uint32_t>(text.size());
    append_prose_line(text, line);
  }
  size_ = text.size();
  block_ = std::make_unique<char[]>(size_);
  std::ranges::copy(text, block_.get());
}

const filler_text& filler_text::shared() {
  static const filler_text text;
  return text;
}

std::size_t filler_text::line_start(std::uint64_t number) const noexcept {
  return starts_[number % lines];
}

void filler_text::read(std::size_t start, std::uint64_t offset, std::span<char> room) const noexcept {
  auto from = static_cast<std::size_t>((start + offset % size_) % size_);
  while (!room.empty()) {
    const auto length = std::min(room.size(), size_ - from);
    std::memcpy(room.data(), block_.get() + from, length);
    room = room.subspan(length);
    from = 0;
  }
}

}  // namespace pop3kit::serving
