#include <gmock/gmock.h>

#include <pop3kit/message_digest.hpp>
#include <string>
#include <string_view>

namespace pop3kit::test {
namespace {

message_digest digest_of(std::string_view octets, line_ends ends = line_ends::as_sent) {
  message_hash hash(ends);
  hash.update(octets);
  return hash.finish();
}

std::string hexadecimal(const std::array<std::uint8_t, 32>& octets) {
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += "0123456789abcdef"[octet >> 4U];
    text += "0123456789abcdef"[octet & 15U];
  }
  return text;
}

constexpr std::string_view message = "Subject: one\r\nStatus: RO\r\n\r\nbody\r\n";

TEST(message_digest, content_is_the_sha_256_of_the_message_with_lf_line_ends) {
  // printf 'a\nb\n' | sha256sum
  EXPECT_EQ(hexadecimal(digest_of("a\r\nb\r\n").content),
            "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
}

TEST(message_digest, line_ends_and_a_missing_last_line_end_make_no_difference) {
  EXPECT_EQ(digest_of("Subject: one\nStatus: RO\n\nbody\n"), digest_of(message));
  EXPECT_EQ(digest_of("Subject: one\r\nStatus: RO\r\n\r\nbody"), digest_of(message));
  EXPECT_EQ(digest_of("Subject: one\nStatus: RO\n\nbody\n", line_ends::lf), digest_of(message));
}

TEST(message_digest, size_counts_each_line_end_as_two_octets) {
  EXPECT_EQ(digest_of(message).octets, message.size());
  EXPECT_EQ(digest_of("a\nb\n").octets, 6U);
  EXPECT_EQ(digest_of("").octets, 0U);
}

TEST(message_digest, a_carriage_return_without_line_feed_is_content) {
  EXPECT_NE(digest_of("a\rb\r\n").content, digest_of("ab\r\n").content);
  EXPECT_EQ(digest_of("a\r\r\n").content, digest_of("a\r\n", line_ends::lf).content);
}

TEST(message_digest, pieces_of_any_size_give_the_same_digest) {
  for (std::size_t length = 1; length < message.size(); ++length) {
    message_hash hash;
    for (std::size_t at = 0; at < message.size(); at += length) hash.update(message.substr(at, length));
    EXPECT_EQ(hash.finish(), digest_of(message)) << length;
  }
}

TEST(message_digest, header_is_the_same_for_the_reply_to_top_and_for_the_message) {
  EXPECT_EQ(digest_of("Subject: one\r\nStatus: RO\r\n\r\n").header, digest_of(message).header);
  EXPECT_EQ(digest_of("Subject: one\r\nStatus: RO\r\n").header, digest_of(message).header);
  EXPECT_NE(digest_of("Subject: two\r\n\r\nbody\r\n").header, digest_of(message).header);
}

TEST(message_digest, header_leaves_out_fields_that_servers_change_with_their_continuation_lines) {
  const auto plain = digest_of("Subject: one\r\nTo: a\r\n\r\n").header;
  for (const std::string field : {"Status: RO", "X-STATUS: A", "x-uid: 7", "X-UIDL: abc\r\n folded", "X-Keywords:"}) {
    EXPECT_EQ(digest_of("Subject: one\r\n" + field + "\r\nTo: a\r\n\r\n").header, plain) << field;
  }
  EXPECT_NE(digest_of("Subject: one\r\nStatusX: RO\r\nTo: a\r\n\r\n").header, plain);
  EXPECT_NE(digest_of("Subject: one\r\n Status: RO\r\nTo: a\r\n\r\n").header, plain);
}

TEST(message_digest, the_header_ends_at_the_first_empty_line) {
  EXPECT_EQ(digest_of("Subject: one\r\n\r\nSubject: two\r\n").header, digest_of("Subject: one\r\n\r\n").header);
  EXPECT_EQ(digest_of("\r\nSubject: one\r\n").header, digest_of("").header);
}

}  // namespace
}  // namespace pop3kit::test
