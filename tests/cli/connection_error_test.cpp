#include <gmock/gmock.h>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const std::string& url, const failure& cause) {
  const client_arguments given;
  return connection_error(given, parse_server_url(url), cause).what();
}

TEST(connection_error_text, hints_at_implicit_tls_if_the_server_sends_no_greeting) {
  for (const errc code : {errc::deadline_exceeded, errc::connection_closed}) {
    const failure cause(code, "waiting for the greeting");
    EXPECT_THAT(text_of("pop3://alice@pop.example.org:995", cause),
                EndsWith("; if the port is for implicit TLS, write pop3s://pop.example.org:995"));
    EXPECT_THAT(text_of("pop3s://alice@pop.example.org", cause), Not(HasSubstr("implicit TLS")));
  }
  EXPECT_THAT(text_of("pop3://alice@pop.example.org", failure(errc::connection_closed)), Not(HasSubstr("pop3s")));
}

TEST(connection_error_text, puts_an_ipv6_address_into_brackets) {
  const failure cause(errc::connection_closed);
  EXPECT_THAT(text_of("pop3://alice@[::1]:1110", cause), HasSubstr("[::1]:1110: "));
}

}  // namespace
}  // namespace pop3kit::command
