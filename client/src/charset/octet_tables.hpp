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
  /// An ICU name, "ISO-8859-16" or "VISCII".
  explicit single_octet_table(std::string_view name);
  /// Leaves unassigned what ICU maps to C1 control characters (80 to 9F) or to the Private Use Area.
  void drop_control_characters() noexcept;
  [[nodiscard]] char32_t at(std::uint8_t octet) const noexcept { return characters_[octet]; }
  /// Whether the octets below 80 are ASCII.
  [[nodiscard]] bool extends_ascii() const noexcept;

 private:
  std::array<char32_t, 256> characters_{};
};

/// The characters of two octets of a charset. 0 stands for an unassigned pair.
class two_octet_table {
 public:
  enum class private_use : std::uint8_t { keep, drop };

  /// `prefix` comes before each pair on the wire; 0 means nothing.
  two_octet_table(const char* icu_name, private_use mode, std::uint8_t prefix = 0);
  void assign(std::uint16_t pair, char32_t code_point) noexcept;
  [[nodiscard]] char32_t at(std::uint8_t lead, std::uint8_t trail) const noexcept;

 private:
  std::vector<char32_t> pairs_;
};

/// Windows code page 932, which has the NEC and IBM extensions of JIS X 0208. Each table is made on first use and lives
/// as long as the process.
[[nodiscard]] const two_octet_table& cp932_table();
[[nodiscard]] const two_octet_table& jis_x_0212_table();  ///< with both octets as in EUC-JP
[[nodiscard]] const two_octet_table& cp949_table();
[[nodiscard]] const two_octet_table& gb18030_table();
[[nodiscard]] const two_octet_table& big5_table();

/// JIS X 0208 by its 7-bit octets 21 to 7E, as cp932 extends it.
[[nodiscard]] char32_t jis_x_0208(std::uint8_t lead, std::uint8_t trail);

}  // namespace pop3kit::engine
