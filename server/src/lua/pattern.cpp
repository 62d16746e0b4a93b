#include "lua/pattern.hpp"

#include <cctype>
#include <string>

namespace pop3kit::serving::lua {
namespace {

constexpr int deepest = 200;
// In instructions of Lua's machine.
constexpr std::size_t a_step = 8;
constexpr std::size_t an_octet = 1;

bool in_class(unsigned char octet, char name) {
  const auto is = [&] {
    switch (std::tolower(static_cast<unsigned char>(name))) {
      case 'a':
        return std::isalpha(octet) != 0;
      case 'c':
        return std::iscntrl(octet) != 0;
      case 'd':
        return std::isdigit(octet) != 0;
      case 'g':
        return std::isgraph(octet) != 0;
      case 'l':
        return std::islower(octet) != 0;
      case 'p':
        return std::ispunct(octet) != 0;
      case 's':
        return std::isspace(octet) != 0;
      case 'u':
        return std::isupper(octet) != 0;
      case 'w':
        return std::isalnum(octet) != 0;
      case 'x':
        return std::isxdigit(octet) != 0;
      default:
        return static_cast<unsigned char>(name) == octet;
    }
  };
  constexpr std::string_view classes = "acdglpsuwx";
  const bool negated = std::isupper(static_cast<unsigned char>(name)) != 0 &&
                       classes.find(static_cast<char>(std::tolower(name))) != std::string_view::npos;
  return is() != negated;
}

bool is_repetition(char octet) {
  return octet == '*' || octet == '+' || octet == '-' || octet == '?';
}

/// Counts the depth of the recursion, and undoes this at every exit.
class deeper {
 public:
  explicit deeper(int& depth) : depth_(depth) {
    if (depth_ >= deepest) throw pattern_error{"pattern too complex"};
    ++depth_;
  }
  ~deeper() { --depth_; }
  deeper(const deeper&) = delete;
  deeper& operator=(const deeper&) = delete;

 private:
  int& depth_;
};

}  // namespace

std::optional<std::size_t> pattern::match_at(std::size_t begin) {
  level_ = 0;
  return match(begin, 0);
}

pattern::place pattern::match(std::size_t at, std::size_t from) {
  const deeper guard{depth_};
  for (;;) {
    work_.count(a_step);
    if (const auto end = settle(at, from)) return *end;
    if (text_[from] == '%') {
      std::size_t behind = 0;
      const auto reached = match_escape(at, from, behind);
      if (behind != 0) {
        if (!reached) return std::nullopt;
        at = *reached;
        from = behind;
        continue;
      }
    }
    const auto end = item_end(from);
    const char repetition = pattern_at(end);
    if (is_repetition(repetition)) return match_repeated(at, from, end, repetition);
    if (!matches_item(at, from, end)) return std::nullopt;
    ++at;
    from = end;
  }
}

/// Handles what can end a walk along the pattern: its end, the bracket of a capture, or the last '$'. Returns nothing
/// if an item comes next.
std::optional<pattern::place> pattern::settle(std::size_t at, std::size_t from) {
  if (from == text_.size()) return at;
  if (text_[from] == '(') return begin_capture(at, from + 1);
  if (text_[from] == ')') return end_capture(at, from + 1);
  if (text_[from] != '$' || from + 1 != text_.size()) return std::nullopt;
  return at == subject_.size() ? place{at} : place{};
}

pattern::place pattern::match_repeated(std::size_t at, std::size_t from, std::size_t end, char repetition) {
  if (repetition == '*') return longest(at, from, end);
  if (repetition == '-') return shortest(at, from, end);
  const bool once = matches_item(at, from, end);
  if (repetition == '+') return once ? longest(at + 1, from, end) : std::nullopt;
  if (once) {
    if (const auto reached = match(at + 1, end + 1)) return reached;
  }
  return match(at, end + 1);
}

pattern::place pattern::longest(std::size_t at, std::size_t from, std::size_t end) {
  std::size_t count = 0;
  while (matches_item(at + count, from, end)) ++count;
  for (;; --count) {
    if (const auto reached = match(at + count, end + 1)) return reached;
    if (count == 0) return std::nullopt;
  }
}

pattern::place pattern::shortest(std::size_t at, std::size_t from, std::size_t end) {
  for (;; ++at) {
    if (const auto reached = match(at, end + 1)) return reached;
    if (!matches_item(at, from, end)) return std::nullopt;
  }
}

pattern::place pattern::begin_capture(std::size_t at, std::size_t from) {
  if (level_ >= most_captures) throw pattern_error{"too many captures"};
  const bool place_only = pattern_at(from) == ')';
  captures_[level_] = {at, place_only ? capture::position : capture::open};
  ++level_;
  const auto reached = match(at, place_only ? from + 1 : from);
  if (!reached) --level_;
  return reached;
}

pattern::place pattern::end_capture(std::size_t at, std::size_t from) {
  auto index = level_;
  while (index > 0 && captures_[index - 1].length != capture::open) --index;
  if (index == 0) throw pattern_error{"invalid pattern capture"};
  auto& closing = captures_[index - 1];
  closing.length = at - closing.begin;
  const auto reached = match(at, from);
  if (!reached) closing.length = capture::open;
  return reached;
}

/// Handles %b, %f and %1 to %9. `behind` remains 0 for an ordinary item.
pattern::place pattern::match_escape(std::size_t at, std::size_t from, std::size_t& behind) {
  const char kind = pattern_at(from + 1);
  if (kind == 'b') {
    behind = from + 4;
    return match_balanced(at, from + 2);
  }
  if (kind == 'f') {
    if (pattern_at(from + 2) != '[') throw pattern_error{"missing '[' after '%f' in pattern"};
    behind = item_end(from + 2);
    return is_frontier(at, from + 2, behind) ? place{at} : std::nullopt;
  }
  if (std::isdigit(static_cast<unsigned char>(kind)) == 0) return std::nullopt;
  behind = from + 2;
  return match_back(at, kind);
}

pattern::place pattern::match_balanced(std::size_t at, std::size_t from) {
  if (from + 1 >= text_.size()) throw pattern_error{"malformed pattern (missing arguments to '%b')"};
  if (at >= subject_.size() || subject_[at] != text_[from]) return std::nullopt;
  std::size_t open = 1;
  while (++at < subject_.size()) {
    work_.count(an_octet);
    if (subject_[at] == text_[from + 1]) {
      if (--open == 0) return at + 1;
    } else if (subject_[at] == text_[from]) {
      ++open;
    }
  }
  return std::nullopt;
}

bool pattern::is_frontier(std::size_t at, std::size_t from, std::size_t end) {
  const auto octet = [&](std::size_t index) {
    return index < subject_.size() ? static_cast<unsigned char>(subject_[index]) : static_cast<unsigned char>(0);
  };
  return !matches_set(at == 0 ? 0 : octet(at - 1), from, end - 1) && matches_set(octet(at), from, end - 1);
}

pattern::place pattern::match_back(std::size_t at, char digit) {
  const auto index = static_cast<std::size_t>(digit - '0') - 1;
  if (digit == '0' || index >= level_ || captures_[index].length >= capture::position) {
    throw pattern_error{std::string{"invalid capture index %"} + digit};
  }
  const auto text = subject_.substr(captures_[index].begin, captures_[index].length);
  work_.count(text.size() * an_octet);
  return subject_.substr(at).starts_with(text) ? place{at + text.size()} : std::nullopt;
}

std::size_t pattern::item_end(std::size_t from) {
  const char head = text_[from++];
  if (head == '%') {
    if (from == text_.size()) throw pattern_error{"malformed pattern (ends with '%')"};
    return from + 1;
  }
  if (head != '[') return from;
  if (pattern_at(from) == '^') ++from;
  do {  // the first octet of a set never ends it
    work_.count(an_octet);
    if (from >= text_.size()) throw pattern_error{"malformed pattern (missing ']')"};
    if (text_[from++] == '%') ++from;
  } while (pattern_at(from) != ']');
  return from + 1;
}

bool pattern::matches_item(std::size_t at, std::size_t from, std::size_t end) {
  work_.count(a_step);
  if (at >= subject_.size()) return false;
  const auto octet = static_cast<unsigned char>(subject_[at]);
  switch (text_[from]) {
    case '.':
      return true;
    case '%':
      return in_class(octet, text_[from + 1]);
    case '[':
      return matches_set(octet, from, end - 1);
    default:
      return static_cast<unsigned char>(text_[from]) == octet;
  }
}

/// `from` is the opening bracket, `end` the closing one.
bool pattern::matches_set(unsigned char octet, std::size_t from, std::size_t end) {
  const bool wanted = text_[from + 1] != '^';
  for (from += wanted ? 1 : 2; from < end; ++from) {
    work_.count(an_octet);
    if (text_[from] == '%') {
      ++from;
      if (in_class(octet, pattern_at(from))) return wanted;
    } else if (from + 2 < end && text_[from + 1] == '-') {
      const auto low = static_cast<unsigned char>(text_[from]);
      const auto high = static_cast<unsigned char>(text_[from + 2]);
      if (low <= octet && octet <= high) return wanted;
      from += 2;
    } else if (static_cast<unsigned char>(text_[from]) == octet) {
      return wanted;
    }
  }
  return !wanted;
}

}  // namespace pop3kit::serving::lua
