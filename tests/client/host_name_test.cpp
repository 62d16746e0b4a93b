#include "session/host_name.hpp"

#include <gmock/gmock.h>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

using engine::to_wire_host;

TEST(wire_host, of_ascii_is_the_host_itself) {
  for (const char* host : {"pop.example.org", "POP.Example.ORG", "under_score", "127.0.0.1", "::1", "fe80::1%eth0",
                           "xn--bcher-kva.example", "[not an address]", "[]", "[127.0.0.1]"}) {
    EXPECT_EQ(to_wire_host(host), host);
  }
}

TEST(wire_host, of_an_ipv6_address_has_no_brackets_rfc3986_3_2_2) {
  EXPECT_EQ(to_wire_host("[::1]"), "::1");
  EXPECT_EQ(to_wire_host("[2001:db8::7]"), "2001:db8::7");
}

TEST(wire_host, of_an_internationalised_name_is_its_a_labels_rfc5890_2_3_2_1) {
  EXPECT_EQ(to_wire_host("b\u00FCcher.example"), "xn--bcher-kva.example");
  EXPECT_EQ(to_wire_host("B\u00DCCHER.example"), "xn--bcher-kva.example") << "mapped to lower case";
  EXPECT_EQ(to_wire_host("fa\u00DF.example"), "xn--fa-hia.example") << "nontransitional";
  EXPECT_EQ(to_wire_host("pop.\u4F8B\u3048.\u30C6\u30B9\u30C8"), "pop.xn--r8jz45g.xn--zckzah");
  EXPECT_EQ(to_wire_host("b\u00FCcher\u3002example"), "xn--bcher-kva.example") << "an ideographic full stop";
  EXPECT_EQ(to_wire_host("b\u00FCcher.example."), "xn--bcher-kva.example.");
}

TEST(wire_host, is_nothing_for_what_uts46_does_not_allow) {
  EXPECT_EQ(to_wire_host("b\xFC"
                         "cher.example"),
            std::nullopt)
      << "no UTF-8";
  EXPECT_EQ(to_wire_host("\u00FC b.example"), std::nullopt) << "a space";
  EXPECT_EQ(to_wire_host("\u0301a.example"), std::nullopt) << "begins with a combining mark";
  EXPECT_EQ(to_wire_host("\u05D0a.example"), std::nullopt) << "mixed directions";
  EXPECT_EQ(to_wire_host("\u00FC..example"), std::nullopt) << "an empty label";
  std::string endless;
  for (int i = 0; i < 3000; ++i) endless += "\u00FC";
  EXPECT_EQ(to_wire_host(endless), std::nullopt);
}

TEST(host, that_is_no_name_is_an_invalid_option) {
  for (const bool of_proxy : {false, true}) {
    client_stage stage;
    if (of_proxy) stage.options.proxy = proxy_options(proxy_kind::socks5, "\u0301a.example", 1080);
    if (!of_proxy) stage.options.host = "\u0301a.example";
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::invalid_option);
    EXPECT_EQ(why.detail(), std::string("client_options::") + (of_proxy ? "proxy." : "") +
                                "host is no domain name that UTS 46 allows");
    EXPECT_EQ(stage.connections(), 0U);
  }
}

TEST(host, beyond_ascii_is_sent_to_a_proxy_as_a_labels) {
  client_stage stage;
  stage.options.host = "b\u00FCcher.example";
  stage.options.proxy = proxy_options(proxy_kind::http, "proxy.example.org", 3128);
  const std::vector<step> tunnel{step::expect_octets("CONNECT xn--bcher-kva.example:110 HTTP/1.1\r\n"
                                                     "Host: xn--bcher-kva.example:110\r\n\r\n"),
                                 step::send("HTTP/1.1 200 OK\r\n\r\n")};
  stage.serve(tunnel + logged_in());
  EXPECT_TRUE(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

net::asio::awaitable<outcome<net::stream_ptr>> no_connection() {
  co_return errc::host_not_found;
}

/// The hosts that a client connects to.
std::vector<std::string> hosts_asked_for(const client_options& options) {
  asio::io_context context;
  net::virtual_clock time;
  std::vector<std::string> asked;
  engine::connector noting = [&asked](std::string host, std::uint16_t, std::string&) {
    asked.push_back(std::move(host));
    return no_connection();
  };
  async_client mail = engine::client_access::make(context.get_executor(), options, std::move(noting), time);
  EXPECT_FALSE(testing::run(context, time, mail.connect()));
  return asked;
}

TEST(host, may_be_an_ipv6_address_with_and_without_brackets) {
  for (const char* host : {"::1", "[::1]"}) {
    const client_options options(host, 110, credentials("alice", "s3cret"), security::none);
    EXPECT_THAT(hosts_asked_for(options), ElementsAre("::1")) << host;
  }
}

TEST(host, beyond_ascii_is_looked_up_as_a_labels) {
  client_options options("b\u00FCcher.example", 110, credentials("alice", "s3cret"), security::none);
  EXPECT_THAT(hosts_asked_for(options), ElementsAre("xn--bcher-kva.example"));
  options.proxy = proxy_options(proxy_kind::socks5, "pr\u00F6xy.example", 1080);
  EXPECT_THAT(hosts_asked_for(options), ElementsAre("xn--prxy-6qa.example"));
}

}  // namespace
}  // namespace pop3kit::testing
