#include <array>
#include <cstddef>
#include <pop3kit/journal.hpp>
#include <string_view>

#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"
#include "text/utf8.hpp"

namespace pop3kit {
namespace {

constexpr std::array<std::string_view, 11> kind_names{"connect",     "tls",     "command",    "reply",
                                                      "body",        "rule",    "hook_error", "disconnect",
                                                      "expectation", "control", "start"};

/// Appends a JSON string. The result is valid JSON in valid UTF-8, with U+FFFD for each undecodable character.
void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  while (!text.empty()) {
    const text::utf8_character next = text::first_character(text);
    const char first = text.front();
    if (!next.valid) {
      out.append("\\ufffd");
    } else if (first == '"' || first == '\\') {
      out.append({'\\', first});
    } else if (text::is_control(first)) {
      out.append("\\u00");
      text::append_hex(out, static_cast<unsigned char>(first));
    } else {
      out.append(text, 0, next.octets);
    }
    text.remove_prefix(next.octets);
  }
  out.push_back('"');
}

/// Appends nanoseconds as exact decimal seconds.
void append_seconds(std::string& out, std::chrono::nanoseconds at) {
  constexpr std::int64_t per_second = 1'000'000'000;
  const std::string fraction = std::to_string(per_second + at.count() % per_second);
  out.append(std::to_string(at.count() / per_second)).append(".").append(fraction, 1);
}

}  // namespace

std::string_view to_string(journal_kind kind) noexcept {
  const auto index = static_cast<std::size_t>(kind);
  return index < kind_names.size() ? kind_names[index] : std::string_view();
}

std::string to_json(const journal_entry& entry) {
  std::string out = "{\"at\":";
  append_seconds(out, entry.at);
  out.append(",\"connection\":").append(std::to_string(entry.connection));
  out.append(",\"kind\":");
  append_string(out, to_string(entry.kind));
  out.append(",\"user\":");
  append_string(out, entry.user);
  out.append(",\"text\":");
  append_string(out, entry.text);
  out.append(",\"octets\":").append(std::to_string(entry.octets));
  if (entry.ended_by != line_ending::none) {
    out.append(",\"line_end\":").append(entry.ended_by == line_ending::lf ? "\"lf\"" : "\"crlf\"");
  }
  out.append("}");
  return out;
}

}  // namespace pop3kit
