#include <gmock/gmock.h>

#include "tls/identity.hpp"

namespace pop3kit::serving {
namespace {

using testing::ElementsAre;

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

}  // namespace
}  // namespace pop3kit::serving
