#include "message/encoded_words.hpp"

#include <algorithm>
#include <optional>

#include "message/charset.hpp"
#include "message/transfer_encoding.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

// GMime's decoder of encoded words is not used. It replaces octets that are not text by "?", drops the end of base64
// without padding, and drops a whole word if it does not know the charset.
namespace pop3kit::engine {
namespace {

struct encoded_word {
  std::string_view charset;
  char encoding;
  std::string_view payload;
  std::size_t end;  ///< position after the closing "?="
};

/// The construct that is open at a position in the value of an address field (RFC 5322 section 3.4): a quoted string, a
/// comment (which can nest), an angle-addr or a domain literal.
class address_context {
 public:
  void read(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (open_ == '\0') {
        open_ = std::string_view("\"(<[").find(text[at]) == std::string_view::npos ? '\0' : text[at];
        depth_ = 1;
      } else if (text[at] == '\\') {
        ++at;
      } else if (text[at] == closing() && --depth_ == 0) {
        open_ = '\0';
      } else if (open_ == '(' && text[at] == '(') {
        ++depth_;
      }
    }
  }

  /// Returns the text, protected if necessary, so that no part of it can be taken for an address or a comment, or end
  /// the open construct. `written` is its encoded form.
  [[nodiscard]] std::string protect(const std::string& text, std::string_view written) const {
    constexpr std::string_view specials = "()<>[]:;@\\,\"";
    if (text.find_first_of(specials) == std::string::npos) return text;
    switch (open_) {
      case '\0':
        return '"' + with_backslashes(text, "\"\\") + '"';
      case '"':
        return with_backslashes(text, "\"\\");
      case '(':
        return with_backslashes(text, "()\\");
      default:
        return std::string(written);  // RFC 2047 section 5 allows no encoded words here
    }
  }

 private:
  [[nodiscard]] char closing() const noexcept {
    return open_ == '(' ? ')' : open_ == '<' ? '>' : open_ == '[' ? ']' : '"';
  }
  static std::string with_backslashes(std::string_view text, std::string_view escaped) {
    std::string out;
    for (const char octet : text) {
      if (escaped.find(octet) != std::string_view::npos) out += '\\';
      out += octet;
    }
    return out;
  }

  char open_ = '\0';
  std::size_t depth_ = 0;
};

class word_decoder {
 public:
  word_decoder(std::string_view text, std::string_view declared_charset, bool of_addresses)
      : text_(text), declared_(declared_charset), of_addresses_(of_addresses) {}
  std::string run();

 private:
  std::optional<encoded_word> word_at(std::size_t begin);
  std::size_t closing_behind(std::size_t begin);
  void take(const encoded_word& word, std::size_t begin);
  void flush();
  void end_run();
  void append_gap(std::string_view gap);

  std::string_view text_;
  std::string_view declared_;
  std::string out_;
  std::size_t done_ = 0;      ///< text before this position is already in out_ or payload_
  std::size_t closing_ = 0;   ///< the latest "?=" that was found, so that no text is searched twice
  std::string_view charset_;  ///< charset of payload_
  std::string payload_;       ///< adjacent words, decoded to octets but not converted yet
  std::string converted_;     ///< earlier adjacent words, converted
  std::size_t run_begin_ = 0;
  bool behind_word_ = false;
  bool of_addresses_;
  address_context context_;
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
  const char encoding = text::to_lower(head[mark + 1]);
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
  append_converted(converted_, payload_, charset_);
  payload_.clear();
}

/// Called at the end of adjacent words.
void word_decoder::end_run() {
  flush();
  const std::string_view written = text_.substr(run_begin_, done_ - run_begin_);
  out_ += of_addresses_ ? context_.protect(converted_, written) : converted_;
  converted_.clear();
}

void word_decoder::append_gap(std::string_view gap) {
  const std::size_t begin = out_.size();
  append_undeclared(out_, gap, declared_);
  if (of_addresses_) context_.read(std::string_view(out_).substr(begin));
}

void word_decoder::take(const encoded_word& word, std::size_t begin) {
  const std::string_view gap = text_.substr(done_, begin - done_);
  const bool adjacent = behind_word_ && std::all_of(gap.begin(), gap.end(), text::is_white_space);
  if (!text::equal_ignoring_case(charset_, word.charset)) flush();
  if (!adjacent) {
    end_run();
    append_gap(gap);
    run_begin_ = begin;
  }
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
  end_run();
  append_gap(text_.substr(done_));
  return std::move(out_);
}

constexpr std::string_view forbidden("\0\r\n", 3);

std::string without_forbidden(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const std::size_t kept = std::min(text.find_first_of(forbidden), text.size());
    clean += text.substr(0, kept);
    if (kept < text.size()) clean += text[kept] == '\0' ? text::replacement_character : " ";
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
  return decode(std::move(value), false);
}

std::string text_decoder::decode_addresses(std::string value) {
  return decode(std::move(value), true);
}

std::string text_decoder::decode(std::string value, bool of_addresses) {
  const bool plain = text::is_ascii(value) && value.find("=?") == std::string::npos;
  if (!plain) value = word_decoder(value, declared_, of_addresses).run();
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
