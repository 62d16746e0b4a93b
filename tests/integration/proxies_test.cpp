#include <gmock/gmock.h>

#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

#include "support/toy_proxy.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class proxies : public ::testing::TestWithParam<proxy_kind> {
 protected:
  proxies()
      : server_(scenario::parse("return scenario { accounts = { alice = { password = 's3cret', mailbox = {"
                                " generate { count = 30, size = '2 KiB' } }, lock = false } } }",
                                "proxies.lua")
                    .value()) {
    server_.start().value();
  }

  [[nodiscard]] client_options options(const toy_proxy& proxy, security how = security::stls) {
    const auto port = how == security::implicit ? server_.tls_port() : server_.port();
    client_options made{"localhost", port.value(), credentials{"alice", "s3cret"}, how};
    made.tls.ca_pem = server_.ca_pem();
    made.tls.use_system_trust = false;
    made.proxy = proxy.options();
    made.trace = [this](const trace_event& event) { told_ += event.text + "\n"; };
    return made;
  }

  server server_;
  std::string told_;
};

std::string name_of(const ::testing::TestParamInfo<proxy_kind>& each) {
  if (each.param == proxy_kind::socks4a) return "socks4a";
  return each.param == proxy_kind::socks5 ? "socks5" : "http";
}

INSTANTIATE_TEST_SUITE_P(by, proxies, ::testing::Values(proxy_kind::socks4a, proxy_kind::socks5, proxy_kind::http),
                         name_of);

TEST_P(proxies, lead_to_the_server_in_each_protection) {
  const toy_proxy proxy(GetParam());
  for (const security how : {security::none, security::stls, security::implicit}) {
    client mail{options(proxy, how)};
    const auto count = mail.get_message_count();
    ASSERT_TRUE(count.has_value()) << count.error().message();
    EXPECT_EQ(*count, 30U);
  }
  const std::string plain = "localhost:" + std::to_string(server_.port().value());
  const std::string tls = "localhost:" + std::to_string(server_.tls_port().value());
  EXPECT_THAT(proxy.targets(), ElementsAre(plain, plain, tls)) << "the proxy resolves names";
}

TEST_P(proxies, lead_there_on_every_connection) {
  const toy_proxy proxy(GetParam());
  auto several = options(proxy);
  several.multi = multi_connection::enable;
  several.connections_quantity = 3;
  client mail{several};
  EXPECT_EQ(mail.list_messages().value().size(), 30U);
  EXPECT_EQ(proxy.targets().size(), 3U);
}

TEST_P(proxies, connect_to_an_address) {
  const toy_proxy proxy(GetParam());
  auto chosen = options(proxy);
  chosen.host = "127.0.0.1";
  EXPECT_TRUE(client{chosen}.connect().has_value());
}

TEST_P(proxies, unreachable_proxy_and_unreachable_server_give_different_errors) {
  std::uint16_t port = 0;
  {
    const toy_proxy gone(GetParam());
    port = gone.port();
  }
  const toy_proxy proxy(GetParam());
  auto chosen = options(proxy);
  chosen.proxy->port = port;
  const auto failed = client{chosen}.connect();
  ASSERT_TRUE(failed.has_error());
  EXPECT_EQ(failed.error().code(), errc::proxy_unreachable);
  EXPECT_THAT(failed.error().detail(), HasSubstr("127.0.0.1:" + std::to_string(port)));
}

class proxy_logins : public proxies {};

INSTANTIATE_TEST_SUITE_P(by, proxy_logins, ::testing::Values(proxy_kind::socks5, proxy_kind::http), name_of);

TEST_P(proxy_logins, take_user_name_and_password_and_do_not_show_them) {
  const toy_proxy proxy(GetParam(), "alice", "pr0xy");
  EXPECT_TRUE(client{options(proxy)}.connect().has_value());
  EXPECT_THAT(told_, HasSubstr(" by the proxy 127.0.0.1:"));
  EXPECT_THAT(told_, Not(HasSubstr("pr0xy")));
  EXPECT_THAT(told_, Not(HasSubstr("YWxpY2U6cHIweHk")));
}

TEST_P(proxy_logins, missing_and_wrong_ones_give_different_errors) {
  const toy_proxy proxy(GetParam(), "alice", "pr0xy");
  auto chosen = options(proxy);
  chosen.proxy->password = "guess";
  EXPECT_EQ(client{chosen}.connect().error().code(), errc::proxy_authentication_failed);
  chosen.proxy->user.clear();
  chosen.proxy->password.clear();
  EXPECT_EQ(client{chosen}.connect().error().code(), errc::proxy_authentication_required);
  EXPECT_THAT(proxy.targets(), IsEmpty());
}

TEST_P(proxy_logins, what_cannot_be_sent_is_refused_before_connecting) {
  const toy_proxy proxy(GetParam());
  auto chosen = options(proxy);
  chosen.proxy->user = "alice\r\nX-Evil: 1";
  const auto refused = client{chosen}.connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::invalid_proxy);
  EXPECT_EQ(refused.error().kind(), fault::misuse);
  chosen.proxy->user.clear();
  chosen.proxy->password = "of nobody";
  EXPECT_EQ(client{chosen}.connect().error().code(), errc::invalid_proxy);
}

}  // namespace
}  // namespace pop3kit::testing
