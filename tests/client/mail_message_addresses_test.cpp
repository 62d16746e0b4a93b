#include <gmock/gmock.h>

#include <vector>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

auto is_address(const std::string& name, const std::string& address) {
  return AllOf(Field(&mail_address::name, name), Field(&mail_address::address, address));
}

std::vector<mail_address> to(const std::string& value) {
  return testing::parse_text("To: " + value + "\n\n").to();
}

TEST(mail_message_addresses, have_names_and_addr_specs_rfc5322_3_4) {
  EXPECT_THAT(to("Alice <alice@example.org>, bob@example.org, \"Doe, \\\"JD\\\" Jane\" <jane@example.org>"),
              ElementsAre(is_address("Alice", "alice@example.org"), is_address("", "bob@example.org"),
                          is_address("Doe, \"JD\" Jane", "jane@example.org")));
}

TEST(mail_message_addresses, decode_names) {
  EXPECT_THAT(to("=?utf-8?Q?Doe=2C_J=C3=BCrg?= <j@example.org>, \"=?iso-8859-1?Q?Zo=EB?=\" <z@example.org>"),
              ElementsAre(is_address("Doe, Jürg", "j@example.org"), is_address("Zoë", "z@example.org")));
  EXPECT_THAT(testing::parse_file("raw_latin1").from(), ElementsAre(is_address("André", "andre@example.org")));
  EXPECT_THAT(testing::parse_file("words_split_in_characters").from(),
              ElementsAre(is_address("Jürg", "juerg@example.org")));
}

TEST(mail_message_addresses, dissolve_groups) {
  EXPECT_THAT(
      to("Team: a@example.org, B <b@example.org>;, c@example.org"),
      ElementsAre(is_address("", "a@example.org"), is_address("B", "b@example.org"), is_address("", "c@example.org")));
  EXPECT_THAT(to("undisclosed-recipients:;"), IsEmpty());
}

TEST(mail_message_addresses, take_a_comment_for_a_missing_name_rfc5322_4_4) {
  EXPECT_THAT(to("old@example.org (Old (very) Style)"), ElementsAre(is_address("Old (very) Style", "old@example.org")));
  EXPECT_THAT(to("(c) New (d) <new@example.org> (e)"), ElementsAre(is_address("New", "new@example.org")));
}

TEST(mail_message_addresses, leave_out_routes_and_blanks_rfc5322_4_4) {
  EXPECT_THAT(to("R <@one.example,@two.example:r@example.org>, s @ example . org"),
              ElementsAre(is_address("R", "r@example.org"), is_address("", "s@example.org")));
}

TEST(mail_message_addresses, keep_quoted_local_parts_and_domain_literals) {
  EXPECT_THAT(to("\"john doe\"@example.org, x@[IPv6:2001:db8::1], <y@[192.0.2.1]>"),
              ElementsAre(is_address("", "\"john doe\"@example.org"), is_address("", "x@[IPv6:2001:db8::1]"),
                          is_address("", "y@[192.0.2.1]")));
}

TEST(mail_message_addresses, give_what_is_no_address_as_a_name) {
  EXPECT_THAT(to("root"), ElementsAre(is_address("", "root")));
  EXPECT_THAT(to("Everybody in the office"), ElementsAre(is_address("Everybody in the office", "")));
  EXPECT_THAT(to("Postmaster <>"), ElementsAre(is_address("Postmaster", "")));
}

TEST(mail_message_addresses, that_are_malformed_are_names_as_written) {
  EXPECT_THAT(
      to("<<double@x.org>>, a@b@c, bob@example.org"),
      ElementsAre(is_address("<<double@x.org>>", ""), is_address("a@b@c", ""), is_address("", "bob@example.org")));
  EXPECT_THAT(to("Alice <a@b@c>, @example.org, alice@, Team: x@y@z;"),
              ElementsAre(is_address("Alice <a@b@c>", ""), is_address("@example.org", ""), is_address("alice@", ""),
                          is_address("x@y@z", "")));
  EXPECT_THAT(to("\"a@b\"@example.org"), ElementsAre(is_address("", "\"a@b\"@example.org")));
}

TEST(mail_message_addresses, leave_out_an_empty_pair_of_angle_brackets) {
  EXPECT_THAT(testing::parse_text("Reply-To: <>\n\n").reply_to(), IsEmpty());
  EXPECT_THAT(to("<>, bob@example.org"), ElementsAre(is_address("", "bob@example.org")));
}

TEST(mail_message_addresses, of_several_fields_stand_together) {
  const auto message = testing::parse_file("duplicate_fields");
  EXPECT_THAT(message.to(), ElementsAre(is_address("", "bob@example.org"), is_address("", "carol@example.org"),
                                        is_address("", "dave@example.org")));
}

TEST(mail_message_addresses, come_from_their_own_fields) {
  const auto message = testing::parse_text("Cc: c@example.org\nReply-To: R <r@example.org>\n\n");
  EXPECT_THAT(message.cc(), ElementsAre(is_address("", "c@example.org")));
  EXPECT_THAT(message.reply_to(), ElementsAre(is_address("R", "r@example.org")));
  EXPECT_THAT(message.from(), IsEmpty());
}

TEST(mail_message_addresses, survive_what_never_closes) {
  for (const char* value : {"\"open", "(open", "<open", "[open", "a@[b", "\\", "\"\\", "<", "\"", "(((", ":", ";;;",
                            ",", "a:b:c", "<<>>", "@", "=?"}) {
    for (const mail_address& address : to(value)) EXPECT_LE(address.name.size() + address.address.size(), 5U) << value;
  }
}

}  // namespace
}  // namespace pop3kit
