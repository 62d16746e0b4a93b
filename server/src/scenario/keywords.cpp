#include "scenario/keywords.hpp"

#include <algorithm>
#include <iterator>

#include "scenario/hooks.hpp"
#include "text/ascii.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {

std::string_view to_string(end_reason reason) noexcept {
  switch (reason) {
    case end_reason::none:
      return "";
    case end_reason::quit:
      return "quit";
    case end_reason::rule:
      return "rule";
    case end_reason::hook:
      return "hook";
    case end_reason::autologout:
      return "autologout";
    case end_reason::stopped:
      return "stopped";
    case end_reason::killed:
      return "killed";
    case end_reason::refused:
      return "refused";
    case end_reason::lifetime:
      return "the end of its lifetime";
    case end_reason::line_too_long:
      return "line too long";
    case end_reason::http_request:
      return "HTTP request";
    case end_reason::client_closed:
      return "the client closed the connection";
    case end_reason::network_limit:
      return "cut by the limit of a network condition";
    case end_reason::tls_cut:
      return "handshake cut by a TLS condition";
    case end_reason::tls_failed:
    case end_reason::failed:
      return "";
  }
  return "";
}

std::string disconnect_reasons() {
  std::string out;
  for (int number = 1; number <= static_cast<int>(end_reason::failed); ++number) {
    const std::string_view text = to_string(static_cast<end_reason>(number));
    if (text.empty() || text.find(' ') != std::string_view::npos) continue;
    if (!out.empty()) out.push_back('|');
    out.append(text);
  }
  return out;
}

bool is_known_command(std::string_view keyword) noexcept {
  return keyword == last_keyword || wire::find_verb(keyword).has_value();
}

std::optional<std::string> canonical_verb(std::string_view word, bool greeting) {
  if (const auto verb = wire::find_verb(word)) return std::string{wire::name(*verb)};
  if (text::equal_ignoring_case(word, last_keyword)) return std::string{last_keyword};
  if (greeting && (word == "greeting" || word == greeting_keyword)) return std::string{greeting_keyword};
  return std::nullopt;
}

std::optional<std::string> canonical_hook(std::string_view word) {
  if (std::ranges::find(hook_event::all, word) != std::end(hook_event::all)) return std::string{word};
  return canonical_verb(word, true);
}

}  // namespace pop3kit::serving
