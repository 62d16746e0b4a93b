#include <gmock/gmock.h>

#include <pop3kit/proxy.hpp>

namespace pop3kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(proxy_url, names_kind_host_and_port) {
  const proxy_options made = parse_proxy("socks5://proxy.example.org:1081").value();
  EXPECT_EQ(made.kind, proxy_kind::socks5);
  EXPECT_EQ(made.host, "proxy.example.org");
  EXPECT_EQ(made.port, 1081);
  EXPECT_EQ(made.user, "");
  EXPECT_EQ(parse_proxy("SOCKS5H://p").value().kind, proxy_kind::socks5);
  EXPECT_EQ(parse_proxy("socks4a://p/").value().kind, proxy_kind::socks4a);
  EXPECT_EQ(parse_proxy("http://p:").value().kind, proxy_kind::http);
  EXPECT_EQ(parse_proxy("http://p").value().port, 0);
}

TEST(proxy_url, credentials_are_decoded) {
  const proxy_options made = parse_proxy("http://al%40ice:p%3Ar%25%2F@[::1]:3128").value();
  EXPECT_EQ(made.user, "al@ice");
  EXPECT_EQ(made.password, "p:r%/");
  EXPECT_EQ(made.host, "::1");
  EXPECT_EQ(made.port, 3128);
}

TEST(proxy_url, what_is_none_is_refused_and_not_repeated) {
  for (const std::string_view url :
       {"", "proxy:1080", "socks4://p", "https://p", "ftp://p", "socks5://", "socks5://:1080", "socks5://p:0",
        "socks5://p:65536", "socks5://p:x", "socks5://p:10x", "socks5://s3cret:s3cret@", "socks5://:s3cret@p",
        "socks5://a%2:s3cret@p", "socks5://a:s3cret%zz@p", "socks5://a:s3cret@p q", "socks5://a:s3cret@p/path",
        "socks5://[::1", "socks5://[::1]x"}) {
    const auto refused = parse_proxy(url);
    ASSERT_TRUE(refused.has_error()) << url;
    EXPECT_EQ(refused.error().code(), errc::invalid_proxy) << url;
    EXPECT_THAT(refused.error().message(), Not(HasSubstr("s3cret"))) << url;
  }
}

}  // namespace
}  // namespace pop3kit
