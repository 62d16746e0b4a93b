#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <pop3kit/client.hpp>
#include <string>

#include "awkward_mail.hpp"
#include "dovecot.hpp"
#include "octets.hpp"

namespace pop3kit::interop {

/// A few hundred messages on a Dovecot of the test's own; each test runs once for each kind of protection.
class dovecot_test : public ::testing::TestWithParam<security> {
 protected:
  static constexpr std::size_t message_count = 300;

  [[nodiscard]] client_options options() const { return options_for(server_); }

  [[nodiscard]] static client_options options_for(const dovecot& server) {
    const bool implicit = GetParam() == security::implicit;
    client_options made{"127.0.0.1", implicit ? server.tls_port() : server.port(), credentials{"alice", "s3cret"},
                        GetParam()};
    made.tls.ca_pem = server.ca_pem();
    made.tls.use_system_trust = false;
    return made;
  }

  /// What message `number` is on the wire.
  [[nodiscard]] const std::string& served(std::size_t number) const { return served_.at(number - 1); }

  void TearDown() override {
    if (HasFailure()) ADD_FAILURE() << "Dovecot's log:\n" << server_.log();
  }

  std::vector<std::string> files_ = awkward_mail(message_count);
  std::vector<std::string> served_ = [this] {
    std::vector<std::string> all;
    for (const auto& file : files_) all.push_back(as_served(file));
    return all;
  }();
  dovecot server_{files_};
  client mail_{options()};
};

inline std::string protection_name(const ::testing::TestParamInfo<security>& parameter) {
  switch (parameter.param) {
    case security::none:
      return "plain";
    case security::stls:
      return "stls";
    default:
      return "implicit_tls";
  }
}

/// A mechanism as the name of a test.
inline std::string mechanism_name(const ::testing::TestParamInfo<std::string>& parameter) {
  std::string name = parameter.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

#define EACH_PROTECTION(suite)                                                                                    \
  INSTANTIATE_TEST_SUITE_P(dovecot, suite, ::testing::Values(security::none, security::stls, security::implicit), \
                           protection_name)

}  // namespace pop3kit::interop
