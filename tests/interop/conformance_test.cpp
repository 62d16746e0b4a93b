#include <gmock/gmock.h>

#include <pop3kit/conformance.hpp>
#include <pop3kit/server.hpp>

#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::IsEmpty;

std::vector<std::string> failed(const result<std::vector<conformance_finding>>& verified) {
  std::vector<std::string> checks;
  if (!verified) return {verified.error().message()};
  for (const auto& finding : *verified) {
    if (finding.outcome == verdict::failed) checks.push_back(finding.check + ": " + finding.explanation);
  }
  return checks;
}

class conformance_of_dovecot : public ::testing::TestWithParam<security> {
 protected:
  [[nodiscard]] static client_options options_for(const dovecot& server) {
    const bool implicit = GetParam() == security::implicit;
    client_options made{"127.0.0.1", implicit ? server.tls_port() : server.port(), credentials{"alice", "s3cret"},
                        GetParam()};
    made.tls.ca_pem = server.ca_pem();
    made.tls.use_system_trust = false;
    return made;
  }
};

TEST_P(conformance_of_dovecot, is_whole_on_ordinary_mail) {
  const std::vector<std::string> awkward = awkward_mail(30);
  const dovecot server{{awkward.begin() + 12, awkward.end()}, "pop3_lock_session = yes\n"};
  EXPECT_THAT(failed(verify_conformance(options_for(server), true)), IsEmpty());
}

TEST_P(conformance_of_dovecot, a_dot_in_the_very_first_octet_is_not_stuffed) {
  const dovecot server{{".first\n\nbody\n"}, "pop3_lock_session = yes\n"};
  EXPECT_THAT(
      failed(verify_conformance(options_for(server))),
      ::testing::Contains(::testing::HasSubstr("byte-stuffed: message 1 has a line with a single dot in front")));
}

TEST_P(conformance_of_dovecot, a_second_session_is_refused_only_if_the_maildrop_is_locked) {
  for (const bool locks : {false, true}) {
    const dovecot server{awkward_mail(1), locks ? "pop3_lock_session = yes\n" : ""};
    client first{options_for(server)};
    ASSERT_TRUE(first.connect().has_value());
    client second{options_for(server)};
    const auto connected = second.connect();
    ASSERT_EQ(connected.has_error(), locks);
    if (locks) {
      EXPECT_EQ(connected.error().code(), errc::in_use);
    }
  }
}

EACH_PROTECTION(conformance_of_dovecot);

}  // namespace
}  // namespace pop3kit::interop
