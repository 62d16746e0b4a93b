#include "message/charset.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "message/gmime_library.hpp"
#include "message/text.hpp"

namespace pop3kit::engine {
namespace {

struct utf8_step {
  std::size_t length;
  bool valid;
};

struct utf8_lead {
  std::size_t continuations = 0;
  std::uint8_t lowest = 0x80;  ///< of the second octet: overlong forms and surrogates end here
  std::uint8_t highest = 0xBF;
};

utf8_lead classify(std::uint8_t lead) noexcept {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  return {};
}

/// `octets` is not empty.
utf8_step next_character(std::string_view octets) noexcept {
  const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(octets[index]); };
  if (at(0) < 0x80) return {1, true};
  const utf8_lead lead = classify(at(0));
  std::size_t length = 1;
  while (length <= lead.continuations && length < octets.size()) {
    const bool second = length == 1;
    if (at(length) < (second ? lead.lowest : 0x80) || at(length) > (second ? lead.highest : 0xBF)) break;
    ++length;
  }
  return {length, lead.continuations > 0 && length == lead.continuations + 1};
}

/// Eight octets at a time: nearly all of mail is ASCII.
std::size_t ascii_prefix(std::string_view octets) noexcept {
  std::size_t length = 0;
  for (std::uint64_t word = 0; length + sizeof word <= octets.size(); length += sizeof word) {
    std::memcpy(&word, octets.data() + length, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (length < octets.size() && (octets[length] & 0x80) == 0) ++length;
  return length;
}

/// A conversion to UTF-8; GMime keeps the descriptors and knows the names that mailers have given to charsets.
class converter {
 public:
  explicit converter(const std::string& charset) : handle_(g_mime_iconv_open("UTF-8", charset.c_str())) {}
  converter(const converter&) = delete;
  converter& operator=(const converter&) = delete;
  ~converter() {
    if (known()) g_mime_iconv_close(handle_);
  }
  // iconv_t is a pointer whose error value is -1.
  [[nodiscard]] bool known() const noexcept { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  /// Appends and takes from `octets` what can be converted; 0, or why it stopped early.
  int run(std::string& out, std::string_view& octets) {
    std::array<char, 4096> room{};
    char* in = const_cast<char*>(octets.data());  // iconv's signature; it does not write there
    std::size_t left = octets.size();
    int cause = E2BIG;
    while (cause == E2BIG) {
      char* to = room.data();
      std::size_t free = room.size();
      const bool stopped = iconv(handle_, &in, &left, &to, &free) == static_cast<std::size_t>(-1);
      cause = stopped ? errno : 0;
      out.append(room.data(), room.size() - free);
    }
    octets.remove_prefix(octets.size() - left);
    return cause;
  }

  /// Appends what the converter held back in case a combining character followed.
  void finish(std::string& out) {
    std::array<char, 64> room{};
    char* to = room.data();
    std::size_t free = room.size();
    iconv(handle_, nullptr, nullptr, &to, &free);
    out.append(room.data(), room.size() - free);
  }

 private:
  iconv_t handle_;
};

/// Letters, digits and what registered names are made of: iconv gives a meaning to slashes.
bool is_charset_name(std::string_view name) noexcept {
  const auto allowed = [](char octet) {
    return (octet >= '0' && octet <= '9') || (to_lower(octet) >= 'a' && to_lower(octet) <= 'z') ||
           std::string_view("-_.:+()").find(octet) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

/// ASCII among them: what a mailer labels so is often UTF-8.
bool is_utf8_name(std::string_view name) noexcept {
  return name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii";
}

std::size_t unit_octets(std::string_view charset) noexcept {
  if (charset.starts_with("utf-16") || charset.starts_with("ucs-2")) return 2;
  return charset.starts_with("utf-32") || charset.starts_with("ucs-4") ? 4 : 1;
}

bool append_by_iconv(std::string& out, std::string_view octets, const std::string& charset) {
  use_gmime();
  converter convert(charset);
  if (!convert.known()) {
    append_repaired(out, octets);
    return false;
  }
  // Text with so much rubbish is in another charset than it says; finding each octet of it by iconv takes minutes.
  std::size_t patience = 10'000;
  bool clean = true;
  while (const int cause = convert.run(out, octets)) {
    clean = false;
    if (patience-- == 0) {
      append_repaired(out, octets);
      return false;
    }
    out.append(replacement_character);
    const bool cut_short = cause == EINVAL;
    octets.remove_prefix(cut_short ? octets.size() : std::min(octets.size(), unit_octets(charset)));
  }
  convert.finish(out);
  return clean;
}

}  // namespace

bool is_ascii(std::string_view octets) noexcept {
  return ascii_prefix(octets) == octets.size();
}

bool is_utf8(std::string_view octets) noexcept {
  octets.remove_prefix(ascii_prefix(octets));
  while (!octets.empty()) {
    const auto [length, valid] = next_character(octets);
    if (!valid) return false;
    octets.remove_prefix(length);
  }
  return true;
}

void append_repaired(std::string& out, std::string_view octets) {
  while (!octets.empty()) {
    const std::size_t ascii = ascii_prefix(octets);
    out.append(octets.substr(0, ascii));
    octets.remove_prefix(ascii);
    if (octets.empty()) return;
    const auto [length, valid] = next_character(octets);
    out.append(valid ? octets.substr(0, length) : replacement_character);
    octets.remove_prefix(length);
  }
}

bool append_converted(std::string& out, std::string_view octets, std::string_view charset) {
  const std::string name = lower_case(charset);
  if (is_utf8_name(name)) {
    const bool clean = is_utf8(octets);
    append_repaired(out, octets);
    return clean;
  }
  if (is_charset_name(name)) return append_by_iconv(out, octets, name);
  append_repaired(out, octets);
  return false;
}

void frugal_converter::append(std::string& out, std::string_view octets, std::string_view charset) {
  std::string name = lower_case(charset);
  if (!is_utf8_name(name) && name != latest_) {
    if (changes_left_ == 0) {
      append_repaired(out, octets);
      return;
    }
    --changes_left_;
    latest_ = std::move(name);
  }
  append_converted(out, octets, charset);
}

void append_undeclared(std::string& out, std::string_view octets, std::string_view declared_charset) {
  if (!is_utf8(octets)) {
    std::string converted;
    if (append_converted(converted, octets, declared_charset)) {
      out.append(converted);
      return;
    }
  }
  append_repaired(out, octets);
}

}  // namespace pop3kit::engine
