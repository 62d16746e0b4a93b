#include "session/language_commands.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "auth/login_policies.hpp"
#include "text/ascii.hpp"

namespace pop3kit::serving {
namespace {

/// Basic filtering (RFC 4647 section 3.3.1): "es" matches "es" and "es-MX".
bool in_range(std::string_view tag, std::string_view range) noexcept {
  if (!text::equal_ignoring_case(tag.substr(0, range.size()), range)) return false;
  return tag.size() == range.size() || tag[range.size()] == '-';
}

const spoken_language* find_language(const std::vector<spoken_language>& known, std::string_view range) {
  const auto found = std::ranges::find_if(known, [range](const auto& each) { return in_range(each.tag, range); });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace

bool needs_utf8(const message_content& content) {
  std::array<char, 4096> room{};
  std::size_t line_octets = 0;
  for (std::uint64_t offset = 0;;) {
    const std::size_t count = content.read(offset, room);
    for (const char octet : std::string_view(room.data(), count)) {
      if (static_cast<unsigned char>(octet) >= 0x80U) return true;
      if (octet == '\n') {
        if (line_octets == 0) return false;
        line_octets = 0;
      } else if (octet != '\r') {
        ++line_octets;
      }
    }
    if (count < room.size()) return false;
    offset += count;
  }
}

const account* language_commands::owner() const {
  if (peer_.user.empty()) return nullptr;
  const auto found = run_.description->accounts.find(peer_.user);
  return found == run_.description->accounts.end() ? nullptr : &found->second;
}

void language_commands::append_capabilities(std::string& lines) const {
  const extension_options& known = run_.description->extensions;
  if (known.utf8) lines.append("UTF8 USER\r\n");
  if (!known.languages.empty()) lines.append("LANG\r\n");
  append_policies(lines, *run_.description, owner());
}

void language_commands::utf8() {
  if (!run_.description->extensions.utf8) return reply_.refuse({}, "UTF8 is not offered");
  in_utf8_mode_ = true;
  reply_.ok("UTF-8 mode is on");
}

void language_commands::lang(const wire::parsed_command& command) {
  const std::vector<spoken_language>& known = run_.description->extensions.languages;
  if (known.empty()) return reply_.refuse({}, "LANG is not offered");
  if (command.words.empty()) {
    std::string lines;
    for (const auto& each : known) lines.append(each.tag).append(" ").append(each.name).append("\r\n");
    reply_.ok("Language listing follows:");
    return reply_.attach(text_body(std::move(lines)));
  }
  const spoken_language* chosen = find_language(known, command.words[0]);
  if (command.words[0] == "*") chosen = &preferred_language();
  if (chosen == nullptr) return reply_.refuse({}, std::string(command.words[0]) + " is not known");
  reply_.ok(chosen->tag + " " + chosen->name);
}

/// The preferred language may depend on the user (RFC 6856 section 3.2).
const spoken_language& language_commands::preferred_language() const {
  const std::vector<spoken_language>& known = run_.description->extensions.languages;
  const account* const who = owner();
  const bool chose = who != nullptr && !who->language.empty();
  const spoken_language* const preferred = chose ? find_language(known, who->language) : nullptr;
  return preferred != nullptr ? *preferred : known.front();
}

bool language_commands::refuses(const snapshot& from, std::uint64_t number) {
  if (in_utf8_mode_ || !run_.description->extensions.utf8 || !needs_utf8(*from.open(number))) return false;
  reply_.refuse("UTF8", "this message cannot be sent without UTF-8 mode");
  return true;
}

}  // namespace pop3kit::serving
