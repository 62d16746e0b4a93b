#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// The characters of a charset with one octet for each character. 0 stands for an unassigned octet.
class single_octet_table {
 public:
  /// Makes the table of a charset: a name that ICU knows, "ISO-8859-16" or "VISCII".
  explicit single_octet_table(std::string_view name);
  /// Makes octets unassigned that ICU maps to C1 control characters (80 to 9F) or to the Private Use Area.
  void drop_control_characters() noexcept;
  [[nodiscard]] char32_t at(std::uint8_t octet) const noexcept { return characters_[octet]; }
  /// Returns true if the octets below 80 are ASCII.
  [[nodiscard]] bool extends_ascii() const noexcept;

 private:
  std::array<char32_t, 256> characters_{};
};

/// The two-octet characters of a charset. 0 stands for an unassigned pair.
class two_octet_table {
 public:
  enum class private_use : std::uint8_t { keep, drop };

  /// Makes the table from ICU's converter. `prefix` is the octet that comes before each pair in the text; 0: none.
  two_octet_table(const char* icu_name, private_use mode, std::uint8_t prefix = 0);
  void assign(std::uint16_t pair, char32_t code_point) noexcept;
  [[nodiscard]] char32_t at(std::uint8_t lead, std::uint8_t trail) const noexcept;

 private:
  std::vector<char32_t> pairs_;
};

/// Returns the table of Windows code page 932, which has the NEC and IBM extensions of JIS X 0208. Each table is made
/// at the first call and lives as long as the process.
[[nodiscard]] const two_octet_table& cp932_table();
[[nodiscard]] const two_octet_table& jis_x_0212_table();  ///< with both octets as in EUC-JP
[[nodiscard]] const two_octet_table& cp949_table();
[[nodiscard]] const two_octet_table& gb18030_table();
[[nodiscard]] const two_octet_table& big5_table();

/// Returns a character of JIS X 0208, with the extensions of cp932, from its 7-bit octets (21 to 7E).
[[nodiscard]] char32_t jis_x_0208(std::uint8_t lead, std::uint8_t trail);

}  // namespace pop3kit::engine
