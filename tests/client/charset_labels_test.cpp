#include <gmock/gmock.h>

#include <sstream>
#include <string>

#include "message/charset.hpp"

namespace pop3kit::engine {
namespace {

using namespace std::string_view_literals;

struct charset_sample {
  const char* labels;
  std::string_view octets;
  std::string_view text;
};

/// Every label of the Encoding standard, except those of its "replacement" and "x-user-defined" encodings.
const charset_sample standard[] = {
    {"unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8", "\303\251", "é"},
    {"866 cp866 csibm866 ibm866", "\200\360", "АЁ"},
    {"csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2", "\261\350", "ąč"},
    {"csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3", "\241\274", "Ħĵ"},
    {"csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4", "\242\275", "ĸŊ"},
    {"csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988", "\320\360",
     "а№"},
    {"arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
     "\307\341", "اف"},
    {"csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek",
     "\266\341", "Άα"},
    {"csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
     "\252\340", "×א"},
    {"csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6", "\242\377", "Ēĸ"},
    {"iso-8859-13 iso8859-13 iso885913", "\264\340", "“ą"},
    {"iso-8859-14 iso8859-14 iso885914", "\241\360", "Ḃŵ"},
    {"csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9", "\244\276", "€Ÿ"},
    {"iso-8859-16", "\244\252\377", "€Șÿ"},
    {"cskoi8r koi koi8 koi8-r koi8_r", "\301\244", "а╓"},
    {"koi8-ru koi8-u", "\301\244", "ає"},
    {"csmacintosh mac macintosh x-mac-roman", "\216\333", "é€"},
    {"dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874", "\200\241", "€ก"},
    {"cp1250 windows-1250 x-cp1250", "\200\236\271", "€žą"},
    {"cp1251 windows-1251 x-cp1251", "\200\340", "Ђа"},
    {"cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 "
     "windows-1252 x-cp1252 ansi_x3.4-1968 ascii us-ascii",
     "\200\231\351", "€™é"},
    {"cp1253 windows-1253 x-cp1253", "\242\341", "Άα"},
    {"cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 "
     "x-cp1254",
     "\200\360\376", "€ğş"},
    {"cp1255 windows-1255 x-cp1255", "\340\244", "א₪"},
    {"cp1256 windows-1256 x-cp1256", "\201\307", "پا"},
    {"cp1257 windows-1257 x-cp1257", "\340\270", "ąø"},
    {"cp1258 windows-1258 x-cp1258", "\343\376", "ă₫"},
    {"x-mac-cyrillic x-mac-ukrainian", "\200\266", "Аґ"},
    {"chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030", "\326\320\201@", "中丂"},
    {"big5 big5-hkscs cn-big5 csbig5 x-x-big5", "\244\244\371\326", "中碁"},
    {"cseucpkdfmtjapanese euc-jp x-euc-jp", "\262\361\216\261", "会ｱ"},
    {"csiso2022jp iso-2022-jp", "\033$B2q\033(B", "会"},
    {"csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis", "\207@\211\357", "①会"},
    {"cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
     "\307\321\214c", "한똠"},
    {"unicodefffe utf-16be", " \254", "€"},
    {"csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le", "\254 ", "€"},
};

/// What mail uses beyond them.
const charset_sample others[] = {
    {"csiso2022kr iso-2022-kr", "\033$)C\016GQ\017", "한"},
    {"hz-gb-2312 HZ", "~{VP~}", "中"},
    {"iso-2022-cn iso-2022-cn-ext", "\033$)A\016VP\017", "中"},
    {"cp50220 cp50221 cp50222 iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-ms JIS", "\033$B-!\033(B", "①"},
    {"cp932 x-ms-cp932 windows-932 csWindows31J", "\207@", "①"},
    {"eucJP eucJP-ms CP51932", "\255\241", "①"},
    {"cp949 UHC ks_c_5601 x-windows-949", "\214c", "똠"},
    {"cp936 gb2312-80 EUC-CN x-euc-cn GB_2312-1980 gb18030-2005", "\326\320", "中"},
    {"cp950 x-windows-950", "\244\244", "中"},
    {"utf-7 unicode-1-1-utf-7", "+ZeVnLIqe-", "日本語"},
    {"utf-32be ucs-4", "\000\000 \254"sv, "€"},
    {"VISCII csVISCII", "Vi\256t", "Việt"},
    {"TIS-620 tis620 tis620.2533", "\241", "ก"},
    {"win-1251 windows1251 ansi-1251", "\340", "а"},
    {"x-mac-ce x-mac-centraleurroman", "\212\211", "äČ"},
    {"x-mac-greek", "\341", "α"},
    {"cp850 IBM850 csPC850Multilingual", "\202\204", "éä"},
    {"cp437 ibm437", "\202\341", "éß"},
    {"ISO646-US iso-ir-6 ANSI_X3.4-1986 csASCII", "\351", "é"},
};

std::string decoded(std::string_view label, std::string_view octets) {
  std::string text;
  EXPECT_TRUE(append_converted(text, octets, label)) << label;
  return text;
}

void expect_text(const charset_sample& sample) {
  std::istringstream labels(sample.labels);
  for (std::string label; labels >> label;) EXPECT_EQ(decoded(label, sample.octets), sample.text) << label;
}

TEST(charset_labels, are_those_of_the_encoding_standard) {
  for (const charset_sample& sample : standard) expect_text(sample);
}

TEST(charset_labels, are_those_that_mail_uses_as_well) {
  for (const charset_sample& sample : others) expect_text(sample);
}

TEST(charset_labels, ignore_case_punctuation_blanks_and_quotation_marks) {
  for (const char* label : {"SHIFT_JIS", "Shift-JIS", " shift_jis\t", "\"Shift_JIS\"", "shiftjis"}) {
    EXPECT_EQ(decoded(label, "\x87\x40"), "①") << label;
  }
}

TEST(charset_labels, that_are_unknown_count_as_utf8) {
  for (const std::string& label :
       {std::string("x-unheard-of"), std::string("x-201"), std::string(), std::string("///"),
        std::string("ISO_2022,locale=ja"), std::string("../../x"), std::string(1000, 'a'), std::string("a\0b", 3)}) {
    std::string text;
    EXPECT_FALSE(append_converted(text, "d\xC3\xA9j\xC3\xA0 caf\xE9", label));
    EXPECT_EQ(text, "déjà caf\uFFFD") << label;
  }
}

TEST(charset_labels, us_ascii_means_utf8_if_the_octets_are_and_else_windows_1252) {
  EXPECT_EQ(decoded("us-ascii", "d\xC3\xA9j\xC3\xA0"), "déjà");
  EXPECT_EQ(decoded("us-ascii", "d\xE9j\xE0 \x80"), "déjà €");
}

TEST(charset_labels, iso_8859_1_octets_80_to_9f_are_those_of_windows_1252_and_never_controls) {
  EXPECT_EQ(decoded("iso-8859-1", "\x93quoted\x94 \x85 \x99"), "“quoted” … ™");
  std::string text;
  EXPECT_FALSE(append_converted(text, "\x81\x8D\x8F\x90\x9D", "iso-8859-1"));
  EXPECT_EQ(text, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace pop3kit::engine
