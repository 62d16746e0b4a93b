#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

struct peer_mechanism {
  peer_kind kind;
  std::string mechanism;
};

void PrintTo(const peer_mechanism& which, std::ostream* out) {
  *out << which.kind.name << ' ' << which.mechanism;
}

class peer_authentication : public ::testing::TestWithParam<peer_mechanism> {
 protected:
  void SetUp() override { need_root(); }
};

TEST_P(peer_authentication, lets_in_the_right_password_and_no_other) {
  const auto& [kind, mechanism] = GetParam();
  const auto server = kind.start({"Subject: hello\n\nHello.\n"});
  for (const auto how : kind.protections) {
    auto chosen = server->options(how);
    chosen.login.mechanism = mechanism;
    client mail{chosen};
    if (mechanism == "APOP" && how == security::stls) {
      // RFC 2595 section 4: its timestamp came before TLS.
      EXPECT_EQ(mail.connect().error().code(), errc::mechanism_unavailable);
      continue;
    }
    const auto count = mail.get_message_count();
    ASSERT_TRUE(count.has_value()) << count.error().message();
    EXPECT_EQ(*count, 1U);
    EXPECT_TRUE(mail.quit().has_value());
  }
  auto wrong = server->options(kind.protections.back());
  wrong.login.mechanism = mechanism;
  wrong.login.password = "guess";
  client stranger{wrong};
  const auto refused = stranger.connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::authentication_failed) << refused.error().message();
}

std::vector<peer_mechanism> mechanisms_of(const peer_kind& kind) {
  std::vector<peer_mechanism> all{{kind, "USER"}};
  for (const auto& each : kind.mechanisms) all.push_back({kind, each});
  return all;
}

std::string name_of(const ::testing::TestParamInfo<peer_mechanism>& test) {
  return mechanism_name({test.param.mechanism, test.index});
}

INSTANTIATE_TEST_SUITE_P(courier, peer_authentication, ::testing::ValuesIn(mechanisms_of(courier())), name_of);
INSTANTIATE_TEST_SUITE_P(cyrus, peer_authentication, ::testing::ValuesIn(mechanisms_of(cyrus())), name_of);
INSTANTIATE_TEST_SUITE_P(popa3d, peer_authentication, ::testing::ValuesIn(mechanisms_of(popa3d())), name_of);

}  // namespace
}  // namespace pop3kit::interop
