#include <gtest/gtest.h>

#include <string>

#include "message/charset.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {
namespace {

std::string decoded(std::string_view charset, std::string_view octets) {
  std::string text;
  append_converted(text, octets, charset);
  return text;
}

TEST(charset_decoding, reads_the_windows_extensions_of_shift_jis) {
  EXPECT_EQ(decoded("shift_jis", "\x87\x40\x87\x8A\xEE\xE0\xED\x95\xFA\x40"), "①㈱髙﨑ⅰ");
  EXPECT_EQ(decoded("shift_jis", "\x81\x60\x81\x7C\xB1\xDF\\~"), "～－ｱﾟ\\~");
}

TEST(charset_decoding, reads_the_windows_extensions_of_euc_jp) {
  EXPECT_EQ(decoded("euc-jp", "\xAD\xA1\xAD\xEA\x8E\xB1\x8F\xB0\xA1\xFC\xE2"), "①㈱ｱ丂髙");
}

TEST(charset_decoding, reads_the_windows_extensions_of_euc_kr) {
  EXPECT_EQ(decoded("euc-kr", "\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF"), "똠방각하");
}

TEST(charset_decoding, reads_gbk_and_four_octets_under_the_name_of_gb2312) {
  EXPECT_EQ(decoded("gb2312", "\x81\x40\xD6\xD0\x80\x94\x39\xDA\x33"), "丂中€💩");
}

TEST(charset_decoding, reads_hong_kong_characters_in_big5) {
  EXPECT_EQ(decoded("big5", "\xA4\xA4\x88\x62\x88\xA5\x8C\x43\x87\xDF\xA3\xE1"), "中Ê̄ê̌龦鿋€");
}

TEST(charset_decoding, reads_the_extensions_of_iso_2022_jp) {
  EXPECT_EQ(decoded("iso-2022-jp", "\033$B-!2q5D$N$*CN$i$;\033(B"), "①会議のお知らせ");
  EXPECT_EQ(decoded("iso-2022-jp", "\033$B-jy!\033$(D0!\033(B"), "㈱纊丂");
  EXPECT_EQ(decoded("iso-2022-jp",
                    "\033(I12\033(B\xB1\x0E"
                    "12\x0F"
                    "12"),
            "ｱｲｱｱｲ12");
  EXPECT_EQ(decoded("iso-2022-jp", "\033(J\\~\033(B\\~"), "¥‾\\~");
  EXPECT_EQ(decoded("iso-2022-jp-2", "\033$AVP\033$(CGQ\033(B."), "中한.");
}

TEST(charset_decoding, iso_2022_jp_without_return_to_ascii_keeps_its_character_set_over_line_ends) {
  EXPECT_EQ(decoded("iso-2022-jp", "\033$B2q\r\n5D\033(B\033$B2q\033(B"), "会\r\n議会");
}

TEST(charset_decoding, reads_iso_2022_kr_with_and_without_its_header_rfc1557) {
  EXPECT_EQ(decoded("iso-2022-kr", "\033$)C\x0EGQ19\x0F ok\x0EGQ\nGQ"), "한국 ok한\nGQ");
  EXPECT_EQ(decoded("iso-2022-kr", "\x0EGQ\x0F"), "한");
}

TEST(charset_decoding, reads_hz_rfc1843) {
  EXPECT_EQ(decoded("hz-gb-2312", "~{VPND~} ~~ a~\nb~\r\nc ~{VP\nVP"), "中文 ~ abc 中\nVP");
}

TEST(charset_decoding, utf16_follows_its_byte_order_mark) {
  using namespace std::string_view_literals;
  EXPECT_EQ(decoded("utf-16", "\xFE\xFF\x20\xAC"), "€");
  EXPECT_EQ(decoded("utf-16", "\xFF\xFE\xAC\x20"), "€");
  EXPECT_EQ(decoded("utf-16be", "\xFF\xFE\xAC\x20"), "€");
  EXPECT_EQ(decoded("utf-16", "a\0\x3D\xD8\xEC\xDC"sv), "a📬");
  EXPECT_EQ(decoded("utf-16be", "\xD8\0\0a\0"sv), "\uFFFDa\uFFFD");
}

struct damaged_text {
  const char* charset;
  std::string_view octets;
  std::string_view text;
};

TEST(charset_decoding, an_unassigned_character_becomes_one_replacement_and_the_rest_is_right) {
  for (const damaged_text& each : {
           damaged_text{"shift_jis", "\x85\x40\x89\xEF\x8B\x63", "\uFFFD会議"},
           damaged_text{"shift_jis", "\x89\xEF\x85\xA0\x8B\x63", "会\uFFFD議"},
           damaged_text{"shift_jis", "\xA0\x89\xEF\xFD\x8B\x63\x80", "\uFFFD会\uFFFD議\uFFFD"},
           damaged_text{"euc-jp", "\xA9\xA1\xB2\xF1\xB5\xC4", "\uFFFD会議"},
           damaged_text{"euc-jp", "\x8F\xA1\xA1\xB2\xF1\xB5\xC4", "\uFFFD会議"},
           damaged_text{"iso-2022-jp", "\033$B)!2q5D\033(B ok", "\uFFFD会議 ok"},
           damaged_text{"iso-2022-jp", "\033$B2q)!\033$(D!!5D\033(B", "会\uFFFD\uFFFD哿"},
           damaged_text{"euc-kr", "\xC9\xA1\xC7\xD1\xB1\xB9", "\uFFFD한국"},
           damaged_text{"iso-2022-kr", "\033$)C\x0EI!GQ1\x0Fok", "\uFFFD한\uFFFDok"},
           damaged_text{"big5", "\x81\x40\xA4\xA4\xA4\xE5", "\uFFFD中文"},
           damaged_text{"gb18030", "\xFE\x39\xFE\x39\xD6\xD0\xCE\xC4", "\uFFFD中文"},
           damaged_text{"gbk", "\xFF\xD6\xD0\xCE\xC4", "\uFFFD中文"},
           damaged_text{"windows-1253", "\xE1\xD2\xE2", "α\uFFFDβ"},
       }) {
    EXPECT_EQ(decoded(each.charset, each.octets), each.text) << each.charset;
  }
}

TEST(charset_decoding, a_lead_octet_swallows_no_octet_that_cannot_belong_to_it) {
  for (const damaged_text& each : {
           damaged_text{"shift_jis", "\x89\"\x89\xEF\x8B\x63", "\uFFFD\"会議"},
           damaged_text{"euc-jp",
                        "\xB2"
                        "A\xB2\xF1\xB5\xC4",
                        "\uFFFDA会議"},
           damaged_text{"euc-jp", "\xB2\x8E\xB1\xB5\xC4", "\uFFFDｱ議"},
           damaged_text{"euc-jp",
                        "\x8E"
                        "A\x8F\xB0z\xB5\xC4",
                        "\uFFFDA\uFFFDz議"},
           damaged_text{"euc-kr", "\xC7\r\n\xC7\xD1\xB1\xB9", "\uFFFD\r\n한국"},
           damaged_text{"euc-kr",
                        "\xC9"
                        "A\xC7\xD1",
                        "\uFFFDA한"},
           damaged_text{"big5", "\xA4<\xA4\xA4\xA4\xE5", "\uFFFD<中文"},
           damaged_text{"gbk", "\xD6 \xD6\xD0\xCE\xC4", "\uFFFD 中文"},
           damaged_text{"gbk",
                        "\xD6"
                        "3 \xD6\xD0",
                        "\uFFFD3 中"},
           damaged_text{"gb18030", "\x81\x30\x81x\xD6\xD0", "\uFFFD0亁中"},
           damaged_text{"iso-2022-jp", "\033$B2\033(B2q", "\uFFFD2q"},
           damaged_text{"iso-2022-jp", "\033$B2\n2q", "\uFFFD\n会"},
           damaged_text{"iso-2022-jp", "\033$Z2q", "\uFFFD$Z2q"},
           damaged_text{"hz-gb-2312", "~{V\n~x", "\uFFFD\n\uFFFDx"},
       }) {
    EXPECT_EQ(decoded(each.charset, each.octets), each.text) << each.charset << " " << each.text;
  }
}

TEST(charset_decoding, a_character_that_is_cut_off_at_the_end_becomes_one_replacement) {
  for (const damaged_text& each : {
           damaged_text{"shift_jis", "\x89\xEF\x8B", "会\uFFFD"},
           damaged_text{"euc-jp", "\xB2\xF1\xB5", "会\uFFFD"},
           damaged_text{"euc-jp", "\xB2\xF1\x8F\xB0", "会\uFFFD"},
           damaged_text{"iso-2022-jp", "\033$B2q5", "会\uFFFD"},
           damaged_text{"iso-2022-jp", "\033$B2q\033(", "会\uFFFD"},
           damaged_text{"euc-kr", "\xC7\xD1\xB1", "한\uFFFD"},
           damaged_text{"iso-2022-kr", "ok\033$)", "ok\uFFFD"},
           damaged_text{"big5", "\xA4\xA4\xA4", "中\uFFFD"},
           damaged_text{"gbk", "\xD6\xD0\xCE", "中\uFFFD"},
           damaged_text{"gb18030", "\xD6\xD0\x81\x30\x81", "中\uFFFD"},
           damaged_text{"hz-gb-2312", "~{VPN", "中\uFFFD"},
           damaged_text{"utf-8", "\xE4\xB8\xAD\xE6\x96", "中\uFFFD"},
           damaged_text{"utf-16be", "\x4E\x2D\x65", "中\uFFFD"},
       }) {
    EXPECT_EQ(decoded(each.charset, each.octets), each.text) << each.charset;
  }
}

TEST(charset_decoding, gives_utf8_for_any_octets) {
  for (const char* charset :
       {"shift_jis", "euc-jp",         "iso-2022-jp", "euc-kr",   "iso-2022-kr", "gb18030",     "hz",
        "big5",      "utf-7",          "utf-16",      "utf-16be", "utf-32",      "iso-2022-cn", "windows-1252",
        "viscii",    "x-user-defined", "iso-8859-16", "cp437",    "scsu",        "windows-874"}) {
    for (int first = 0; first < 256; ++first) {
      for (int second = 0; second < 256; second += 5) {
        const std::string octets{static_cast<char>(first), static_cast<char>(second), '\n', 'o', 'k'};
        const std::string text = decoded(charset, octets);
        ASSERT_TRUE(text::is_utf8(text)) << charset << " " << first << " " << second;
      }
    }
  }
}

TEST(charset_decoding, ascii_after_a_line_end_survives_any_two_octets) {
  for (const char* charset :
       {"shift_jis", "euc-jp", "euc-kr", "iso-2022-kr", "gb18030", "hz", "big5", "windows-1252"}) {
    for (int first = 0; first < 256; ++first) {
      for (int second = 0; second < 256; second += 5) {
        const std::string octets{static_cast<char>(first), static_cast<char>(second), '\n', 'o', 'k'};
        ASSERT_TRUE(decoded(charset, octets).ends_with("ok")) << charset << " " << first << " " << second;
      }
    }
  }
}

}  // namespace
}  // namespace pop3kit::engine
