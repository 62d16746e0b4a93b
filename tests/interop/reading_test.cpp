#include <sstream>

#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

class reading : public dovecot_test {
 protected:
  unique_id id_of(sequence_number number) { return mail_.get_message_info(number).value().unique_id.value(); }
};

TEST_P(reading, counts_and_measures_the_maildrop_rfc1939_5_stat) {
  std::uint64_t octets = 0;
  for (std::size_t i = 0; i < message_count; ++i) {
    // Dovecot measures what it stores, and ends a message without a last line end only when sending it.
    octets += served_[i].size() - (files_[i].back() == '\n' ? 0 : 2);
  }
  const auto info = mail_.get_mailbox_info().value();
  EXPECT_EQ(info.message_count, message_count);
  EXPECT_EQ(info.occupied_size, octets);
  EXPECT_EQ(mail_.get_message_count().value(), message_count);
  EXPECT_EQ(mail_.get_mailbox_size().value(), octets);
}

TEST_P(reading, fetches_every_message_octet_by_octet_rfc1939_5_retr) {
  for (std::size_t number = 1; number <= message_count; ++number) {
    const auto message = mail_.fetch_message(number);
    ASSERT_TRUE(message.has_value()) << number << ": " << message.error().message();
    EXPECT_TRUE(same_octets(message->octets(), served(number))) << number;
    EXPECT_EQ(message->subject(), "interop " + std::to_string(number));
  }
}

TEST_P(reading, fetches_by_unique_id_rfc1939_7_uidl) {
  for (const sequence_number number : {1, 7, 150, 300}) {
    EXPECT_TRUE(same_octets(mail_.fetch_message(id_of(number)).value().octets(), served(number))) << number;
  }
}

TEST_P(reading, saves_to_file_stream_and_sink) {
  const scratch_folder folder;
  const auto file = folder.path() / "message.eml";
  for (const sequence_number number : {3, 5, 6, 7, 8, 299}) {
    ASSERT_TRUE(mail_.save_message(number, file).has_value());
    EXPECT_TRUE(same_octets(read_file(file), served(number))) << number;
    std::ostringstream stream;
    ASSERT_TRUE(mail_.save_message(id_of(number), stream).has_value());
    EXPECT_TRUE(same_octets(stream.str(), served(number))) << number;
    std::string sunk;
    const octet_sink sink = [&sunk](std::span<const char> octets) -> result<> {
      sunk.append(octets.data(), octets.size());
      return {};
    };
    ASSERT_TRUE(mail_.save_message(number, sink).has_value());
    EXPECT_TRUE(same_octets(sunk, served(number))) << number;
  }
}

TEST_P(reading, asks_for_headers_and_lines_rfc1939_7_top) {
  for (const sequence_number number : {1, 10, 11, 12, 150, 300}) {
    const auto headers = mail_.get_message_headers(number).value();
    EXPECT_EQ(headers.subject(), "interop " + std::to_string(number));
    EXPECT_EQ(headers.message_id(), std::to_string(number) + "@interop.example.org");
    EXPECT_EQ(mail_.get_message_headers(id_of(number)).value().subject(), headers.subject());
  }
  EXPECT_EQ(mail_.get_message_headers(10).value().find("X-Folded"), "one two\tthree");
  const auto& whole = served(300);
  const auto body = whole.find("\r\n\r\n") + 4;
  const auto second_line_end = whole.find("\r\n", whole.find("\r\n", body) + 2) + 2;
  EXPECT_TRUE(same_octets(mail_.top(300, 2).value(), whole.substr(0, second_line_end)));
}

TEST_P(reading, informs_by_number_and_by_unique_id) {
  const auto by_number = mail_.get_message_info(42).value();
  const auto by_id = mail_.get_message_info(by_number.unique_id.value()).value();
  EXPECT_EQ(by_number.sequence_number, 42U);
  EXPECT_EQ(by_id.sequence_number, 42U);
  EXPECT_EQ(by_id.unique_id, by_number.unique_id);
  EXPECT_EQ(by_id.size, served(42).size());
  EXPECT_EQ(by_id.headers.value().subject(), "interop 42");
  EXPECT_EQ(mail_.get_message_size(42).value(), served(42).size());
}

TEST_P(reading, learns_what_the_server_can_do_rfc2449_5) {
  const auto known = mail_.get_capabilities().value();
  EXPECT_TRUE(known.has("UIDL"));
  EXPECT_TRUE(known.has("TOP"));
  EXPECT_TRUE(known.has("PIPELINING"));
}

TEST_P(reading, noop_and_quit_rfc1939_5) {
  EXPECT_TRUE(mail_.connect().has_value());
  EXPECT_TRUE(mail_.noop().has_value());
  EXPECT_TRUE(mail_.validate_credentials().has_value());
  EXPECT_TRUE(mail_.quit().has_value());
}

TEST_P(reading, an_unknown_message_is_refused_and_the_session_goes_on) {
  const auto beyond = mail_.fetch_message(message_count + 1);
  ASSERT_TRUE(beyond.has_error());
  EXPECT_EQ(beyond.error().code(), errc::no_such_message);
  EXPECT_TRUE(beyond.error().session_usable());
  const auto unheard_of = mail_.fetch_message(unique_id{"unheard-of"});
  ASSERT_TRUE(unheard_of.has_error());
  EXPECT_EQ(unheard_of.error().code(), errc::no_such_message);
  EXPECT_TRUE(mail_.noop().has_value());
}

TEST_P(reading, a_nul_comes_as_it_is) {
  using namespace std::string_literals;
  const dovecot server{{"Subject: NUL\n\nbefore\0behind\nnext\n"s}};
  client mail{options_for(server)};
  EXPECT_TRUE(same_octets(mail.fetch_message(1).value().octets(), "Subject: NUL\r\n\r\nbefore\0behind\r\nnext\r\n"s));
}

EACH_PROTECTION(reading);

}  // namespace
}  // namespace pop3kit::interop
