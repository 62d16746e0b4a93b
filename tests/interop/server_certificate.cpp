#include "server_certificate.hpp"

#include <chrono>

#include "net/time/clock.hpp"
#include "net/tls/certificate_authority.hpp"

namespace pop3kit::interop {

server_certificate::server_certificate() {
  const auto now = net::system_clock().wall_now();
  const auto authority = net::certificate_authority::make("interop", now).value();
  net::certificate_request request;
  request.dns_names = {"pop.example.org"};
  request.ip_addresses = {"127.0.0.1"};
  request.not_before = now - std::chrono::hours{1};
  request.not_after = now + std::chrono::hours{24};
  const auto issued = authority.issue(request).value();
  ca_pem = authority.certificate_pem();
  certificate_pem = issued.certificate_pem;
  private_key_pem = issued.private_key_pem;
}

}  // namespace pop3kit::interop
