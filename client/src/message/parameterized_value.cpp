#include "message/parameterized_value.hpp"

#include <algorithm>
#include <utility>

#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit::engine {
namespace {

/// Returns true for the octets of a token (RFC 2045 section 5.1).
constexpr bool is_token_octet(char octet) noexcept {
  constexpr std::string_view specials = "()<>@,;:\\\"/[]?=";
  return octet > ' ' && octet < '\x7f' && specials.find(octet) == std::string_view::npos;
}

class value_scanner {
 public:
  explicit value_scanner(std::string_view text) : text_(text) {}

  std::string word();
  /// Returns the next parameter, or nothing at the end.
  std::optional<written_parameter> parameter();

 private:
  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] bool next_is(char octet) const noexcept { return !at_end() && text_[at_] == octet; }
  bool take(char octet) noexcept;
  /// Returns the end of the comment that opens at `begin`. Comments can nest. A comment that is not closed extends to
  /// the end.
  [[nodiscard]] std::size_t end_of_comment(std::size_t begin) const noexcept;
  void skip_blanks_and_comments() noexcept;
  std::string token();
  std::string quoted_string();
  std::string unquoted_value();
  std::string attribute();

  std::string_view text_;
  std::size_t at_ = 0;
};

bool value_scanner::take(char octet) noexcept {
  if (!next_is(octet)) return false;
  ++at_;
  return true;
}

std::size_t value_scanner::end_of_comment(std::size_t begin) const noexcept {
  std::size_t depth = 0;
  for (std::size_t at = begin; at < text_.size(); ++at) {
    if (text_[at] == '\\') {
      ++at;
    } else if (text_[at] == '(') {
      ++depth;
    } else if (text_[at] == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return text_.size();
}

void value_scanner::skip_blanks_and_comments() noexcept {
  while (!at_end()) {
    if (text::is_white_space(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '(') {
      at_ = end_of_comment(at_);
    } else {
      return;
    }
  }
}

std::string value_scanner::token() {
  const std::size_t begin = at_;
  while (!at_end() && is_token_octet(text_[at_])) ++at_;
  return text::lower_case(text_.substr(begin, at_ - begin));
}

/// Returns true for text such as "C:\dir\file.txt", whose backslashes some mailers do not quote.
bool is_windows_path(std::string_view text) noexcept {
  return text.size() > 2 && text::to_lower(text[0]) >= 'a' && text::to_lower(text[0]) <= 'z' &&
         text.substr(1, 2) == ":\\";
}

/// Reads a quoted string; the position is at the opening quote. A string that is not closed ends at the next semicolon.
std::string value_scanner::quoted_string() {
  std::string content;
  const std::size_t begin = ++at_;
  const bool has_quoted_pairs = !is_windows_path(text_.substr(begin));
  for (; !at_end(); ++at_) {
    if (text_[at_] == '"') {
      ++at_;
      return content;
    }
    if (has_quoted_pairs && text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    content += text_[at_];
  }
  at_ = std::min(text_.find(';', begin), text_.size());
  return std::string(text::trim_white_space(text_.substr(begin, at_ - begin)));
}

/// Reads up to the next semicolon. Parentheses are a comment (RFC 2045 section 5.1) unless text touches both of them,
/// as in name=copy(1).txt.
std::string value_scanner::unquoted_value() {
  std::string value;
  while (!at_end() && text_[at_] != ';') {
    if (text_[at_] != '(') {
      value += text_[at_++];
      continue;
    }
    const std::size_t end = end_of_comment(at_);
    const bool glued_before = !value.empty() && !text::is_white_space(value.back());
    const bool glued_after = end < text_.size() && text_[end] != ';' && !text::is_white_space(text_[end]);
    if (glued_before && glued_after) value += text_.substr(at_, end - at_);
    at_ = end;
  }
  return std::string(text::trim_white_space(value));
}

std::string value_scanner::word() {
  skip_blanks_and_comments();
  const std::size_t begin = at_;
  std::string first = next_is('"') ? text::lower_case(text::trim_white_space(quoted_string())) : token();
  skip_blanks_and_comments();
  if (next_is('=')) {
    at_ = begin;  // the word is missing, and a parameter begins here
    return {};
  }
  if (!take('/')) return first;
  skip_blanks_and_comments();
  const std::string second = token();
  return first.empty() || second.empty() ? std::string() : first + "/" + second;
}

std::string value_scanner::attribute() {
  const std::size_t begin = at_;
  while (!at_end() && !text::is_white_space(text_[at_]) &&
         std::string_view("=;(").find(text_[at_]) == std::string_view::npos)
    ++at_;
  return text::lower_case(text_.substr(begin, at_ - begin));
}

/// Reads the marks of RFC 2231 in the name of a parameter: "filename*1*" is the extended section 1 of "filename".
written_parameter with_marks_read(std::string attribute) {
  constexpr std::size_t most_digits = 4;
  written_parameter parameter;
  const std::size_t star = attribute.find('*');
  std::string_view marks = std::string_view(attribute).substr(std::min(star, attribute.size()));
  if (marks.ends_with('*')) {
    parameter.extended = true;
    marks.remove_suffix(1);
  }
  if (marks.starts_with('*')) marks.remove_prefix(1);
  const bool digits = std::ranges::all_of(marks, text::is_digit);
  if (!digits || marks.size() > most_digits) {
    parameter.extended = false;
    parameter.name = std::move(attribute);  // it has no marks of RFC 2231
    return parameter;
  }
  if (!marks.empty()) parameter.section = static_cast<unsigned>(std::stoul(std::string(marks)));
  attribute.resize(std::min(star, attribute.size()));
  parameter.name = std::move(attribute);
  return parameter;
}

std::optional<written_parameter> value_scanner::parameter() {
  while (!at_end()) {
    skip_blanks_and_comments();
    if (take(';')) continue;
    std::string name = attribute();
    skip_blanks_and_comments();
    if (!take('=')) continue;  // `name` is not an attribute
    if (name.empty()) continue;
    written_parameter found = with_marks_read(std::move(name));
    skip_blanks_and_comments();
    found.value = next_is('"') ? quoted_string() : unquoted_value();
    return found;
  }
  return std::nullopt;
}

std::string without_percent_signs(std::string_view written) {
  std::string octets;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const bool escape = written[at] == '%' && at + 2 < written.size() && text::hex_value(written[at + 1]) >= 0 &&
                        text::hex_value(written[at + 2]) >= 0;
    if (!escape) {
      octets += written[at];
      continue;
    }
    octets += static_cast<char>(text::hex_value(written[at + 1]) * 16 + text::hex_value(written[at + 2]));
    at += 2;
  }
  return octets;
}

/// Appends a value or its next section. The first extended one begins with charset'language' (RFC 2231 section 4).
void append(parameter_octets& whole, const written_parameter& piece, bool first) {
  if (!piece.extended) {
    whole.octets += piece.value;
    return;
  }
  std::string_view value = piece.value;
  const std::size_t mark = value.find('\'');
  const std::size_t second_mark = mark == std::string_view::npos ? mark : value.find('\'', mark + 1);
  if (first && second_mark != std::string_view::npos) {
    whole.charset = value.substr(0, mark);
    value.remove_prefix(second_mark + 1);
  }
  whole.extended = true;
  whole.octets += without_percent_signs(value);
}

}  // namespace

parameterized_value::parameterized_value(std::string_view value) {
  value_scanner scanner(value);
  word_ = scanner.word();
  while (auto parameter = scanner.parameter()) parameters_.push_back(std::move(*parameter));
  std::ranges::stable_sort(parameters_, {}, [](const written_parameter& each) { return each.section; });
}

std::optional<parameter_octets> parameterized_value::find(std::string_view name) const {
  const written_parameter* plain = nullptr;
  const written_parameter* extended = nullptr;
  std::optional<parameter_octets> sections;
  unsigned begins_at = 0;
  unsigned next = 0;
  for (const written_parameter& each : parameters_) {
    if (each.name != name) continue;
    if (each.section) {
      if (!sections) {
        sections.emplace();
        begins_at = *each.section;
      } else if (*each.section != next) {
        continue;
      }
      append(*sections, each, *each.section == begins_at);
      next = *each.section + 1;
    } else if (each.extended) {
      extended = extended == nullptr ? &each : extended;
    } else if (plain == nullptr || plain->value.empty()) {
      plain = &each;
    }
  }
  if (extended == nullptr && sections && (begins_at == 0 || plain == nullptr)) return sections;
  const written_parameter* const whole = extended == nullptr ? plain : extended;
  if (whole == nullptr) return std::nullopt;
  parameter_octets found;
  append(found, *whole, true);
  return found;
}

}  // namespace pop3kit::engine
