#include "net/proxy/socks5.hpp"

#include <boost/asio/ip/address.hpp>

namespace pop3kit::net {

namespace {

constexpr char version = 0x05;
constexpr char credentials_version = 0x01;
constexpr char no_credentials = 0x00;
constexpr char user_and_password = 0x02;
constexpr std::size_t longest_field = 255;

/// RFC 1928 section 6.
errc socks5_refusal(unsigned char code) {
  constexpr errc codes[] = {errc::proxy_refused,
                            errc::proxy_not_allowed,
                            errc::proxy_network_unreachable,
                            errc::proxy_host_unreachable,
                            errc::proxy_connection_refused,
                            errc::proxy_hops_exceeded,
                            errc::proxy_command_unsupported,
                            errc::proxy_address_unsupported};
  return code >= 1 && code <= std::size(codes) ? codes[code - 1] : errc::proxy_malformed_reply;
}

/// Returns the size of the reply in octets. Returns 0 if more input is needed to know it.
outcome<std::size_t> answer_octets(std::string_view input) {
  constexpr std::size_t around_address = 6;  // version, code, reserved, kind of address; port
  if (input.size() < 5) return std::size_t{0};
  switch (input[3]) {
    case 0x01:
      return around_address + 4;
    case 0x03:
      return around_address + 1 + static_cast<unsigned char>(input[4]);
    case 0x04:
      return around_address + 16;
    default:
      return errc::proxy_malformed_reply;
  }
}

class socks5 final : public proxy_negotiation {
 public:
  socks5(std::string credentials, std::string request)
      : credentials_(std::move(credentials)), request_(std::move(request)) {}

  std::string begin() override {
    std::string methods{version, 1, no_credentials};
    if (credentials_.empty()) return methods;
    methods[1] = 2;
    methods.push_back(user_and_password);
    return methods;
  }

  outcome<step> receive(std::string_view input) override {
    if (input.empty()) return step();
    if (input.front() != (awaited_ == awaited::verdict ? credentials_version : version)) {
      return errc::proxy_malformed_reply;
    }
    if (awaited_ == awaited::answer) return take_answer(input);
    if (input.size() < 2) return step();
    return awaited_ == awaited::method ? take_method(input[1]) : take_verdict(input[1]);
  }

  [[nodiscard]] std::string said() const override { return said_; }

 private:
  enum class awaited { method, verdict, answer };

  outcome<step> take_method(char method) {
    if (method == no_credentials) return ask();
    if (method == user_and_password && !credentials_.empty()) {
      awaited_ = awaited::verdict;
      step next;
      next.consumed = 2;
      next.send = credentials_;
      return next;
    }
    constexpr char none_acceptable = '\xff';
    if (method != none_acceptable) return errc::proxy_malformed_reply;
    if (credentials_.empty()) return errc::proxy_authentication_required;
    // The credentials have not been sent, so they were not refused.
    said_ = "it accepts no user name and password";
    return errc::proxy_refused;
  }

  outcome<step> take_verdict(char status) {
    if (status != 0) return errc::proxy_authentication_failed;
    return ask();
  }

  outcome<step> ask() {
    awaited_ = awaited::answer;
    step next;
    next.consumed = 2;
    next.send = request_;
    return next;
  }

  static outcome<step> take_answer(std::string_view input) {
    // A refusal counts as soon as its code has arrived, because some proxies close the connection without the rest.
    if (input.size() >= 2 && input[1] != 0) return socks5_refusal(static_cast<unsigned char>(input[1]));
    const outcome<std::size_t> whole = answer_octets(input);
    if (!whole) return whole.error();
    if (*whole == 0 || input.size() < *whole) return step();
    step last;
    last.consumed = *whole;
    last.done = true;
    return last;
  }

  std::string credentials_;
  std::string request_;
  std::string said_;
  awaited awaited_ = awaited::method;
};

void append_field(std::string& out, const std::string& field) {
  out.push_back(static_cast<char>(field.size()));
  out.append(field);
}

void append_address(std::string& out, const std::string& host) {
  boost::system::error_code no_literal;
  const auto literal = boost::asio::ip::make_address(host, no_literal);
  if (no_literal) {
    out.push_back(0x03);
    return append_field(out, host);
  }
  if (literal.is_v4()) {
    const auto octets = literal.to_v4().to_bytes();
    out.push_back(0x01);
    out.append(octets.begin(), octets.end());
  } else {
    const auto octets = literal.to_v6().to_bytes();
    out.push_back(0x04);
    out.append(octets.begin(), octets.end());
  }
}

}  // namespace

outcome<std::unique_ptr<proxy_negotiation>> make_socks5(const proxy_options& proxy, const std::string& host,
                                                        std::uint16_t port) {
  if (host.size() > longest_field) return errc::proxy_address_unsupported;
  if (proxy.user.size() > longest_field || proxy.password.size() > longest_field) return errc::invalid_proxy;
  std::string credentials;
  if (!proxy.user.empty()) {
    credentials.push_back(credentials_version);
    append_field(credentials, proxy.user);
    append_field(credentials, proxy.password);
  }
  std::string request("\x05\x01\0", 3);
  append_address(request, host);
  request.push_back(static_cast<char>(port >> 8U));
  request.push_back(static_cast<char>(port & 0xffU));
  return std::make_unique<socks5>(std::move(credentials), std::move(request));
}

}  // namespace pop3kit::net
