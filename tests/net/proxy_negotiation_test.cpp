#include "net/proxy/proxy_negotiation.hpp"

#include <gmock/gmock.h>

#include "support/feed_all_ways.hpp"

namespace pop3kit::testing {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// What became of a talk.
struct talk_end {
  talk_end() = default;
  std::string sent;
  std::string left;  ///< octets that came from the server
  bool done = false;
  boost::system::error_code code;
  std::string said;
};

talk_end talk(const proxy_options& proxy, const pieces& input, const std::string& host = "pop.example.org") {
  talk_end end;
  auto made = net::make_negotiation(proxy, host, 995);
  if (!made) {
    end.code = made.error();
    return end;
  }
  net::proxy_negotiation& at = **made;
  end.sent = at.begin();
  std::size_t next = 0;
  while (!end.done) {
    const auto step = at.receive(end.left);
    if (!step) {
      end.code = step.error();
      break;
    }
    end.left.erase(0, step->consumed);
    end.sent += step->send;
    end.done = step->done;
    if (step->done || step->consumed != 0) continue;
    if (next == input.size()) break;
    end.left.append(input[next++]);
  }
  // Only what arrived in the same piece is here; the rest has not been read yet.
  for (; next < input.size(); ++next) end.left.append(input[next]);
  end.said = at.said();
  return end;
}

proxy_options of(proxy_kind kind, std::string user = "", std::string password = "") {
  proxy_options made(kind, "proxy.example.org", 1080);
  made.user = std::move(user);
  made.password = std::move(password);
  return made;
}

void expect_through(const proxy_options& proxy, const std::string& input, const std::string& sent) {
  feed_all_ways(input + "+OK ready\r\n", [&](const pieces& given) {
    const talk_end end = talk(proxy, given);
    EXPECT_TRUE(end.done) << end.code.message();
    EXPECT_EQ(end.sent, sent);
    EXPECT_EQ(end.left, "+OK ready\r\n") << "the server's first octets are kept";
  });
}

void expect_error(const proxy_options& proxy, const std::string& input, errc code) {
  feed_all_ways(input, [&](const pieces& given) {
    const talk_end end = talk(proxy, given);
    EXPECT_FALSE(end.done);
    EXPECT_EQ(end.code, code) << end.code.message();
  });
}

const std::string name_and_port = "\x0fpop.example.org\x03\xe3";

TEST(socks5, without_credentials_rfc1928_3) {
  expect_through(of(proxy_kind::socks5), "\5\0\5\0\0\1\x7f\0\0\1\x12\x34"s, "\5\1\0\5\1\0\3"s + name_and_port);
}

TEST(socks5, with_user_name_and_password_rfc1929) {
  expect_through(of(proxy_kind::socks5, "alice", "pr0xy"), "\5\2\1\0\5\0\0\3\4name\x12\x34"s,
                 "\5\2\0\2\1\5alice\5pr0xy\5\1\0\3"s + name_and_port);
}

TEST(socks5, that_wants_no_credentials_does_not_get_them) {
  expect_through(of(proxy_kind::socks5, "alice", "pr0xy"), "\5\0\5\0\0\4"s + std::string(18, '\1'),
                 "\5\2\0\2\5\1\0\3"s + name_and_port);
}

TEST(socks5, addresses_go_as_octets_rfc1928_5) {
  EXPECT_EQ(talk(of(proxy_kind::socks5), {"\5\0"sv}, "192.0.2.7").sent, "\5\1\0\5\1\0\1\xc0\0\2\7\x03\xe3"s);
  EXPECT_EQ(talk(of(proxy_kind::socks5), {"\5\0"sv}, "::1").sent,
            "\5\1\0\5\1\0\4"s + std::string(15, '\0') + "\1\x03\xe3"s);
}

TEST(socks5, every_refusal_has_a_code_rfc1928_6) {
  constexpr errc codes[] = {errc::proxy_refused,
                            errc::proxy_not_allowed,
                            errc::proxy_network_unreachable,
                            errc::proxy_host_unreachable,
                            errc::proxy_connection_refused,
                            errc::proxy_hops_exceeded,
                            errc::proxy_command_unsupported,
                            errc::proxy_address_unsupported};
  for (std::size_t at = 0; at < std::size(codes); ++at) {
    expect_error(of(proxy_kind::socks5), "\5\0\5"s + static_cast<char>(at + 1), codes[at]);
  }
  expect_error(of(proxy_kind::socks5), "\5\0\5\x09"s, errc::proxy_malformed_reply);
}

TEST(socks5, credentials_that_are_missing_or_wrong) {
  expect_error(of(proxy_kind::socks5), "\5\xff"s, errc::proxy_authentication_required);
  // Neither method is acceptable: no user name and no password has been sent, so none was refused.
  expect_error(of(proxy_kind::socks5, "alice", "pr0xy"), "\5\xff"s, errc::proxy_refused);
  expect_error(of(proxy_kind::socks5, "alice", "pr0xy"), "\5\2\1\1"s, errc::proxy_authentication_failed);
}

TEST(socks5, rubbish_is_reported_as_such) {
  for (const std::string& rubbish : {"HTTP/1.1 400 Bad Request\r\n"s, "\4\0"s, "\5\1"s, "\5\2"s, "\5\0\4\0"s,
                                     "\5\0\5\0\0\2\0"s, "+OK POP3 server ready\r\n"s}) {
    expect_error(of(proxy_kind::socks5), rubbish, errc::proxy_malformed_reply);
  }
  expect_error(of(proxy_kind::socks5, "alice", "pr0xy"), "\5\2\5\0"s, errc::proxy_malformed_reply);
}

TEST(socks5, refuses_what_its_fields_cannot_hold) {
  const std::string long_text(256, 'x');
  EXPECT_EQ(talk(of(proxy_kind::socks5, long_text), {}).code, errc::invalid_proxy);
  EXPECT_EQ(talk(of(proxy_kind::socks5, "alice", long_text), {}).code, errc::invalid_proxy);
  EXPECT_EQ(talk(of(proxy_kind::socks5), {}, long_text).code, errc::proxy_address_unsupported);
}

TEST(socks4a, the_name_follows_an_impossible_address) {
  expect_through(of(proxy_kind::socks4a), "\0\x5a\0\0\0\0\0\0"s, "\4\1\x03\xe3\0\0\0\1\0pop.example.org\0"s);
  expect_through(of(proxy_kind::socks4a, "alice"), "\0\x5a\1\2\3\4\5\6"s,
                 "\4\1\x03\xe3\0\0\0\1alice\0pop.example.org\0"s);
}

TEST(socks4a, addresses_go_as_octets) {
  EXPECT_EQ(talk(of(proxy_kind::socks4a), {}, "192.0.2.7").sent, "\4\1\x03\xe3\xc0\0\2\7\0"s);
  EXPECT_EQ(talk(of(proxy_kind::socks4a), {}, "2001:db8::1").code, errc::proxy_address_unsupported);
}

TEST(socks4a, every_refusal_has_a_code) {
  const std::string rest(6, '\0');
  expect_error(of(proxy_kind::socks4a), "\0\x5b"s + rest, errc::proxy_refused);
  expect_error(of(proxy_kind::socks4a), "\0\x5c"s + rest, errc::proxy_authentication_failed);
  expect_error(of(proxy_kind::socks4a), "\0\x5d"s + rest, errc::proxy_authentication_failed);
  expect_error(of(proxy_kind::socks4a), "\0\x5e"s + rest, errc::proxy_malformed_reply);
  expect_error(of(proxy_kind::socks4a), "\5\0"s, errc::proxy_malformed_reply);
}

TEST(socks4a, has_no_place_for_a_password) {
  EXPECT_EQ(talk(of(proxy_kind::socks4a, "alice", "pr0xy"), {}).code, errc::invalid_proxy);
}

const std::string asks = "CONNECT pop.example.org:995 HTTP/1.1\r\nHost: pop.example.org:995\r\n";

TEST(http_connect, any_2xx_opens_the_way_rfc9110_9_3_6) {
  expect_through(of(proxy_kind::http), "HTTP/1.1 200 OK\r\n\r\n", asks + "\r\n");
  expect_through(of(proxy_kind::http), "HTTP/1.0 299 \r\nContent-Length: 9\r\n\r\n", asks + "\r\n");
  expect_through(of(proxy_kind::http), "HTTP/1.1 200 Connection established\nVia: x\n\n", asks + "\r\n");
}

TEST(http_connect, interim_responses_come_first_rfc9110_15_2) {
  expect_through(of(proxy_kind::http), "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", asks + "\r\n");
}

TEST(http_connect, basic_credentials_rfc7617) {
  expect_through(of(proxy_kind::http, "alice", "pr0xy"), "HTTP/1.1 200 OK\r\n\r\n",
                 asks + "Proxy-Authorization: Basic YWxpY2U6cHIweHk=\r\n\r\n");
  EXPECT_EQ(talk(of(proxy_kind::http, "a:b", "c"), {}).code, errc::invalid_proxy);
}

TEST(http_connect, an_ipv6_address_stands_in_brackets) {
  EXPECT_THAT(talk(of(proxy_kind::http), {}, "2001:db8::1").sent,
              AllOf(HasSubstr("CONNECT [2001:db8::1]:995 HTTP/1.1\r\n"), HasSubstr("Host: [2001:db8::1]:995\r\n")));
}

TEST(http_connect, refusals_keep_the_proxy_s_words) {
  const auto refusal = [](const std::string& status, errc code, const proxy_options& proxy) {
    const std::string reply = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    expect_error(proxy, reply, code);
    EXPECT_EQ(talk(proxy, {reply}).said, "HTTP/1.1 " + status);
  };
  refusal("407 Proxy Authentication Required", errc::proxy_authentication_required, of(proxy_kind::http));
  refusal("407 Wrong", errc::proxy_authentication_failed, of(proxy_kind::http, "alice", "pr0xy"));
  refusal("403 Forbidden", errc::proxy_not_allowed, of(proxy_kind::http));
  refusal("405 Method Not Allowed", errc::proxy_command_unsupported, of(proxy_kind::http));
  refusal("502 Bad Gateway", errc::proxy_host_unreachable, of(proxy_kind::http));
  refusal("501 Not Implemented", errc::proxy_command_unsupported, of(proxy_kind::http));
  refusal("504 Gateway Timeout", errc::proxy_host_unreachable, of(proxy_kind::http));
  refusal("503 Busy", errc::proxy_refused, of(proxy_kind::http));
  refusal("302 Found", errc::proxy_refused, of(proxy_kind::http));
}

TEST(http_connect, rubbish_is_reported_as_such) {
  for (const std::string& rubbish : {"\5\0"s, "+OK POP3 server ready\r\n"s, "HTTP/2 200 OK\r\n\r\n"s,
                                     "HTTP/1.1 2x0 OK\r\n\r\n"s, "HTTP/1.1\r\n\r\n"s}) {
    expect_error(of(proxy_kind::http), rubbish, errc::proxy_malformed_reply);
  }
}

TEST(http_connect, a_header_without_an_end_is_cut_short) {
  const std::string endless = "HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x');
  EXPECT_EQ(talk(of(proxy_kind::http), {endless}).code, errc::proxy_malformed_reply);
  EXPECT_EQ(talk(of(proxy_kind::http), {endless + "\r\n\r\n"}).code, errc::proxy_malformed_reply);
}

TEST(proxy_negotiation, has_the_usual_port_of_its_protocol) {
  EXPECT_EQ(net::port_of(proxy_options(proxy_kind::socks5, "proxy.example.org", 0)), 1080);
  EXPECT_EQ(net::port_of(proxy_options(proxy_kind::socks4a, "proxy.example.org", 0)), 1080);
  EXPECT_EQ(net::port_of(proxy_options(proxy_kind::http, "proxy.example.org", 0)), 80);
  EXPECT_EQ(net::port_of(proxy_options(proxy_kind::http, "proxy.example.org", 3128)), 3128);
}

TEST(proxy_negotiation, nothing_can_be_injected) {
  for (const proxy_kind kind : {proxy_kind::socks4a, proxy_kind::socks5, proxy_kind::http}) {
    for (const std::string& evil : {"a\r\nb"s, "a\nb"s, "a\0b"s}) {
      EXPECT_EQ(talk(of(kind, evil), {}).code, errc::invalid_proxy);
      EXPECT_EQ(talk(of(kind), {}, evil).code, errc::invalid_proxy);
    }
  }
}

}  // namespace
}  // namespace pop3kit::testing
