#include <numeric>
#include <sstream>

#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

class peer_reading : public peer_test {};

TEST_P(peer_reading, counts_and_measures_the_maildrop_rfc1939_5_stat) {
  client mail{options()};
  const auto info = mail.get_mailbox_info().value();
  EXPECT_EQ(info.message_count, message_count);
  EXPECT_EQ(mail.get_message_count().value(), message_count);
  EXPECT_EQ(mail.get_mailbox_size().value(), info.occupied_size);
  std::uint64_t octets = 0;
  for (std::size_t number = 1; number <= message_count; ++number) octets += mail.get_message_size(number).value();
  EXPECT_EQ(info.occupied_size, octets);
}

TEST_P(peer_reading, goes_on_beside_a_second_session) {
  client first{options()};
  client second{options()};
  ASSERT_TRUE(first.connect().has_value());
  ASSERT_TRUE(second.connect().has_value());
  EXPECT_EQ(first.get_message_count().value(), message_count);
  EXPECT_EQ(second.get_message_count().value(), message_count);
}

TEST_P(peer_reading, fetches_every_message_octet_for_octet_rfc1939_5_retr) {
  client mail{options()};
  const auto ids = mail.list_unique_ids().value();
  ASSERT_EQ(ids.size(), message_count);
  for (std::size_t number = 1; number <= message_count; ++number) {
    const auto message = mail.fetch_message(number);
    ASSERT_TRUE(message.has_value()) << number << ": " << message.error().message();
    EXPECT_TRUE(same_octets(message->octets(), served(number))) << number;
    EXPECT_EQ(message->subject(), "interop " + std::to_string(number));
    const auto again = mail.fetch_message(ids[number - 1].unique_id.value());
    EXPECT_TRUE(same_octets(again.value().octets(), served(number))) << number;
  }
}

TEST_P(peer_reading, saves_to_file_stream_and_sink) {
  client mail{options()};
  const scratch_folder folder;
  const auto file = folder.path() / "message.eml";
  for (const sequence_number number : {3, 5, 6, 7, 8, 40}) {
    ASSERT_TRUE(mail.save_message(number, file).has_value());
    EXPECT_TRUE(same_octets(read_file(file), served(number))) << number;
    std::ostringstream stream;
    ASSERT_TRUE(mail.save_message(number, stream).has_value());
    EXPECT_TRUE(same_octets(stream.str(), served(number))) << number;
    std::string sunk;
    const octet_sink sink = [&sunk](std::span<const char> octets) -> result<> {
      sunk.append(octets.data(), octets.size());
      return {};
    };
    ASSERT_TRUE(mail.save_message(number, sink).has_value());
    EXPECT_TRUE(same_octets(sunk, served(number))) << number;
  }
}

TEST_P(peer_reading, asks_for_headers_lines_and_facts_rfc1939_7_top) {
  client mail{options()};
  for (const sequence_number number : {1, 10, 11, 12, 40}) {
    const auto headers = mail.get_message_headers(number).value();
    EXPECT_EQ(headers.subject(), "interop " + std::to_string(number));
    EXPECT_EQ(headers.message_id(), std::to_string(number) + "@interop.example.org");
    const auto info = mail.get_message_info(number).value();
    EXPECT_EQ(info.sequence_number, number);
    EXPECT_EQ(info.headers.value().subject(), headers.subject());
    EXPECT_EQ(mail.get_message_info(info.unique_id.value()).value().sequence_number, number);
    EXPECT_EQ(mail.get_message_headers(info.unique_id.value()).value().subject(), headers.subject());
    EXPECT_EQ(mail.get_message_size(number).value(), info.size);
  }
  const auto& whole = served(40);
  const auto body = whole.find("\r\n\r\n") + 4;
  const auto second_line_end = whole.find("\r\n", whole.find("\r\n", body) + 2) + 2;
  EXPECT_TRUE(same_octets(mail.top(40, 2).value(), whole.substr(0, second_line_end)));
}

TEST_P(peer_reading, learns_what_the_server_can_do_and_takes_leave_rfc2449_5) {
  client mail{options()};
  const auto known = mail.get_capabilities();
  ASSERT_TRUE(known.has_value()) << known.error().message();
  EXPECT_EQ(known->has("UIDL"), kind().announces_capabilities);
  EXPECT_EQ(known->has("PIPELINING"), kind().announces_capabilities);
  EXPECT_TRUE(mail.noop().has_value());
  EXPECT_TRUE(mail.validate_credentials().has_value());
  EXPECT_TRUE(mail.quit().has_value());
}

TEST_P(peer_reading, an_unknown_message_is_refused_and_the_session_goes_on) {
  client mail{options()};
  const auto beyond = mail.fetch_message(message_count + 1);
  ASSERT_TRUE(beyond.has_error());
  EXPECT_EQ(beyond.error().code(), unknown_message());
  EXPECT_TRUE(beyond.error().session_usable());
  const auto unheard_of = mail.fetch_message(unique_id{"unheard-of"});
  ASSERT_TRUE(unheard_of.has_error());
  EXPECT_EQ(unheard_of.error().code(), errc::no_such_message);
  EXPECT_TRUE(mail.noop().has_value());
}

TEST_P(peer_reading, a_nul_is_what_the_server_makes_of_it) {
  using namespace std::string_literals;
  const auto server = kind().start({"Subject: NUL\n\nbefore\0behind\nnext\n"s});
  client mail{server->options(std::get<security>(GetParam()))};
  const auto message = mail.fetch_message(1);
  ASSERT_TRUE(message.has_value()) << message.error().message();
  EXPECT_TRUE(same_octets(message->octets(), "Subject: NUL\r\n\r\n" + kind().nul_sent));
}

EACH_PEER(peer_reading);

}  // namespace
}  // namespace pop3kit::interop
