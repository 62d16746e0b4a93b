#include <gtest/gtest.h>

#include <pop3kit/header_collection.hpp>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

std::string decoded(const std::string& value) {
  return header_collection::parse("Subject: " + value + "\r\n\r\n").subject().value_or("(none)");
}

TEST(header_text, decodes_both_encodings_rfc2047_4) {
  EXPECT_EQ(decoded("=?utf-8?B?R3LDvMOfZQ==?="), "Grüße");
  EXPECT_EQ(decoded("=?UTF-8?q?Gr=C3=BC=c3=9fe_aus_K=C3=B6ln?="), "Grüße aus Köln");
}

TEST(header_text, drops_white_space_between_adjacent_words_alone_rfc2047_6_2) {
  EXPECT_EQ(decoded("=?utf-8?Q?a?= b"), "a b");
  EXPECT_EQ(decoded("=?utf-8?Q?a?= =?utf-8?Q?b?="), "ab");
  EXPECT_EQ(decoded("=?utf-8?Q?a?=  \r\n\t =?utf-8?Q?b?="), "ab");
  EXPECT_EQ(decoded("=?utf-8?Q?a_?= =?utf-8?Q?b?="), "a b");
}

TEST(header_text, joins_words_split_in_the_middle_of_characters) {
  const auto header = testing::parse_file("words_split_in_characters").headers();
  EXPECT_EQ(header.subject(), "Größenübersicht漢字テスト");
  EXPECT_EQ(header.from(), "Jürg <juerg@example.org>");
  EXPECT_EQ(header.to(), "Bjørn <bjorn@example.org>");
}

TEST(header_text, converts_charsets) {
  EXPECT_EQ(decoded("=?iso-8859-1?Q?caf=E9?="), "café");
  EXPECT_EQ(decoded("=?ISO-8859-15?Q?=A4?= =?windows-1252?Q?=80?="), "€€");
  EXPECT_EQ(decoded("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?="), "日本");
  EXPECT_EQ(decoded("=?koi8-r?B?8NLJ18XU?="), "Привет");
  EXPECT_EQ(decoded("=?big5?B?pKSk5Q==?= =?gb2312?B?1tDOxA==?="), "中文中文");
  EXPECT_EQ(decoded("=?utf-16be?B?AGEg/Q==?="), "a\u20fd");
}

TEST(header_text, decodes_the_extensions_that_mailers_use_in_japanese_and_korean_charsets) {
  EXPECT_EQ(decoded("=?ISO-2022-JP?B?GyRCLSEycTVEJE4kKkNOJGkkOxsoQg==?="), "①会議のお知らせ");
  EXPECT_EQ(decoded("=?Shift_JIS?B?h0CJ74tj?="), "①会議");
  EXPECT_EQ(decoded("=?ks_c_5601-1987?B?jGO55rCix88=?="), "똠방각하");
}

TEST(header_text, decodes_iso_8859_1_and_us_ascii_as_windows_1252) {
  EXPECT_EQ(decoded("=?iso-8859-1?Q?=93caf=E9=94?="), "“café”");
  EXPECT_EQ(decoded("=?us-ascii?Q?caf=E9?="), "café");
}

TEST(header_text, joins_words_split_inside_characters_of_any_charset) {
  EXPECT_EQ(decoded("=?shift_jis?B?iQ==?=\r\n =?shift_jis?B?74tj?="), "会議");
  EXPECT_EQ(decoded("=?euc-kr?Q?=C7=D1=B1?= =?EUC-KR?Q?=B9?="), "한국");
  EXPECT_EQ(decoded("=?gb18030?B?gTA=?= =?gb18030?B?gTA=?="), "\u0080");
  EXPECT_EQ(decoded("=?iso-2022-jp?B?GyRCMnE1?= =?iso-2022-jp?B?RBsoQg==?="), "会議");
  EXPECT_EQ(decoded("=?iso-2022-jp?B?GyRCMnEbKEI=?= =?iso-2022-jp?B?GyRCNUQbKEI=?="), "会議");
}

TEST(header_text, ignores_a_language_tag_rfc2231_5) {
  EXPECT_EQ(decoded("=?utf-8*de?Q?gr=C3=BCn?="), "grün");
}

TEST(header_text, decodes_words_glued_to_text_and_in_quotes_as_mailers_write_them) {
  EXPECT_EQ(decoded("[list]=?utf-8?Q?=C3=A9?=!"), "[list]é!");
  EXPECT_EQ(decoded("\"=?utf-8?Q?=C3=A9?=\" <e@example.org>"), "\"é\" <e@example.org>");
  EXPECT_EQ(decoded("=?utf-8?Q?one two?="), "one two");
}

TEST(header_text, leaves_what_is_no_encoded_word) {
  for (const char* text : {"=?", "=?utf-8?=", "=?utf-8?X?abc?=", "=?utf-8?Q?never closed", "a =?b? c", "=?utf-8?Q",
                           "=? utf-8?Q?a?=", "1 =?= 2"}) {
    EXPECT_EQ(decoded(text), text);
  }
}

TEST(header_text, finds_a_word_after_one_that_was_never_closed) {
  EXPECT_EQ(decoded("=?utf-8?Q?abc =?utf-8?Q?d?= e"), "=?utf-8?Q?abc d e");
}

TEST(header_text, supplies_missing_base64_padding) {
  EXPECT_EQ(decoded("=?utf-8?B?aGVsbG8?="), "hello");
  EXPECT_EQ(decoded("=?utf-8?B?aGVsbA?="), "hell");
}

TEST(header_text, replaces_octets_that_are_no_text_in_their_charset) {
  EXPECT_EQ(decoded("=?utf-8?Q?caf=E9?= x"), "caf\uFFFD x");
  EXPECT_EQ(decoded("=?euc-jp?B?qaGy8bXE?="), "\uFFFD会議");
  EXPECT_EQ(decoded("=?Shift_JIS?B?hUCJ74tj?="), "\uFFFD会議");
  EXPECT_EQ(decoded("=?ISO-2022-JP?B?GyRCKSEycTVEGyhC?= ok"), "\uFFFD会議 ok");
  EXPECT_EQ(decoded("=?euc-kr?B?yaHH0bG5?="), "\uFFFD한국");
  EXPECT_EQ(decoded("=?utf-8?B?////?="), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decoded("=?utf-16be?B?2AAAYQ==?="), "\uFFFDa");
  EXPECT_EQ(decoded("=?utf-8?Q?a=00b?="), "a\uFFFDb");
}

TEST(header_text, takes_an_unknown_charset_for_utf8) {
  EXPECT_EQ(decoded("=?x-unheard-of?Q?d=C3=A9j=C3=A0?="), "déjà");
  EXPECT_EQ(decoded("=?x-unheard-of?Q?caf=E9?="), "caf\uFFFD");
  EXPECT_EQ(decoded("=?../../evil//TRANSLIT?Q?a?="), "a");
}

TEST(header_text, keeps_raw_utf8) {
  EXPECT_EQ(decoded("Größe \xF0\x9F\x93\xAC"), "Größe 📬");
}

TEST(header_text, takes_raw_octets_for_the_declared_charset) {
  const auto header = testing::parse_file("raw_latin1").headers();
  EXPECT_EQ(header.subject(), "Le café est prêt");
  EXPECT_EQ(header.from(), "André <andre@example.org>");
  EXPECT_EQ(header.to(), "Zoë <zoe@example.org>");
}

TEST(header_text, repairs_raw_octets_of_no_declared_charset) {
  const auto header = testing::parse_file("raw_octets_undeclared").headers();
  EXPECT_EQ(header.subject(), "caf\uFFFD na\uFFFDve été");
}

TEST(header_text, repairs_utf8_as_unicode_3_9_recommends) {
  EXPECT_EQ(decoded("\xC0\x80 \xE0\x80 \xED\xA0\x80 \xF5 \xE2\x82x"),
            "\uFFFD\uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD \uFFFDx");
}

TEST(header_text, replaces_nul) {
  EXPECT_EQ(testing::parse_file("nul_octets").headers().subject(), "before\uFFFDafter");
}

}  // namespace
}  // namespace pop3kit
