#pragma once

#include <string>
#include <string_view>

namespace pop3kit::engine {

/// Appends characters to UTF-8 text, and remembers whether one of them could not be decoded.
class code_point_sink {
 public:
  explicit code_point_sink(std::string& out) noexcept : out_(&out) {}

  void append_ascii(std::string_view octets) { out_->append(octets); }
  /// `code_point` is a Unicode scalar value.
  void put(char32_t code_point);
  /// Appends U+FFFD in place of one character that cannot be decoded.
  void fail();
  [[nodiscard]] bool clean() const noexcept { return clean_; }

 private:
  std::string* out_;
  bool clean_ = true;
};

}  // namespace pop3kit::engine
