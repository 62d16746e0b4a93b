#pragma once

#include <gmock/gmock.h>

#include <pop3kit/client.hpp>
#include <string>

#include "kerberos_realm.hpp"

namespace pop3kit::interop {

/// A realm with two users, one of them with a ticket, and a mail server's key, and our client.
class gssapi_test : public ::testing::Test {
 protected:
  gssapi_test() {
    realm_.add("alice", "alice.keytab");
    realm_.add("bob", "bob.keytab");
    realm_.add("pop/127.0.0.1", "pop.keytab");
    realm_.log_in("alice", "alice.keytab");
  }

  /// As alice, by her ticket.
  [[nodiscard]] static client_options options_for(std::uint16_t port, security how, const std::string& ca_pem) {
    client_options made{"127.0.0.1", port, credentials{"alice", ""}, how};
    made.login.mechanism = "GSSAPI";
    made.tls.ca_pem = ca_pem;
    made.tls.use_system_trust = false;
    return made;
  }
  static void expect_in(const client_options& chosen) {
    client mail{chosen};
    const auto count = mail.get_message_count();
    EXPECT_TRUE(count.has_value()) << count.error().message();
    EXPECT_EQ(count.has_value() ? *count : 0U, 1U);
  }
  [[nodiscard]] static failure refused_with(const client_options& chosen) {
    client mail{chosen};
    const auto done = mail.connect();
    EXPECT_TRUE(done.has_error());
    return done ? failure(errc::script_failed) : done.error();
  }

  kerberos_realm realm_;
};

}  // namespace pop3kit::interop
