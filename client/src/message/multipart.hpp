#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// Takes the body of a multipart apart at its delimiter lines (RFC 2046 section 5.1.1), in one pass. Preamble and
/// epilogue are no parts; where the closing delimiter is missing the last part goes to the end.
class multipart_reader {
 public:
  multipart_reader(std::string_view body, std::string_view boundary);
  [[nodiscard]] std::optional<std::string_view> next();

 private:
  enum class line_kind { text, delimiter, close };
  [[nodiscard]] line_kind classify(std::string_view line) const;
  /// Passes lines up to the next delimiter; where the part before it ends.
  std::size_t pass_lines();

  std::string_view body_;
  std::string delimiter_;
  std::size_t position_ = 0;
  line_kind met_ = line_kind::text;  ///< the delimiter that was passed last; text at the end of the body
};

}  // namespace pop3kit::engine
