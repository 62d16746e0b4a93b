#include "mailbox/message_shape.hpp"

#include <array>

namespace pop3kit::serving {
namespace {

constexpr std::string_view plain_text = "Content-Type: text/plain; charset=us-ascii\r\n";
constexpr std::string_view line_end = "\r\n";

constexpr auto shapes = std::to_array<message_shape>({
    {"plain", "Text in lines of ordinary length.", plain_text, true, "", filler_kind::prose, line_end},
    {"html", "Only HTML.", "Content-Type: text/html; charset=us-ascii\r\n", false, "<html>\r\n<body>\r\n<p>\r\n",
     filler_kind::prose, "\r\n</p>\r\n</body>\r\n</html>\r\n"},
    {"multipart", "A line of text and an attachment in base64.",
     "Content-Type: multipart/mixed; boundary=\"=_between_parts\"\r\n", false,
     "This is a message of several parts.\r\n--=_between_parts\r\nContent-Type: text/plain; "
     "charset=us-ascii\r\n\r\nSee "
     "the attachment.\r\n--=_between_parts\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: "
     "base64\r\nContent-Disposition: attachment; filename=\"data.bin\"\r\n\r\n",
     filler_kind::base64, "\r\n--=_between_parts--\r\n"},
    {"base64", "Only octets in base64. Blanks fill the last line up to the exact size.",
     "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n", false, "", filler_kind::base64,
     line_end},
    {"quoted_printable", "Text in quoted-printable, with escapes and soft line breaks.",
     "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n", true, "",
     filler_kind::quoted_printable, line_end},
    {"dots", "Every line begins with a dot, and some consist of a dot only.", plain_text, false, "", filler_kind::dots,
     line_end},
    {"long_lines",
     "Lines of 1,000 to 9,000 octets, longer than RFC 5322 allows, between a short first line and a last one that "
     "fits the exact size.",
     plain_text, true, "", filler_kind::long_lines, line_end},
    {"eight_bit", "Text with many octets beyond ASCII.",
     "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n", true, "",
     filler_kind::eight_bit, line_end},
    {"nul", "Text with many NUL octets, which RFC 5322 does not allow.",
     "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: binary\r\n", true, "", filler_kind::nul,
     line_end},
    {"nasty_headers",
     "A header with things that are allowed but rare, and some that are not allowed: long folds, empty "
     "and repeated fields, encoded words with wrong charsets, octets beyond ASCII, no space after a "
     "colon, a line of more than 900 octets.",
     "Content-Type:text/plain;\r\n\tcharset=us-ascii\r\n"
     "X-Empty:\r\nX-Blank: \r\n \t\r\nX-Twice: 1\r\nX-Twice: 2\r\nx-TWICE: 3\r\n"
     "X-Folded: a\r\n b\r\n\tc\r\n   d\r\n"
     "X-Encoded: =?utf-8?q?=C3=BC?= =?utf-8?b?w7w=?= =?utf-8?q?=FF?= =?no-such-set?q?x?= =?utf-8?z?x?= =?broken\r\n"
     "X-Raw: gr\xfc\xdf gr\xc3\xbc\xc3\x9f\r\n"
     "Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example (pop3kit) with ESMTP id 1;\r\n\tMon, 1 Jan "
     "2024 "
     "00:00:00 +0000 (UTC)\r\n"
     "References: <1@example.org>\r\n <2@example.org>\r\n <3@example.org> <4@example.org>\r\n"
     "X-Comment: (nested (comments) and \\) an escape) \"a quoted \\\" string\"\r\n"
     "X-Long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n",
     true, "", filler_kind::prose, line_end},
});

}  // namespace

std::span<const message_shape> shape_table() noexcept {
  return shapes;
}

}  // namespace pop3kit::serving
