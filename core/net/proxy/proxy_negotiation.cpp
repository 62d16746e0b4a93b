#include "net/proxy/proxy_negotiation.hpp"

#include "net/proxy/http_connect.hpp"
#include "net/proxy/socks4a.hpp"
#include "net/proxy/socks5.hpp"
#include "text/ascii.hpp"

namespace pop3kit::net {

std::uint16_t port_of(const proxy_options& proxy) noexcept {
  constexpr std::uint16_t socks_port = 1080;
  constexpr std::uint16_t http_port = 80;
  if (proxy.port != 0) return proxy.port;
  return proxy.kind == proxy_kind::http ? http_port : socks_port;
}

outcome<std::unique_ptr<proxy_negotiation>> make_negotiation(const proxy_options& proxy, const std::string& host,
                                                             std::uint16_t port) {
  // CR and LF would end a header field, and NUL would end a name.
  if (proxy.host.empty() || (proxy.user.empty() && !proxy.password.empty())) return errc::invalid_proxy;
  for (const std::string* const each : {&proxy.host, &proxy.user, &proxy.password, &host}) {
    if (text::breaks_line(*each)) return errc::invalid_proxy;
  }
  switch (proxy.kind) {
    case proxy_kind::socks4a:
      return make_socks4a(proxy, host, port);
    case proxy_kind::socks5:
      return make_socks5(proxy, host, port);
    case proxy_kind::http:
      return make_http_connect(proxy, host, port);
  }
  return errc::invalid_proxy;
}

}  // namespace pop3kit::net
