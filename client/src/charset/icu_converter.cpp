#include "charset/icu_converter.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>

namespace pop3kit::engine {
namespace {

/// Stands for a sequence that ICU cannot decode. U+FFFF is not a character, so it differs from a U+FFFD in the text.
constexpr UChar undecodable = 0xFFFF;

/// ICU calls it for each sequence that it cannot decode. It also calls it when the converter is reset, copied or
/// closed, with other reasons.
void replace(const void* /*context*/, UConverterToUnicodeArgs* arguments, const char* /*octets*/,
             std::int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  *error = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(arguments, &undecodable, 1, 0, error);
}

/// Joins surrogates, which ICU may deliver in two steps.
class utf16_reader {
 public:
  explicit utf16_reader(code_point_sink& out) noexcept : out_(&out) {}

  void take(UChar unit) {
    if (lead_ != 0 && U16_IS_TRAIL(unit)) {
      out_->put(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead_, unit)));
      lead_ = 0;
      return;
    }
    finish();
    if (U16_IS_LEAD(unit)) {
      lead_ = unit;
    } else if (unit == undecodable || U16_IS_TRAIL(unit)) {
      out_->fail();
    } else {
      out_->put(unit);
    }
  }

  void finish() {
    if (lead_ != 0) out_->fail();
    lead_ = 0;
  }

 private:
  code_point_sink* out_;
  UChar lead_ = 0;
};

}  // namespace

void icu_converter::closes::operator()(UConverter* handle) const noexcept {
  ucnv_close(handle);
}

icu_converter::icu_converter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  handle_.reset(ucnv_open(name, &error));
  if (U_FAILURE(error) != 0) handle_.reset();
  if (handle_) ucnv_setToUCallBack(handle_.get(), replace, nullptr, nullptr, nullptr, &error);
}

void icu_converter::decode(std::string_view octets, code_point_sink& out) {
  constexpr std::size_t most_at_once = std::size_t{1} << 20U;  // ICU counts octets in 32 bits
  std::array<UChar, 1024> units{};
  utf16_reader reader(out);
  ucnv_resetToUnicode(handle_.get());
  bool last = false;
  while (!last) {
    const char* from = octets.data();
    const char* const end = from + std::min(octets.size(), most_at_once);
    octets.remove_prefix(std::min(octets.size(), most_at_once));
    last = octets.empty();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
      error = U_ZERO_ERROR;
      UChar* to = units.data();
      ucnv_toUnicode(handle_.get(), &to, units.data() + units.size(), &from, end, nullptr, last ? 1 : 0, &error);
      for (const UChar* unit = units.data(); unit != to; ++unit) reader.take(*unit);
    }
  }
  reader.finish();
}

char32_t icu_converter::character(std::string_view octets) {
  std::array<UChar, 4> units{};
  UErrorCode error = U_ZERO_ERROR;
  const auto length = ucnv_toUChars(handle_.get(), units.data(), static_cast<std::int32_t>(units.size()), octets.data(),
                                    static_cast<std::int32_t>(octets.size()), &error);
  if (U_FAILURE(error) != 0) return 0;
  if (length == 1 && units[0] != undecodable && !U16_IS_SURROGATE(units[0])) return units[0];
  const bool pair = length == 2 && U16_IS_LEAD(units[0]) && U16_IS_TRAIL(units[1]);
  return pair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[0], units[1])) : 0;
}

bool is_icu_name(const char* name) noexcept {
  UErrorCode error = U_ZERO_ERROR;
  return ucnv_countAliases(name, &error) > 0 && U_SUCCESS(error) != 0;
}

}  // namespace pop3kit::engine
