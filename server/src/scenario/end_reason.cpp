#include "scenario/end_reason.hpp"

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

}  // namespace pop3kit::serving
