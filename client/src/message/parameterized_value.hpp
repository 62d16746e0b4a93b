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
  bool extended = false;  ///< with a charset and percent signs
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
/// Total, in linear time. White space and comments are allowed between all tokens (RFC 822 section 3.1.4). A missing
/// word, a missing semicolon, blanks in a value without quotes and a quoted string that does not end are tolerated.
class parameterized_value {
 public:
  /// `value` is unfolded.
  explicit parameterized_value(std::string_view value);

  /// In lower case; empty if the value does not begin with one. Has a slash only if there is a token on both sides.
  [[nodiscard]] const std::string& word() const noexcept { return word_; }

  /// The whole parameter. The extended form wins over sections, and sections win over the plain form. Sections count
  /// in the order of their numbers (RFC 2231 section 3), up to the first number that is missing. If section 0 is
  /// missing, the plain form wins. The first of several with the same name counts. Nothing if there is no such
  /// parameter.
  [[nodiscard]] std::optional<parameter_octets> find(std::string_view name) const;

 private:
  std::string word_;
  std::vector<written_parameter> parameters_;
};

}  // namespace pop3kit::engine
