#include <gmock/gmock.h>

#include <chrono>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <thread>

#include "child_process.hpp"
#include "free_port.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::HasSubstr;

/// Our client, proxies that others wrote, and our server.
class proxy_peer : public ::testing::Test {
 protected:
  proxy_peer()
      : server_(scenario::parse("return scenario { accounts = { alice = { password = 's3cret', mailbox = {"
                                " generate { count = 25, size = '40 KiB' } } } } }",
                                "proxies.lua")
                    .value()) {
    server_.start().value();
  }

  void run_microsocks(const std::vector<std::string>& more = {}) {
    port_ = free_port();
    std::vector<std::string> command{POP3KIT_MICROSOCKS, "-i", "127.0.0.1", "-p", std::to_string(port_)};
    command.insert(command.end(), more.begin(), more.end());
    launch(command);
  }

  void run_tinyproxy(const std::string& more = "") {
    port_ = free_port();
    const auto file = folder_.write(
        "tinyproxy.conf", "Port " + std::to_string(port_) + "\nListen 127.0.0.1\nTimeout 60\nLogLevel Error\n" + more);
    launch({POP3KIT_TINYPROXY, "-d", "-c", file.string()});
  }

  [[nodiscard]] client_options options(proxy_kind kind, security how = security::stls) const {
    const auto port = how == security::implicit ? server_.tls_port() : server_.port();
    client_options made{"localhost", port.value(), credentials{"alice", "s3cret"}, how};
    made.tls.ca_pem = server_.ca_pem();
    made.proxy = proxy_options(kind, "127.0.0.1", port_);
    return made;
  }

  void expect_every_message(const client_options& how) const {
    client mail{how};
    std::uint64_t octets = 0;
    const auto report = mail.fetch_messages([&octets](const message_info&, const result<mail_message>& each) {
      if (each) octets += each->octets().size();
      return result<>{};
    });
    ASSERT_TRUE(report.has_value()) << report.error().message();
    EXPECT_EQ(octets, mail.get_mailbox_size().value());
  }

  [[nodiscard]] static errc failure_of(const client_options& how) {
    const auto refused = client{how}.connect();
    return refused.has_error() ? static_cast<errc>(refused.error().code().value()) : errc::script_failed;
  }

  server server_;
  scratch_folder folder_;
  std::uint16_t port_ = 0;

 private:
  void launch(const std::vector<std::string>& command) {
    process_ = std::make_unique<child_process>(command, child_process::listen_to::standard_error);
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!answers(port_) && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  }

  std::unique_ptr<child_process> process_;
};

class microsocks : public proxy_peer {};

TEST_F(microsocks, relays_in_each_protection_rfc1928) {
  run_microsocks();
  for (const security how : {security::none, security::stls, security::implicit}) {
    expect_every_message(options(proxy_kind::socks5, how));
  }
}

TEST_F(microsocks, takes_user_name_and_password_rfc1929) {
  run_microsocks({"-u", "alice", "-P", "pr0xy"});
  auto chosen = options(proxy_kind::socks5);
  EXPECT_EQ(failure_of(chosen), errc::proxy_authentication_required);
  chosen.proxy->user = "alice";
  chosen.proxy->password = "guess";
  EXPECT_EQ(failure_of(chosen), errc::proxy_authentication_failed);
  chosen.proxy->password = "pr0xy";
  expect_every_message(chosen);
}

TEST_F(microsocks, reports_that_the_server_refuses_connections) {
  run_microsocks();
  auto chosen = options(proxy_kind::socks5);
  chosen.port = free_port();
  EXPECT_EQ(failure_of(chosen), errc::proxy_connection_refused);
}

class tinyproxy : public proxy_peer {};

TEST_F(tinyproxy, relays_in_each_protection_rfc9110_9_3_6) {
  run_tinyproxy();
  for (const security how : {security::none, security::stls, security::implicit}) {
    expect_every_message(options(proxy_kind::http, how));
  }
}

TEST_F(tinyproxy, takes_basic_credentials_rfc7617) {
  run_tinyproxy("BasicAuth alice pr0xy\n");
  auto chosen = options(proxy_kind::http);
  EXPECT_EQ(failure_of(chosen), errc::proxy_authentication_required);
  chosen.proxy->user = "alice";
  chosen.proxy->password = "pr0xy";
  expect_every_message(chosen);
}

TEST_F(tinyproxy, says_what_it_does_not_allow) {
  run_tinyproxy("ConnectPort 443\n");
  const auto refused = client{options(proxy_kind::http)}.connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::proxy_not_allowed);
  EXPECT_THAT(refused.error().detail(), HasSubstr("403"));
}

}  // namespace
}  // namespace pop3kit::interop
