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
  /// False if ICU has no converter of that name; then nothing can be decoded.
  [[nodiscard]] bool known() const noexcept { return handle_ != nullptr; }

  /// Decodes a whole text; one U+FFFD for each sequence that ICU reports as illegal or unassigned.
  void decode(std::string_view octets, code_point_sink& out);
  /// The single character that `octets` stand for; 0 if they are anything else.
  [[nodiscard]] char32_t character(std::string_view octets);

 private:
  struct closes {
    void operator()(UConverter* handle) const noexcept;
  };
  std::unique_ptr<UConverter, closes> handle_;
};

/// Whether ICU knows the name; it may still have no converter for it. Looks at names in memory only, not at files.
[[nodiscard]] bool is_icu_name(const char* name) noexcept;

}  // namespace pop3kit::engine
