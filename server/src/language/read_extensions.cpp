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
    if (!is_tag(entry.key)) throw problem{entry.key_at, "'" + entry.key + "' is not a language tag (RFC 5646)"};
    into.languages.emplace_back(entry.key, as_line(entry.content));
  }
  // Lua returns the entries of a table in no defined order.
  std::ranges::sort(into.languages, {}, &spoken_language::tag);
}

constexpr key<extension_options> extension_keys[] = {
    {{"utf8", takes::flag, "false",
      "UTF8, and UTF-8 in user names and passwords (RFC 6856). A message with UTF-8 in its header is "
      "refused with [UTF8] unless the session is in UTF-8 mode."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.utf8 = as_flag(from); }},
    {{"languages", takes::table, "none",
      "The languages of LANG (RFC 6856): `{ en = \"English\", es = \"Español\" }`. LANG is answered with "
      "the tag and the name. The server's texts stay English."},
     &read_languages},
    {{"last", takes::flag, "false",
      "LAST (RFC 1460 section 3, dropped by RFC 1939): the highest number of a message that RETR or DELE "
      "has accessed. After a session that ended with QUIT, the next session begins with this number, less "
      "the removed messages up to it."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.last = as_flag(from); }},
    {{"expire", takes::days, "\"never\"", "EXPIRE in CAPA (RFC 2449). It is only announced; nothing is removed."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.expire = as_days(from); }},
    {{"login_delay", takes::duration, "none",
      "LOGIN-DELAY (RFC 2449): a login sooner than this after the last login of the account is refused "
      "with [LOGIN-DELAY]."},
     [](const value& from, extension_options& into, reading& /*context*/) { into.login_delay = as_duration(from); }},
};

}  // namespace

void read_extensions(const value& from, scenario::description& into, reading& context) {
  read_table(from, "extensions", extension_keys, into.extensions, context);
}

section extension_section() {
  return make_section("`extensions`", "Commands and capabilities beyond RFC 1939 and its usual extensions.",
                      extension_keys,
                      R"(return scenario {
  extensions = { utf8 = true, languages = { en = "English", es = "Español" }, expire = 30 },
  accounts = { ["jürgen"] = { password = "schlüssel", language = "es" } },
})");
}

}  // namespace pop3kit::serving::lua
