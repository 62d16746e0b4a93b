#include <gmock/gmock.h>

#include "tls/identity.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;

net::certificate_request request_for(const std::string& host) {
  return sound_request(host, std::chrono::system_clock::time_point());
}

TEST(certificate, names_no_address_twice) {
  for (const char* const host : {"", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "localhost", "LocalHost"}) {
    EXPECT_THAT(request_for(host).dns_names, ElementsAre("localhost")) << host;
    EXPECT_THAT(request_for(host).ip_addresses, ElementsAre("127.0.0.1", "::1")) << host;
  }
}

TEST(certificate, names_another_host_beside_the_usual_ones) {
  EXPECT_THAT(request_for("192.0.2.7").ip_addresses, ElementsAre("127.0.0.1", "::1", "192.0.2.7"));
  EXPECT_THAT(request_for("mail.example.org").dns_names, ElementsAre("localhost", "mail.example.org"));
}

TEST(certificate, takes_a_name_of_hexadecimal_digits_for_a_name) {
  EXPECT_THAT(request_for("cafe.de").dns_names, ElementsAre("localhost", "cafe.de"));
  EXPECT_THAT(request_for("cafe.de").ip_addresses, ElementsAre("127.0.0.1", "::1"));
}

// As docs/reference/faults.md describes the kinds.
TEST(certificate, of_each_kind_says_what_is_documented) {
  using net::certificate_strength;
  const std::chrono::system_clock::time_point now{std::chrono::hours(24) * 20'000};
  constexpr std::chrono::hours thirty_days{24 * 30};
  const auto of = [now](certificate_kind kind) { return request_of(kind, "mail.test", now); };
  const net::certificate_request sound = of(certificate_kind::sound);
  EXPECT_THAT(sound.dns_names, ElementsAre("localhost", "mail.test"));
  EXPECT_TRUE(sound.not_before < now && now < sound.not_after);
  EXPECT_EQ(of(certificate_kind::expired).not_after, now - thirty_days);
  EXPECT_EQ(of(certificate_kind::not_yet_valid).not_before, now + thirty_days);
  const net::certificate_request elsewhere = of(certificate_kind::wrong_host);
  EXPECT_THAT(elsewhere.dns_names, ElementsAre("elsewhere.invalid"));
  EXPECT_TRUE(elsewhere.ip_addresses.empty());
  const net::certificate_request nameless = of(certificate_kind::no_names);
  EXPECT_TRUE(nameless.dns_names.empty() && nameless.ip_addresses.empty());
  EXPECT_EQ(nameless.common_name, "localhost");
  EXPECT_EQ(of(certificate_kind::weak_key).strength, certificate_strength::short_key);
  EXPECT_EQ(of(certificate_kind::weak_digest).strength, certificate_strength::weak_digest);
}

}  // namespace
}  // namespace pop3kit::serving
