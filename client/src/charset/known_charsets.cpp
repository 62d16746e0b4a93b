#include "charset/known_charsets.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace pop3kit::engine {
namespace {

using enum charset_family;

/// The labels of the Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels), and others that mail uses.
constexpr std::array charsets{
    known_charset{utf_8, nullptr,
                  "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 csutf8 xutf8 utf8mb4 cp65001 windows65001"},
    known_charset{ascii, "ibm-5348_P100-1997",
                  "usascii ascii ansix341968 ansix341986 iso646us iso646irv1991 isoir6 us csascii ibm367 cp367"},
    known_charset{windows_single_octet, "ibm-5348_P100-1997",
                  "windows1252 cp1252 xcp1252 win1252 cswindows1252 msansi iso88591 iso885911987 isoir100 latin1 l1 "
                  "csisolatin1 cp819 ibm819 88591 xiso88591"},
    known_charset{single_octet, "ibm-912_P100-1995",
                  "iso88592 iso885921987 isoir101 latin2 l2 csisolatin2 88592 xiso88592"},
    known_charset{single_octet, "ibm-913_P100-2000", "iso88593 iso885931988 isoir109 latin3 l3 csisolatin3"},
    known_charset{single_octet, "ibm-914_P100-1995", "iso88594 iso885941988 isoir110 latin4 l4 csisolatin4"},
    known_charset{single_octet, "ibm-915_P100-1995",
                  "iso88595 iso885951988 isoir144 cyrillic csisolatincyrillic xiso88595"},
    known_charset{single_octet, "ibm-1089_P100-1995",
                  "iso88596 iso885961987 iso88596e iso88596i csiso88596e csiso88596i isoir127 arabic asmo708 ecma114 "
                  "csisolatinarabic"},
    known_charset{single_octet, "ibm-9005_X110-2007",
                  "iso88597 iso885971987 isoir126 greek greek8 elot928 ecma118 suneugreek csisolatingreek"},
    known_charset{single_octet, "ibm-5012_P100-1999",
                  "iso88598 iso885981988 iso88598e csiso88598e iso88598i csiso88598i isoir138 hebrew visual logical "
                  "csisolatinhebrew"},
    known_charset{single_octet, "iso-8859_10-1998", "iso885910 isoir157 latin6 l6 csisolatin6"},
    known_charset{single_octet, "ibm-921_P100-1995", "iso885913 isoir179 latin7 l7"},
    known_charset{single_octet, "iso-8859_14-1998", "iso885914 isoir199 latin8 l8 isoceltic"},
    known_charset{single_octet, "ibm-923_P100-1998", "iso885915 latin9 l9 csisolatin9 xiso885915 885915"},
    known_charset{single_octet, "ISO-8859-16", "iso885916 isoir226 latin10 l10 csiso885916"},
    known_charset{single_octet, "ibm-866_P100-1995", "ibm866 cp866 866 csibm866 xcp866"},
    known_charset{single_octet, "ibm-878_P100-1996", "koi8r koi8 koi cskoi8r xkoi8r"},
    known_charset{single_octet, "ibm-1168_P100-2002", "koi8u koi8ru cskoi8u xkoi8u"},
    known_charset{single_octet, "macos-0_2-10.2", "macintosh mac macroman xmacroman csmacintosh windows10000 cp10000"},
    known_charset{single_octet, "macos-7_3-10.2",
                  "xmaccyrillic xmacukrainian maccyrillic macukrainian windows10007 cp10007"},
    known_charset{single_octet, "macos-29-10.2", "xmacce xmaccentraleurroman maccentraleurope maclatin2 macce cp10029"},
    known_charset{single_octet, "macos-6_2-10.4", "xmacgreek macgreek windows10006 cp10006"},
    known_charset{single_octet, "macos-35-10.2", "xmacturkish macturkish windows10081 cp10081"},
    known_charset{
        windows_single_octet, "windows-874-2000",
        "windows874 cp874 xwindows874 ms874 dos874 tis620 tis6200 tis62025291 tis62025330 iso885911 cstis620"},
    known_charset{windows_single_octet, "ibm-5346_P100-1998", "windows1250 cp1250 xcp1250 win1250 cswindows1250 msee"},
    known_charset{windows_single_octet, "ibm-5347_P100-1998",
                  "windows1251 cp1251 xcp1251 win1251 cswindows1251 mscyrl xwindows1251 ansi1251"},
    known_charset{windows_single_octet, "ibm-5349_P100-1998",
                  "windows1253 cp1253 xcp1253 win1253 cswindows1253 msgreek"},
    known_charset{windows_single_octet, "ibm-5350_P100-1998",
                  "windows1254 cp1254 xcp1254 win1254 cswindows1254 msturk iso88599 iso885991989 isoir148 latin5 l5 "
                  "csisolatin5"},
    known_charset{windows_single_octet, "ibm-9447_P100-2002",
                  "windows1255 cp1255 xcp1255 win1255 cswindows1255 mshebr"},
    known_charset{windows_single_octet, "ibm-9448_X100-2005",
                  "windows1256 cp1256 xcp1256 win1256 cswindows1256 msarab"},
    known_charset{windows_single_octet, "ibm-9449_P100-2002",
                  "windows1257 cp1257 xcp1257 win1257 cswindows1257 winbaltrim"},
    known_charset{windows_single_octet, "ibm-5354_P100-1998", "windows1258 cp1258 xcp1258 win1258 cswindows1258"},
    known_charset{single_octet, "VISCII", "viscii viscii111 csviscii xviscii"},
    known_charset{user_defined, nullptr, "xuserdefined"},
    known_charset{shift_jis, nullptr,
                  "shiftjis sjis xsjis xsjisjp csshiftjis mskanji windows31j cswindows31j cp932 ms932 xms932 xmscp932 "
                  "windows932 sjiswin"},
    known_charset{euc_jp, nullptr,
                  "eucjp xeucjp xeuc cseucpkdfmtjapanese extendedunixcodepackedformatforjapanese ujis eucjpms eucjpwin "
                  "cp51932 cp20932"},
    known_charset{
        iso_2022_jp, nullptr,
        "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 csiso2022jp2 iso2022jpms iso2022jpext xiso2022jp cp50220 "
        "cp50221 cp50222 xwindowsiso2022jp jis jis7 jis8 jisencoding csjisencoding"},
    known_charset{euc_kr, nullptr,
                  "euckr cseuckr xeuckr korean isoir149 ksc5601 ksc56011987 ksc56011989 ksc56011992 csksc56011987 "
                  "ksx1001 windows949 cp949 ms949 xwindows949 uhc xuhc cp51949"},
    known_charset{iso_2022_kr, nullptr, "iso2022kr csiso2022kr cp50225"},
    known_charset{
        gb_18030, nullptr,
        "gb18030 csgb18030 gb180302000 gb180302005 gb180302022 cp54936 gbk xgbk csgbk gb2312 gb231280 "
        "gb23121980 xgb2312 csgb2312 csiso58gb231280 isoir58 chinese cp936 ms936 windows936 euccn xeuccn cngb "
        "cp51936"},
    known_charset{hz, nullptr, "hzgb2312 hz hzgb xhz cp52936"},
    known_charset{big5, nullptr,
                  "big5 csbig5 cnbig5 xxbig5 xbig5 big5hkscs csbig5hkscs big5eten cp950 ms950 windows950 xwindows950"},
    known_charset{utf_16, nullptr, "utf16 utf16le csutf16 csutf16le unicode csunicode unicodefeff iso10646ucs2 ucs2"},
    known_charset{utf_16_be, nullptr, "utf16be csutf16be unicodefffe"},
    known_charset{by_icu, "UTF-7", "utf7 csutf7 unicode11utf7 csunicode11utf7 xunicode20utf7 xutf7 cp65000"},
};

using label_index = std::unordered_map<std::string_view, const known_charset*>;

label_index make_index() {
  label_index index;
  for (const known_charset& charset : charsets) {
    std::string_view labels = charset.labels;
    while (!labels.empty()) {
      const std::string_view label = labels.substr(0, labels.find(' '));
      index.emplace(label, &charset);
      labels.remove_prefix(std::min(labels.size(), label.size() + 1));
    }
  }
  return index;
}

std::string without_punctuation(std::string_view label) {
  std::string kept;
  for (const char octet : label) {
    const bool upper = octet >= 'A' && octet <= 'Z';
    if (upper || (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9')) {
      kept += static_cast<char>(upper ? octet - 'A' + 'a' : octet);
    }
  }
  return kept;
}

}  // namespace

const known_charset* find_charset(std::string_view label) {
  constexpr std::size_t longest_label = 64;
  static const label_index index = make_index();
  if (label.size() > longest_label) return nullptr;
  const auto found = index.find(without_punctuation(label));
  return found == index.end() ? nullptr : found->second;
}

}  // namespace pop3kit::engine
