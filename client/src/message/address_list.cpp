#include "message/address_list.hpp"

#include <utility>

#include "message/encoded_words.hpp"
#include "text/ascii.hpp"

// GMime's address parser is not used, because it is recursive: groups within groups, which no RFC allows, exhaust the
// stack.
namespace pop3kit::engine {
namespace {

/// Returns the end of the construct that opens at `begin`: a quoted string, a comment (which can nest), an angle-addr
/// or a domain literal. A construct that is not closed ends with the text.
std::size_t end_of_quoted(std::string_view text, std::size_t begin, char close) noexcept {
  const char open = text[begin];
  std::size_t depth = 1;
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == close && --depth == 0) {
      return at + 1;
    } else if (open == '(' && text[at] == '(') {
      ++depth;
    }
  }
  return text.size();
}

char closing_of(char open) noexcept {
  constexpr std::string_view opening = "\"(<[";
  constexpr std::string_view closing = "\")>]";
  const std::size_t index = opening.find(open);
  return index == std::string_view::npos ? '\0' : closing[index];
}

/// Returns the piece of text at `begin`: one such construct, or one octet.
std::string_view piece_at(std::string_view text, std::size_t begin) noexcept {
  const char close = closing_of(text[begin]);
  const std::size_t end = close == '\0' ? begin + 1 : end_of_quoted(text, begin, close);
  return text.substr(begin, end - begin);
}

/// Returns the content of a construct, without the marks around it and without the backslashes of quoted pairs.
std::string content_of(std::string_view piece) {
  const char close = closing_of(piece.front());
  piece.remove_prefix(1);
  if (piece.ends_with(close)) piece.remove_suffix(1);
  std::string content;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (piece[at] == '\\' && at + 1 < piece.size()) ++at;
    content += piece[at];
  }
  return content;
}

std::string phrase_of(std::string_view written) {
  std::string phrase;
  for (std::size_t at = 0; at < written.size();) {
    const std::string_view piece = piece_at(written, at);
    phrase += piece.front() == '"' ? content_of(piece) : std::string(piece);
    at += piece.size();
  }
  return std::string(text::trim_white_space(phrase));
}

/// Returns the address without white space around its dots and its @, which comes from folding or an obsolete form.
/// White space in a quoted local part stays.
std::string addr_spec_of(std::string_view written) {
  std::string address;
  for (std::size_t at = 0; at < written.size();) {
    const std::string_view piece = piece_at(written, at);
    const bool dropped = text::is_white_space(piece.front()) || piece.front() == '(';
    if (!dropped) address += piece;
    at += piece.size();
  }
  return address;
}

/// Removes the route of "<@relay,@relay:alice@example.org>" (RFC 5322 section 4.4).
std::string_view without_route(std::string_view angle) noexcept {
  angle = text::trim_white_space(angle);
  if (!angle.starts_with('@')) return angle;
  const std::size_t colon = angle.find(':');
  return colon == std::string_view::npos ? angle : angle.substr(colon + 1);
}

/// Returns true if the text is one word, or a local part and a domain with one @ between them.
bool is_address(std::string_view spec) noexcept {
  std::size_t ats = 0;
  std::size_t at_sign = 0;
  for (std::size_t at = 0; at < spec.size();) {
    const std::string_view piece = piece_at(spec, at);
    if (piece.front() == '<' || piece.front() == '>') return false;
    if (piece.front() == '@') {
      ++ats;
      at_sign = at;
    }
    at += piece.size();
  }
  return ats == 0 || (ats == 1 && at_sign > 0 && at_sign + 1 < spec.size());
}

class address_reader {
 public:
  address_reader(text_decoder& decoder, std::size_t most) : decoder_(&decoder), most_(most) {}

  std::vector<mail_address> read(std::string_view value) {
    for (std::size_t at = 0; at < value.size() && out_.size() < most_;) {
      const std::string_view piece = piece_at(value, at);
      take(piece);
      at += piece.size();
    }
    finish();
    return std::move(out_);
  }

 private:
  void take(std::string_view piece);
  void finish();

  std::vector<mail_address> out_;
  text_decoder* decoder_;
  std::size_t most_;
  std::string whole_;    ///< the present address, as written
  std::string written_;  ///< the present address without comments and angle-addr
  std::string comment_;
  std::string angle_;
  bool has_angle_ = false;
};

void address_reader::take(std::string_view piece) {
  const bool belongs = piece.front() != ',' && piece.front() != ';';
  if (belongs) whole_ += piece;
  switch (piece.front()) {
    case ',':
    case ';':
      finish();
      break;
    case ':':
      written_.clear();  // it was the name of a group, and its members follow
      whole_.clear();
      break;
    case '(':
      comment_ = content_of(piece);
      written_ += ' ';
      break;
    case '<':
      angle_ = piece.substr(1, piece.size() - (piece.ends_with('>') ? 2 : 1));
      has_angle_ = true;
      break;
    default:
      written_ += piece;
  }
}

void address_reader::finish() {
  const std::string whole = std::exchange(whole_, {});
  const std::string written = std::exchange(written_, {});
  const std::string comment = std::exchange(comment_, {});
  const std::string angle = std::exchange(angle_, {});
  const bool has_angle = std::exchange(has_angle_, false);
  if (out_.size() >= most_) return;
  const std::string phrase = phrase_of(written);
  const std::string address = addr_spec_of(has_angle ? without_route(angle) : written);
  if (!is_address(address)) {
    out_.emplace_back(decoder_->decode(std::string(text::trim_white_space(whole))), std::string());
    return;
  }
  if (has_angle) {
    const std::string name = decoder_->decode(phrase.empty() ? std::string(text::trim_white_space(comment)) : phrase);
    if (!name.empty() || !address.empty()) out_.emplace_back(name, decoder_->decode(address));
    return;
  }
  if (address.empty()) return;
  const bool one_word = phrase.find_first_of(" \t") == std::string::npos;
  if (address.find('@') != std::string::npos || (one_word && !phrase.starts_with("=?"))) {
    out_.emplace_back(decoder_->decode(std::string(text::trim_white_space(comment))), decoder_->decode(address));
  } else {
    out_.emplace_back(decoder_->decode(phrase), std::string());
  }
}

/// Reads an id in one pass.
///
/// If a quoted string, comment or domain literal is not closed, its first octet is an ordinary octet. From then on such
/// marks are ordinary octets too, so that no octets are searched twice.
class id_reader {
 public:
  explicit id_reader(std::string_view value) noexcept : left_(value) {}

  std::string read() {
    std::string outside = take_until('<');
    if (left_.empty()) return outside;
    left_.remove_prefix(1);
    return take_until('>');
  }

 private:
  std::string take_until(char end) {
    std::string kept;
    while (!left_.empty() && left_.front() != end) {
      const std::string_view piece = take_piece();
      const bool comment = piece.size() > 1 && piece.front() == '(';
      if (!comment && !text::is_white_space(piece.front())) kept += piece;
    }
    return kept;
  }

  std::string_view take_piece() {
    std::string_view piece = left_.substr(0, 1);
    const char close = piece.front() == '<' ? '\0' : closing_of(piece.front());
    if (close != '\0' && marks_close_) {
      const std::string_view whole = piece_at(left_, 0);
      marks_close_ = whole.size() > 1 && whole.back() == close && !ends_in_quoted_pair(whole);
      if (marks_close_) piece = whole;
    }
    left_.remove_prefix(piece.size());
    return piece;
  }

  /// Returns true if the last octet is escaped, because an odd number of backslashes comes before it.
  static bool ends_in_quoted_pair(std::string_view text) noexcept {
    std::size_t backslashes = 0;
    while (backslashes + 1 < text.size() && text[text.size() - 2 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
  }

  std::string_view left_;
  bool marks_close_ = true;
};

}  // namespace

std::vector<mail_address> read_addresses(std::string_view value, text_decoder& decoder, std::size_t most) {
  return address_reader(decoder, most).read(value);
}

std::string read_message_id(std::string_view value) {
  return id_reader(value).read();
}

std::string join_addresses(std::string_view decoded) {
  std::string joined;
  std::size_t begin = 0;
  const auto take = [&](std::size_t end) {
    const std::string_view written = text::trim_white_space(decoded.substr(begin, end - begin));
    if (!written.empty()) joined.append(joined.empty() ? "" : ", ").append(written);
    begin = end + 1;
  };
  for (std::size_t at = 0; at < decoded.size();) {
    const std::size_t length = piece_at(decoded, at).size();
    if (decoded[at] == ',') take(at);
    at += length;
  }
  take(decoded.size());
  return joined;
}

}  // namespace pop3kit::engine
