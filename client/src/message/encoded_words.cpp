#include "message/encoded_words.hpp"

#include <algorithm>
#include <optional>

#include "message/charset.hpp"
#include "message/text.hpp"
#include "message/transfer_encoding.hpp"

// GMime decodes encoded words too, but it puts "?" where an octet is no text, drops the end of base64 without padding,
// and drops all of a word in a charset that it does not know.
namespace pop3kit::engine {
namespace {

struct encoded_word {
  std::string_view charset;
  char encoding;
  std::string_view payload;
  std::size_t end;  ///< behind the closing "?="
};

class word_decoder {
 public:
  word_decoder(std::string_view text, std::string_view declared_charset) : text_(text), declared_(declared_charset) {}
  std::string run();

 private:
  std::optional<encoded_word> word_at(std::size_t begin);
  std::size_t closing_behind(std::size_t begin);
  void take(const encoded_word& word, std::size_t begin);
  void flush();

  std::string_view text_;
  std::string_view declared_;
  std::string out_;
  std::size_t done_ = 0;      ///< text before it stands in out_ or in payload_
  std::size_t closing_ = 0;   ///< the latest "?=" that was found, so that no stretch of text is searched twice
  std::string_view charset_;  ///< of payload_
  std::string payload_;       ///< adjacent words, decoded to octets and not yet converted
  bool behind_word_ = false;
};

std::size_t word_decoder::closing_behind(std::size_t begin) {
  if (closing_ < begin) closing_ = std::min(text_.find("?=", begin), text_.size());
  return closing_;
}

std::optional<encoded_word> word_decoder::word_at(std::size_t begin) {
  constexpr std::size_t longest_charset = 64;
  const std::string_view head = text_.substr(begin + 2, longest_charset + 3);
  const std::size_t mark = head.find_first_of("? \t");
  if (mark == 0 || mark == std::string_view::npos || head.size() < mark + 3 || head[mark] != '?') return std::nullopt;
  const char encoding = to_lower(head[mark + 1]);
  if ((encoding != 'b' && encoding != 'q') || head[mark + 2] != '?') return std::nullopt;
  const std::size_t payload = begin + 2 + mark + 3;
  const std::size_t closing = closing_behind(payload);
  if (closing >= text_.size()) return std::nullopt;
  const std::string_view inside = text_.substr(payload, closing - payload);
  if (inside.find("=?") != std::string_view::npos) return std::nullopt;
  std::string_view charset = head.substr(0, mark);
  charset = charset.substr(0, charset.find('*'));  // a language tag may follow: RFC 2231 section 5
  return encoded_word{charset, encoding, inside, closing + 2};
}

void word_decoder::flush() {
  if (payload_.empty()) return;
  append_converted(out_, payload_, charset_);
  payload_.clear();
}

void word_decoder::take(const encoded_word& word, std::size_t begin) {
  const std::string_view gap = text_.substr(done_, begin - done_);
  const bool adjacent = behind_word_ && std::all_of(gap.begin(), gap.end(), is_white_space);
  if (!adjacent || !same_ignoring_case(charset_, word.charset)) flush();
  if (!adjacent) append_undeclared(out_, gap, declared_);
  charset_ = word.charset;
  if (word.encoding == 'b') {
    payload_ += decode(word.payload, transfer_encoding::base64);
  } else {
    std::string printable(word.payload);
    std::replace(printable.begin(), printable.end(), '_', ' ');
    payload_ += decode(printable, transfer_encoding::quoted_printable);
  }
  behind_word_ = true;
  done_ = word.end;
}

std::string word_decoder::run() {
  std::size_t at = text_.find("=?");
  while (at != std::string_view::npos) {
    if (const auto word = word_at(at)) {
      take(*word, at);
      at = text_.find("=?", word->end);
    } else {
      at = text_.find("=?", at + 2);
    }
  }
  flush();
  append_undeclared(out_, text_.substr(done_), declared_);
  return std::move(out_);
}

constexpr std::string_view forbidden("\0\r\n", 3);

std::string without_forbidden(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const std::size_t kept = std::min(text.find_first_of(forbidden), text.size());
    clean += text.substr(0, kept);
    if (kept < text.size()) clean += text[kept] == '\0' ? replacement_character : " ";
    text.remove_prefix(std::min(text.size(), kept + 1));
  }
  return clean;
}

bool has_forbidden(std::string_view text) noexcept {
  return std::any_of(forbidden.begin(), forbidden.end(),
                     [&](char octet) { return text.find(octet) != std::string_view::npos; });
}

}  // namespace

std::string text_decoder::decode(std::string value) {
  const bool plain = is_ascii(value) && value.find("=?") == std::string::npos;
  if (!plain) value = word_decoder(value, declared_).run();
  if (has_forbidden(value)) return without_forbidden(value);
  return value;
}

std::string text_decoder::convert(std::string_view octets, std::string_view charset) {
  std::string converted;
  if (charset.empty()) {
    append_undeclared(converted, octets, declared_);
  } else {
    append_converted(converted, octets, charset);
  }
  return converted;
}

}  // namespace pop3kit::engine
