#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command_fixture.hpp"
#include "support/toy_proxy.hpp"

namespace pop3kit::test {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A port of 127.0.0.1 that accepts connections and never sends anything.
class silent_port {
 public:
  silent_port() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);  // NOLINT(*-reinterpret-cast): as POSIX has it
    if (::bind(socket_, any, length) != 0 || ::listen(socket_, 16) != 0) throw std::runtime_error("listen");
    if (::getsockname(socket_, any, &length) != 0) throw std::runtime_error("getsockname");
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  silent_port(const silent_port&) = delete;
  silent_port& operator=(const silent_port&) = delete;
  ~silent_port() { ::close(socket_); }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  int socket_;
  std::string address_;
};

/// The options of `pop3kit verify`.
class verify_options : public command_test {
 protected:
  void SetUp() override { serve(three_messages()); }
  [[nodiscard]] command_run verify_at(const std::string& url, const std::vector<std::string>& more) const {
    std::vector<std::string> words{"verify", url, "--password-file", folder().write("password", "s3cret\n")};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
};

TEST_F(verify_options, every_connection_goes_through_the_proxy) {
  for (const proxy_kind kind : {proxy_kind::socks5, proxy_kind::socks4a, proxy_kind::http}) {
    const testing::toy_proxy proxy(kind);
    const std::string scheme = kind == proxy_kind::http ? "http" : kind == proxy_kind::socks5 ? "socks5" : "socks4a";
    const std::string port = std::to_string(served().port().value());
    const command_run got =
        plain("verify", {"--proxy", scheme + "://127.0.0.1:" + std::to_string(proxy.port()), "--quiet"});
    EXPECT_EQ(got.status, 0) << got.err << got.out;
    EXPECT_THAT(proxy.targets(), AllOf(Not(IsEmpty()), Each(EndsWith(":" + port))));
  }
}

TEST_F(verify_options, an_unreachable_proxy_is_not_bypassed) {
  const command_run got = plain("verify", {"--proxy", "socks5://127.0.0.1:1"});
  expect_failure(got, 3);
  EXPECT_THAT(got.err, HasSubstr("the proxy cannot be reached"));
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(verify_options, the_timeout_bounds_connecting_and_the_tls_handshake) {
  const silent_port silent;
  const std::string server = "pop3://alice@127.0.0.1:1";
  const command_run proxied =
      verify_at(server, {"--plaintext", "--timeout", "200ms", "--proxy", "http://" + silent.address()});
  expect_failure(proxied, 7);
  EXPECT_THAT(proxied.err, HasSubstr("no connection in time"));
  const command_run secured = verify_at("pop3s://alice@" + silent.address(), {"--timeout", "200ms"});
  expect_failure(secured, 7);
  EXPECT_THAT(secured.err, HasSubstr("the TLS handshake did not end in time"));
}

TEST_F(verify_options, the_minimum_version_and_the_certificate_are_used) {
  serve(three_messages(), "tls = { { maximum = \"1.2\" } },");
  expect_failure(secure("verify", {"--tls-minimum", "1.3"}), 3);
  const std::string certificate = folder().write("certificate", "-----BEGIN CERTIFICATE-----\n");
  const std::string key = folder().write("key", "-----BEGIN PRIVATE KEY-----\n");
  const command_run unusable = secure("verify", {"--certificate", certificate, "--private-key", key});
  expect_failure(unusable, 2);
  EXPECT_THAT(unusable.err, HasSubstr("--certificate '" + certificate + "': holds no certificate in PEM"));
}

TEST_F(verify_options, what_the_checks_cannot_follow_is_a_usage_error) {
  for (const std::vector<std::string>& each : std::vector<std::vector<std::string>>{{"--auth", "PLAIN"},
                                                                                    {"--token-env", "HOME"},
                                                                                    {"--connections", "2"},
                                                                                    {"--multi", "enable"},
                                                                                    {"--reconnect", "1"},
                                                                                    {"--pipelining", "off"},
                                                                                    {"--trace", "file"}}) {
    const command_run got = plain("verify", each);
    expect_failure(got, 2);
    EXPECT_THAT(got.err, HasSubstr(each.front()));
  }
  const std::string address = plain_url().substr(std::string("pop3://alice").size());
  const command_run by_url = verify_at("pop3://alice;AUTH=PLAIN" + address, {"--plaintext"});
  expect_failure(by_url, 2);
  EXPECT_THAT(by_url.err, HasSubstr("AUTH=PLAIN"));
  EXPECT_THAT(served().journal(), IsEmpty());
}

}  // namespace
}  // namespace pop3kit::test
