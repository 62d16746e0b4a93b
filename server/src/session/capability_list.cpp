#include "session/capability_list.hpp"

#include <string_view>

namespace pop3kit::serving {
namespace {

void append_logins(std::string& lines, const login_offer& offer, const login_link& link) {
  if (offer.has("USER", link)) lines.append("USER\r\n");
  std::string names;
  for (const std::string_view name : offer.sasl(link)) names.append(" ").append(name);
  if (!names.empty()) lines.append("SASL").append(names).append("\r\n");
}

}  // namespace

std::string capability_lines(const scenario_run& run, const authorization& logins, const transaction& messages,
                             const language_commands& languages, const transport& octets) {
  std::string lines = "TOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\n";
  languages.append_capabilities(lines);
  if (logins.is_open()) append_logins(lines, run.authenticator.offer(), logins.link());
  const bool may_start_tls = run.description->listen.starttls && run.tls.any() && !octets.is_secured();
  if (may_start_tls && !messages.is_open()) lines.append("STLS\r\n");
  lines.append("IMPLEMENTATION pop3kit\r\n");
  return lines;
}

}  // namespace pop3kit::serving
