#include "wire/status_line.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "text/ascii.hpp"

namespace pop3kit::wire {
namespace {

constexpr std::string_view ok_word = "+OK";
constexpr std::string_view err_word = "-ERR";

bool begins_with_word(std::string_view line, std::string_view word) noexcept {
  if (!text::equal_ignoring_case(line.substr(0, word.size()), word)) return false;
  const std::string_view rest = line.substr(word.size());
  return rest.empty() || text::is_blank(rest.front()) || rest.front() == '[';
}

std::optional<std::string_view> status_word(std::string_view line) noexcept {
  if (begins_with_word(line, ok_word)) return ok_word;
  if (begins_with_word(line, err_word)) return err_word;
  return std::nullopt;
}

void append_on_one_line(std::string& out, std::string_view text) {
  const auto breaks_line = [](char octet) { return octet == '\r' || octet == '\n' || octet == '\0'; };
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  out.append(text);
  std::replace_if(out.begin() + begin, out.end(), breaks_line, ' ');
}

}  // namespace

outcome<status_line> parse_status_line(std::string_view line) {
  const auto word = status_word(line);
  if (!word) return errc::malformed_status_line;
  status_line parsed;
  parsed.ok = *word == ok_word;
  parsed.text = text::trim_left(line.substr(word->size()));
  if (!parsed.text.starts_with('[')) return parsed;
  const std::size_t closing = parsed.text.find(']');
  if (closing == parsed.text.npos || closing == 1) return parsed;
  parsed.code_words = parsed.text.substr(1, closing - 1);
  parsed.code = to_response_code(parsed.code_words);
  parsed.text = text::trim_left(parsed.text.substr(closing + 1));
  return parsed;
}

bool looks_like_status(std::string_view line) noexcept {
  return status_word(line).has_value();
}

void append_ok(std::string& out, std::string_view text) {
  out.append(ok_word);
  if (!text.empty()) {
    out.push_back(' ');
    append_on_one_line(out, text);
  }
  out.append("\r\n");
}

void append_err(std::string& out, std::string_view code_words, std::string_view text) {
  out.append(err_word);
  if (!code_words.empty()) {
    out.append(" [");
    append_on_one_line(out, code_words);
    out.push_back(']');
  }
  if (!text.empty()) {
    out.push_back(' ');
    append_on_one_line(out, text);
  }
  out.append("\r\n");
}

outcome<std::string_view> parse_challenge(std::string_view line) {
  if (!line.starts_with('+')) return errc::malformed_challenge;
  // A status line in any case of letters is not a challenge. But "+OKAY" may be base64 that a server put directly after
  // the plus.
  if (looks_like_status(line)) return errc::malformed_challenge;
  line.remove_prefix(1);
  return text::trim_right(text::trim_left(line));
}

void append_challenge(std::string& out, std::string_view base64) {
  out.append("+ ").append(base64).append("\r\n");
}

}  // namespace pop3kit::wire
