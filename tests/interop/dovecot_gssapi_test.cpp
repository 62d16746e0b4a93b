#include "dovecot.hpp"
#include "gssapi_fixture.hpp"

namespace pop3kit::interop {
namespace {

/// Our client, and a Dovecot that takes tickets alone.
class dovecot_gssapi : public gssapi_test {
 protected:
  [[nodiscard]] std::string settings() const {
    return "auth_mechanisms = gssapi\nauth_gssapi_hostname = 127.0.0.1\nauth_krb5_keytab = " +
           realm_.file("pop.keytab").string() + "\n" + environment();
  }
  [[nodiscard]] std::string environment() const {
    if (dovecot::is_2_3()) return "import_environment = $import_environment KRB5_CONFIG KRB5RCACHENAME\n";
    return "import_environment {\n  KRB5_CONFIG = " + realm_.file("krb5.conf").string() +
           "\n  KRB5RCACHENAME = \"none:\"\n}\n";
  }
  [[nodiscard]] client_options options(security how = security::stls) const {
    return options_for(how == security::implicit ? server_.tls_port() : server_.port(), how, server_.ca_pem());
  }
  void TearDown() override {
    if (HasFailure()) ADD_FAILURE() << "Dovecot's log:\n" << server_.log();
  }

  dovecot server_{{"Subject: hello\n\nHello.\n"}, settings()};
};

TEST_F(dovecot_gssapi, takes_a_ticket_rfc4752) {
  for (const security how : {security::none, security::stls, security::implicit}) expect_in(options(how));
  auto chosen = options();
  chosen.login.first_response = initial_response::never;
  expect_in(chosen);
}

TEST_F(dovecot_gssapi, refuses_the_ticket_of_another_user) {
  realm_.log_in("bob", "bob.keytab");
  EXPECT_EQ(refused_with(options()).code(), errc::authentication_failed);
}

TEST_F(dovecot_gssapi, refuses_a_ticket_for_another_key) {
  realm_.change_key("pop/127.0.0.1");
  EXPECT_EQ(refused_with(options()).code(), errc::authentication_failed);
}

}  // namespace
}  // namespace pop3kit::interop
