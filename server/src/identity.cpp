#include "identity.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::chrono::hours day{24};

}  // namespace

outcome<net::certificate_authority> make_authority(std::chrono::system_clock::time_point now) {
  return net::certificate_authority::make("pop3kit test authority", now);
}

outcome<identity> make_identity(const std::string& host, std::chrono::system_clock::time_point now,
                                const std::string& client_ca_pem) {
  const auto authority = make_authority(now);
  if (authority.has_error()) return authority.error();
  return make_identity(*authority, host, now, client_ca_pem);
}

outcome<identity> make_identity(const net::certificate_authority& authority, const std::string& host,
                                std::chrono::system_clock::time_point now, const std::string& client_ca_pem) {
  net::certificate_request request;
  // A client whose clock is a little behind shall not find the certificate "not yet valid".
  request.not_before = now - day;
  request.not_after = now + 365 * day;
  const bool is_address = host.find_first_not_of("0123456789.:abcdefABCDEF") == std::string::npos;
  if (!host.empty()) (is_address ? request.ip_addresses : request.dns_names).push_back(host);
  const auto certified = authority.issue(request);
  if (certified.has_error()) return certified.error();

  net::tls_server_settings settings;
  settings.certificate_pem = certified->certificate_pem;
  settings.private_key_pem = certified->private_key_pem;
  settings.client_ca_pem = client_ca_pem;
  auto context = net::tls_context::make(settings);
  if (context.has_error()) return context.error();

  identity made;
  made.ca_pem = authority.certificate_pem();
  made.tls = std::move(*context);
  return made;
}

}  // namespace pop3kit::serving
