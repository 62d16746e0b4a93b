#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// A parameter as written: RFC 2231 sections are parameters of their own.
struct written_parameter {
  written_parameter() = default;
  std::string name;   ///< lower case, without the marks of RFC 2231
  std::string value;  ///< without quotes, quoted pairs and comments
  std::optional<unsigned> section;
  bool extended = false;  ///< true if it has a charset and percent encoding
};

/// The octets of a parameter, and the charset that RFC 2231 gives them.
struct parameter_octets {
  parameter_octets() = default;
  std::string octets;
  std::string charset;    ///< empty if the parameter does not name one
  bool extended = false;  ///< RFC 2231 section 4: not text with encoded words
};

/// The value of a structured MIME field: a word such as "text/plain", then parameters (RFC 2045 section 5.1, RFC 2183,
/// RFC 2231).
///
/// Parsing never fails, and takes linear time. White space and comments are allowed between all tokens (RFC 822 section
/// 3.1.4). A missing word, a missing semicolon, blanks in a value without quotes and a quoted string that is not closed
/// are tolerated.
class parameterized_value {
 public:
  /// Parses a value, which must be unfolded.
  explicit parameterized_value(std::string_view value);

  /// Returns the word in lower case. Empty if the value does not begin with one. It contains a slash only if there is a
  /// token on both sides.
  [[nodiscard]] const std::string& word() const noexcept { return word_; }

  /// Returns a whole parameter. Empty if there is none with this name.
  ///
  /// If there are several forms, the extended form is used, otherwise the sections, otherwise the plain form. Sections
  /// are joined in the order of their numbers (RFC 2231 section 3), up to the first missing number. If section 0 is
  /// missing, the plain form is used. If several parameters have the same name, the first one is used.
  [[nodiscard]] std::optional<parameter_octets> find(std::string_view name) const;

 private:
  std::string word_;
  std::vector<written_parameter> parameters_;
};

}  // namespace pop3kit::engine
