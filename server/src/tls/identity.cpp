#include "tls/identity.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "text/ascii.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::chrono::hours day{24};

using moment = std::chrono::system_clock::time_point;

/// Adds the host to the names of the certificate unless it is one of the usual names, in any spelling.
void name_host(net::certificate_request& request, const std::string& host) {
  boost::system::error_code not_an_address;
  const auto address = net::asio::ip::make_address(host, not_an_address);
  if (host.empty()) return;
  if (not_an_address) {
    const auto is_host = [&host](const std::string& name) { return text::equal_ignoring_case(name, host); };
    if (std::ranges::none_of(request.dns_names, is_host)) request.dns_names.push_back(host);
    return;
  }
  const auto is_address = [&address](const std::string& text) { return net::asio::ip::make_address(text) == address; };
  if (std::ranges::none_of(request.ip_addresses, is_address)) request.ip_addresses.push_back(host);
}

void spoil(net::certificate_request& request, certificate_kind kind, moment now) {
  if (kind == certificate_kind::expired) {
    request.not_before = now - 395 * day;
    request.not_after = now - 30 * day;
  } else if (kind == certificate_kind::not_yet_valid) {
    request.not_before = now + 30 * day;
  } else if (kind == certificate_kind::wrong_host) {
    request.common_name = "elsewhere.invalid";
    request.dns_names = {"elsewhere.invalid"};
    request.ip_addresses.clear();
  } else if (kind == certificate_kind::no_names) {
    request.dns_names.clear();
    request.ip_addresses.clear();
  } else if (kind == certificate_kind::weak_key) {
    request.strength = net::certificate_strength::short_key;
  } else if (kind == certificate_kind::weak_digest) {
    request.strength = net::certificate_strength::weak_digest;
  }
}

}  // namespace

net::certificate_request sound_request(const std::string& host, moment now) {
  net::certificate_request request;
  // Clients with a clock that is slightly slow must not find the certificate "not yet valid".
  request.not_before = now - day;
  request.not_after = now + 365 * day;
  name_host(request, host);
  return request;
}

net::certificate_request request_of(certificate_kind kind, const std::string& host, moment now) {
  net::certificate_request request = sound_request(host, now);
  spoil(request, kind, now);
  return request;
}

namespace {

class maker {
 public:
  maker(const net::certificate_authority& authority, const std::string& host, moment now, const std::string& client_ca)
      : authority_(authority), host_(host), now_(now), client_ca_(client_ca) {}

  [[nodiscard]] outcome<std::shared_ptr<net::tls_context>> make(const tls_plan& plan) const {
    const auto certified = certify(plan.certificate);
    if (certified.has_error()) return certified.error();
    net::tls_server_settings settings;
    settings.certificate_pem = certified->certificate_pem;
    settings.private_key_pem = certified->private_key_pem;
    settings.minimum = plan.minimum;
    settings.maximum = plan.maximum;
    settings.client_ca_pem = client_ca_;
    settings.require_client_certificate = plan.require_client_certificate;
    // If the scenario names no authority, the server accepts only certificates of its own authority.
    if (plan.require_client_certificate && client_ca_.empty()) settings.client_ca_pem = authority_.certificate_pem();
    settings.weak = plan.certificate == certificate_kind::weak_key || plan.certificate == certificate_kind::weak_digest;
    settings.close_notify = plan.close_notify;
    return net::tls_context::make(settings);
  }

 private:
  [[nodiscard]] outcome<net::certified_key> certify(certificate_kind kind) const {
    const net::certificate_request request = request_of(kind, host_, now_);
    if (kind == certificate_kind::self_signed) return net::certificate_authority::self_signed(request);
    if (kind != certificate_kind::unknown_authority) return authority_.issue(request);
    const auto stranger = net::certificate_authority::make("an authority that nobody knows", now_);
    if (stranger.has_error()) return stranger.error();
    return stranger->issue(request);
  }

  const net::certificate_authority& authority_;
  const std::string& host_;
  moment now_;
  const std::string& client_ca_;
};

}  // namespace

outcome<net::certificate_authority> make_authority(moment now) {
  return net::certificate_authority::make("pop3kit test authority", now);
}

outcome<identity> make_identity(const std::string& host, moment now, const scenario::description& what) {
  const auto authority = make_authority(now);
  if (authority.has_error()) return authority.error();
  return make_identity(*authority, host, now, what);
}

outcome<identity> make_identity(const net::certificate_authority& authority, const std::string& host, moment now,
                                const scenario::description& what) {
  const maker contexts(authority, host, now, what.listen.client_ca_pem);
  auto sound = contexts.make(tls_plan());
  if (sound.has_error()) return sound.error();

  identity made;
  made.ca_pem = authority.certificate_pem();
  made.tls = std::move(*sound);
  for (const tls_condition& each : what.tls) {
    auto context = contexts.make(each.plan);
    if (context.has_error()) return context.error();
    made.conditioned.push_back(std::move(*context));
  }
  return made;
}

}  // namespace pop3kit::serving
