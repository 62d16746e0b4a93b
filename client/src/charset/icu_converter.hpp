#pragma once

#include <memory>
#include <string_view>

#include "charset/code_point_sink.hpp"

struct UConverter;

namespace pop3kit::engine {

/// A decoder of ICU. ICU knows each charset by many names and ignores case, "-", "_" and blanks in them.
class icu_converter {
 public:
  explicit icu_converter(const char* name);
  /// Returns false if ICU has no converter with this name. Then nothing can be decoded.
  [[nodiscard]] bool known() const noexcept { return handle_ != nullptr; }

  /// Decodes a whole text. Each sequence that ICU reports as illegal or unassigned becomes one U+FFFD.
  void decode(std::string_view octets, code_point_sink& out);
  /// Returns the character if the octets are exactly one character, and 0 otherwise.
  [[nodiscard]] char32_t character(std::string_view octets);

 private:
  struct closes {
    void operator()(UConverter* handle) const noexcept;
  };
  std::unique_ptr<UConverter, closes> handle_;
};

/// Returns true if ICU knows the name, although it may have no converter for it. Searches in memory only, not in files.
[[nodiscard]] bool is_icu_name(const char* name) noexcept;

}  // namespace pop3kit::engine
