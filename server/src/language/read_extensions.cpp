#include <algorithm>

#include "language/schema.hpp"
#include "text/ascii.hpp"

namespace pop3kit::serving::lua {
namespace {

bool is_tag(std::string_view text) noexcept {
  const auto belongs = [](char octet) { return text::is_letter_or_digit(octet) || octet == '-'; };
  return !text.empty() && std::ranges::all_of(text, belongs);
}

void read_languages(const value& from, extension_options& into, reading& /*context*/) {
  const auto& table = as_table(from);
  if (!table.items.empty() || table.named.empty()) refuse(from, "languages by tag, { en = \"English\" }");
  for (const auto& entry : table.named) {
    if (!is_tag(entry.key)) throw problem{entry.key_line, "'" + entry.key + "' is no language tag (RFC 5646)"};
    into.languages.emplace_back(entry.key, as_line(entry.content));
  }
  // The order in which Lua gives the entries of a table means nothing.
  std::ranges::sort(into.languages, {}, &spoken_language::tag);
}

constexpr key<extension_options> extension_keys[] = {
    {{"utf8", takes::flag, "false",
      "UTF8 and UTF-8 user names and passwords (RFC 6856). A message with UTF-8 in its header is refused with [UTF8] "
      "unless the session is in UTF-8 mode."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.utf8 = as_flag(from); }},
    {{"languages", takes::table, "none",
      "What LANG knows (RFC 6856): `{ en = \"English\", es = \"Español\" }`. The server's texts themselves stay "
      "English; LANG is answered by the tag and the name."},
     &read_languages},
    {{"last", takes::flag, "false",
      "LAST (RFC 1460 section 3, dropped by RFC 1939): the highest number of a message that RETR or DELE has accessed. "
      "After a session that ended by QUIT the next one begins with it, less the messages up to it that were removed."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.last = as_flag(from); }},
    {{"expire", takes::days, "\"never\"", "EXPIRE in CAPA (RFC 2449). Nothing is removed for it."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.expire = as_days(from); }},
    {{"login_delay", takes::duration, "none",
      "LOGIN-DELAY (RFC 2449): who logs in sooner than so long after the last login of the account is refused with "
      "[LOGIN-DELAY]."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.login_delay = as_duration(from); }},
};

}  // namespace

void read_extensions(const value& from, scenario::description& into, reading& context) {
  read_table(from, "extensions", extension_keys, into.extensions, context);
}

section extension_section() {
  return make_section("`extensions`", "What the server knows beyond RFC 1939 and its usual extensions.", extension_keys,
                      R"(return scenario {
  extensions = { utf8 = true, languages = { en = "English", es = "Español" }, expire = 30 },
  accounts = { ["jürgen"] = { password = "schlüssel", language = "es" } },
})");
}

}  // namespace pop3kit::serving::lua
