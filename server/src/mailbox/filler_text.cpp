#include "mailbox/filler_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

#include "mailbox/transfer_encoding.hpp"
#include "scenario/derive_seed.hpp"

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

/// Appends a line of dots alone, one time in four; otherwise dots before prose.
void append_dotted_line(std::string& out, std::uint64_t seed) {
  const auto chosen = derive_seed(seed, 0, 1);
  out.append(1 + chosen % 3, '.');
  if ((chosen >> 8U) % 4 == 0) {
    out.append("\r\n");
  } else {
    append_prose_line(out, seed);
  }
}

void append_long_line(std::string& out, std::uint64_t seed) {
  constexpr std::size_t shortest = 1000;
  constexpr std::size_t range = 8001;
  const auto wanted = out.size() + shortest + derive_seed(seed, 0, 2) % range;
  for (std::uint64_t number = 0; out.size() < wanted; ++number) {
    out.append(words[derive_seed(seed, number, 0) % words.size()]).push_back(' ');
  }
  out.resize(wanted);
  out.append("\r\n");
}

void append_eight_bit_line(std::string& out, std::uint64_t seed) {
  const auto begin = out.size();
  append_prose_line(out, seed);
  for (auto at = begin; at < out.size(); ++at) {
    if (out[at] == 'a') out[at] = '\xe4';
    if (out[at] == 'o') out[at] = '\xf6';
    if (out[at] == 'u') out[at] = '\xfc';
    if (out[at] == 'e' && at % 3 == 0) out[at] = '\xe9';
  }
}

void append_base64_line(std::string& out, std::uint64_t seed) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::uint64_t width = 76;
  for (std::uint64_t number = 0; number < width; ++number) {
    out.push_back(alphabet[derive_seed(seed, number, 3) % alphabet.size()]);
  }
  out.append("\r\n");
}

/// Appends a line with many escapes, in UTF-8, and soft line breaks if the escapes make it too long.
void append_quoted_line(std::string& out, std::uint64_t seed) {
  std::string prose;
  append_prose_line(prose, seed);
  std::string text;
  for (const char letter : prose) {
    if (letter == 'a') {
      text.append("\xc3\xa4");
    } else if (letter == 'u') {
      text.append("\xe2\x82\xac");
    } else {
      text.push_back(letter == 'w' ? '=' : letter);
    }
  }
  out.append(quoted_printable(text));
}

void append_nul_line(std::string& out, std::uint64_t seed) {
  const auto begin = out.size();
  append_prose_line(out, seed);
  for (auto at = begin; at < out.size(); ++at) {
    if (out[at] == ' ' && at % 2 == 0) out[at] = '\0';
  }
}

constexpr void (*append_line[])(std::string&, std::uint64_t) = {
    &append_prose_line,  &append_dotted_line, &append_long_line, &append_eight_bit_line,
    &append_base64_line, &append_quoted_line, &append_nul_line};

}  // namespace

filler_text::filler_text(filler_kind kind) : starts_(std::make_unique<std::uint32_t[]>(lines)) {
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    starts_[line] = static_cast<std::uint32_t>(text.size());
    append_line[static_cast<std::size_t>(kind)](text, line);
  }
  size_ = text.size();
  block_ = std::make_unique<char[]>(size_);
  std::ranges::copy(text, block_.get());
}

const filler_text& filler_text::shared(filler_kind kind) {
  static std::mutex guard;
  static std::array<std::unique_ptr<const filler_text>, std::size(append_line)> made;
  const std::scoped_lock held(guard);
  auto& text = made.at(static_cast<std::size_t>(kind));
  if (!text) text.reset(new filler_text(kind));
  return *text;
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
