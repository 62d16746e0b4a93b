#include <algorithm>

#include "auth/login_policies.hpp"
#include "mailbox/needs_utf8.hpp"
#include "session/session.hpp"
#include "text/ascii.hpp"

namespace pop3kit::serving {
namespace {

/// Basic filtering (RFC 4647 section 3.3.1): "es" finds "es" and "es-MX".
bool in_range(std::string_view tag, std::string_view range) noexcept {
  if (!text::equal_ignoring_case(tag.substr(0, range.size()), range)) return false;
  return tag.size() == range.size() || tag[range.size()] == '-';
}

const spoken_language* find_language(const std::vector<spoken_language>& known, std::string_view range) {
  const auto found = std::ranges::find_if(known, [range](const auto& each) { return in_range(each.tag, range); });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace

void session::append_extensions(std::string& lines) const {
  const extension_options& known = run_->description->extensions;
  if (known.utf8) lines.append("UTF8 USER\r\n");
  if (!known.languages.empty()) lines.append("LANG\r\n");
  const auto owner = snapshot_ ? run_->description->accounts.find(peer_.user) : run_->description->accounts.end();
  append_policies(lines, *run_->description, owner == run_->description->accounts.end() ? nullptr : &owner->second);
}

void session::on_utf8() {
  if (!run_->description->extensions.utf8) return reply_.refuse({}, "UTF8 is not offered");
  in_utf8_mode_ = true;
  reply_.ok("UTF-8 mode is on");
}

void session::on_lang(const wire::parsed_command& command) {
  const std::vector<spoken_language>& known = run_->description->extensions.languages;
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

/// It may vary by user (RFC 6856 section 3.2).
const spoken_language& session::preferred_language() const {
  const std::vector<spoken_language>& known = run_->description->extensions.languages;
  const auto owner = run_->description->accounts.find(peer_.user);
  const bool told = snapshot_ && owner != run_->description->accounts.end() && !owner->second.language.empty();
  const spoken_language* const preferred = told ? find_language(known, owner->second.language) : nullptr;
  return preferred != nullptr ? *preferred : known.front();
}

bool session::refused_without_utf8(std::uint64_t number) {
  if (in_utf8_mode_ || !run_->description->extensions.utf8 || !needs_utf8(*snapshot_->open(number))) return false;
  reply_.refuse("UTF8", "this message cannot be sent without UTF-8 mode");
  return true;
}

}  // namespace pop3kit::serving
