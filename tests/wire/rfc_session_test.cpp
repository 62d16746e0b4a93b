// The example sessions of the RFCs, as a client reads them from the wire.
#include <gtest/gtest.h>

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/feed_all_ways.hpp"
#include "wire/capability_line.hpp"
#include "wire/dot_decoder.hpp"
#include "wire/input_buffer.hpp"
#include "wire/listing.hpp"
#include "wire/status_line.hpp"

namespace pop3kit {
namespace {

/// The server's side of a session, read as it arrives: status lines, and bodies if the command has one.
class transcript_reader {
 public:
  explicit transcript_reader(std::vector<bool> bodies_due) : bodies_due_(std::move(bodies_due)) {}

  void feed(std::string_view piece) {
    while (!piece.empty()) {
      const auto room = input_.prepare();
      const std::size_t now = std::min(room.size(), piece.size());
      std::memcpy(room.data(), piece.data(), now);
      input_.commit(now);
      piece.remove_prefix(now);
      while (advance()) {
      }
    }
  }

  std::vector<std::string> read;  ///< for each response its status text, then its body if it has one
  [[nodiscard]] bool drained() const { return input_.empty() && !in_body_; }

 private:
  bool advance() { return in_body_ ? advance_body() : advance_status(); }

  bool advance_status() {
    const auto line = input_.take_line(512);
    EXPECT_TRUE(line.has_value());
    if (line.has_error() || !*line) return false;
    const auto status = wire::parse_status_line((*line)->text);
    EXPECT_TRUE(status.has_value()) << (*line)->text;
    if (status.has_error()) return false;
    read.emplace_back((status->ok ? "+" : "-") + std::string{status->text});
    in_body_ = status->ok && bodies_due_[responses_++];
    if (in_body_) read.emplace_back();
    return true;
  }

  bool advance_body() {
    const auto step = body_.decode(input_.pending());
    read.back().append(input_.pending().data(), step.produced);
    input_.consume(step.consumed);
    in_body_ = !step.finished;
    if (step.finished) body_.reset();
    return step.finished;
  }

  wire::input_buffer input_{16, 1024};
  wire::dot_decoder body_;
  std::vector<bool> bodies_due_;
  std::size_t responses_ = 0;
  bool in_body_ = false;
};

void expect_read(std::string_view octets, const std::vector<bool>& bodies_due,
                 const std::vector<std::string>& expected) {
  testing::feed_all_ways(octets, [&](const testing::pieces& input) {
    transcript_reader reader{bodies_due};
    for (const std::string_view piece : input) reader.feed(piece);
    EXPECT_EQ(reader.read, expected);
    EXPECT_TRUE(reader.drained());
  });
}

TEST(session, example_of_rfc1939_10) {
  expect_read(
      "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n"
      "+OK mrose's maildrop has 2 messages (320 octets)\r\n"
      "+OK 2 320\r\n"
      "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n"
      "+OK 120 octets\r\nFrom: a\r\n\r\n..hidden\r\n.\r\n"
      "+OK message 1 deleted\r\n"
      "+OK 200 octets\r\nFrom: b\r\n.\r\n"
      "+OK message 2 deleted\r\n"
      "+OK dewey POP3 server signing off (maildrop empty)\r\n",
      {false, false, false, true, true, false, true, false, false},
      {"+POP3 server ready <1896.697170952@dbc.mtview.ca.us>", "+mrose's maildrop has 2 messages (320 octets)",
       "+2 320", "+2 messages (320 octets)", "1 120\r\n2 200\r\n", "+120 octets", "From: a\r\n\r\n.hidden\r\n",
       "+message 1 deleted", "+200 octets", "From: b\r\n", "+message 2 deleted",
       "+dewey POP3 server signing off (maildrop empty)"});
}

TEST(session, list_of_one_message_rfc1939_5) {
  expect_read("+OK 2 200\r\n-ERR no such message, only 2 messages in maildrop\r\n", {false, false},
              {"+2 200", "-no such message, only 2 messages in maildrop"});
}

TEST(session, unique_ids_rfc1939_7) {
  expect_read("+OK\r\n1 whqtswO00WBw418f9t5JxYwZ\r\n2 QhdPYR:00WBw1Ph7x7\r\n.\r\n+OK 2 QhdPYR:00WBw1Ph7x7\r\n",
              {true, false}, {"+", "1 whqtswO00WBw418f9t5JxYwZ\r\n2 QhdPYR:00WBw1Ph7x7\r\n", "+2 QhdPYR:00WBw1Ph7x7"});
}

TEST(session, top_of_no_message_rfc1939_7) {
  expect_read("-ERR no such message\r\n+OK\r\nFrom: a\r\n\r\n.\r\n", {true, true},
              {"-no such message", "+", "From: a\r\n\r\n"});
}

TEST(session, capabilities_rfc2449_5) {
  expect_read(
      "+OK Capability list follows\r\nTOP\r\nUSER\r\nSASL CRAM-MD5 KERBEROS_V4\r\nRESP-CODES\r\nLOGIN-DELAY 900\r\n"
      "PIPELINING\r\nEXPIRE 60\r\nUIDL\r\nIMPLEMENTATION Shlemazle-Plotz-v302\r\n.\r\n",
      {true},
      {"+Capability list follows",
       "TOP\r\nUSER\r\nSASL CRAM-MD5 KERBEROS_V4\r\nRESP-CODES\r\nLOGIN-DELAY 900\r\nPIPELINING\r\nEXPIRE "
       "60\r\nUIDL\r\n"
       "IMPLEMENTATION Shlemazle-Plotz-v302\r\n"});
}

TEST(session, languages_rfc6856_3_2) {
  expect_read(
      "+OK Language listing follows:\r\nen English\r\nen-boont English Boontling dialect\r\nde Deutsch\r\nit "
      "Italiano\r\n"
      "es Espa\xc3\xb1ol\r\nsv Svenska\r\n.\r\n-ERR es Idioma <<UGA>> no es conocido\r\n+OK es Idioma cambiado\r\n",
      {true, false, false},
      {"+Language listing follows:",
       "en English\r\nen-boont English Boontling dialect\r\nde Deutsch\r\nit Italiano\r\nes Espa\xc3\xb1ol\r\nsv "
       "Svenska\r\n",
       "-es Idioma <<UGA>> no es conocido", "+es Idioma cambiado"});
}

TEST(session, plain_authentication_rfc5034_6) {
  const auto challenge = wire::parse_challenge("+ ");
  ASSERT_TRUE(challenge.has_value());
  EXPECT_EQ(*challenge, "");
  expect_read("+OK Maildrop locked and ready\r\n", {false}, {"+Maildrop locked and ready"});
}

}  // namespace
}  // namespace pop3kit
