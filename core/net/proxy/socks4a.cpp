#include "net/proxy/socks4a.hpp"

#include <boost/asio/ip/address.hpp>

namespace pop3kit::net {

namespace {

constexpr std::size_t reply_octets = 8;

errc socks4a_refusal(unsigned char code) {
  switch (code) {
    case 0x5b:
      return errc::proxy_refused;
    // The proxy asked this machine's identd about the user, and rejected the answer.
    case 0x5c:
    case 0x5d:
      return errc::proxy_authentication_failed;
    default:
      return errc::proxy_malformed_reply;
  }
}

class socks4a final : public proxy_negotiation {
 public:
  explicit socks4a(std::string request) : request_(std::move(request)) {}

  std::string begin() override { return request_; }

  outcome<step> receive(std::string_view input) override {
    if (!input.empty() && input.front() != '\0') return errc::proxy_malformed_reply;
    if (input.size() < reply_octets) return step();
    constexpr unsigned char granted = 0x5a;
    const auto code = static_cast<unsigned char>(input[1]);
    if (code != granted) return socks4a_refusal(code);
    step last;
    last.consumed = reply_octets;
    last.done = true;
    return last;
  }

 private:
  std::string request_;
};

}  // namespace

outcome<std::unique_ptr<proxy_negotiation>> make_socks4a(const proxy_options& proxy, const std::string& host,
                                                         std::uint16_t port) {
  if (!proxy.password.empty()) return errc::invalid_proxy;
  boost::system::error_code no_literal;
  const auto literal = boost::asio::ip::make_address(host, no_literal);
  const bool is_literal = !no_literal;
  if (is_literal && literal.is_v6()) return errc::proxy_address_unsupported;

  std::string request("\x04\x01", 2);
  request.push_back(static_cast<char>(port >> 8U));
  request.push_back(static_cast<char>(port & 0xffU));
  // An address 0.0.0.x with x other than 0 means that a name follows.
  std::string address("\0\0\0\x01", 4);
  if (is_literal) {
    const auto octets = literal.to_v4().to_bytes();
    address.assign(octets.begin(), octets.end());
  }
  request.append(address).append(proxy.user).push_back('\0');
  if (!is_literal) request.append(host).push_back('\0');
  return std::make_unique<socks4a>(std::move(request));
}

}  // namespace pop3kit::net
