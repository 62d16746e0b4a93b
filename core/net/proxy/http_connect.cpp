#include "net/proxy/http_connect.hpp"

#include <algorithm>

#include "text/base64.hpp"

namespace pop3kit::net {

namespace {

constexpr std::size_t longest_head = std::size_t{16} * 1024;

/// Returns the size of the head in octets, with its empty line. Returns 0 if the head is not complete yet. A bare LF
/// ends a line too (RFC 9112 section 2.2).
std::size_t head_octets(std::string_view input) {
  for (std::size_t line = 0;;) {
    const std::size_t end = input.find('\n', line);
    if (end == std::string_view::npos) return 0;
    const std::string_view text = input.substr(line, end - line);
    if (line != 0 && (text.empty() || text == "\r")) return end + 1;
    line = end + 1;
  }
}

/// Returns the status of a line such as "HTTP/1.1 200 Connection established". Returns 0 if it is not a status line.
int status_of(std::string_view line) {
  constexpr std::size_t status_at = 9;
  if (!line.starts_with("HTTP/1.") || line.size() < status_at + 3 || line[status_at - 1] != ' ') return 0;
  int status = 0;
  for (const char digit : line.substr(status_at, 3)) {
    if (digit < '0' || digit > '9') return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

class http_connect final : public proxy_negotiation {
 public:
  http_connect(std::string request, bool has_credentials)
      : request_(std::move(request)), has_credentials_(has_credentials) {}

  std::string begin() override { return request_; }
  std::string said() const override { return said_; }

  outcome<step> receive(std::string_view input) override {
    const std::string_view known = std::string_view("HTTP/1.").substr(0, std::min<std::size_t>(input.size(), 7));
    if (!input.starts_with(known)) return errc::proxy_malformed_reply;
    const std::size_t head = head_octets(input);
    if (head > longest_head || (head == 0 && input.size() >= longest_head)) {
      said_ = "more than " + std::to_string(longest_head) + " octets of header";
      return errc::proxy_malformed_reply;
    }
    if (head == 0) return step();
    said_ = input.substr(0, input.find_first_of("\r\n"));
    const int status = status_of(said_);
    step next;
    next.consumed = head;
    // Interim responses (RFC 9110 section 15.2) come before the final one.
    if (status >= 100 && status < 200) return next;
    if (status < 200 || status > 299) return refusal(status);
    next.done = true;
    return next;
  }

 private:
  [[nodiscard]] errc refusal(int status) const {
    switch (status) {
      case 0:
        return errc::proxy_malformed_reply;
      case 403:
        return errc::proxy_not_allowed;
      case 405:
      case 501:
        return errc::proxy_command_unsupported;
      case 407:
        return has_credentials_ ? errc::proxy_authentication_failed : errc::proxy_authentication_required;
      case 502:
      case 504:
        return errc::proxy_host_unreachable;
      default:
        return errc::proxy_refused;
    }
  }

  std::string request_;
  bool has_credentials_;
  std::string said_;
};

}  // namespace

outcome<std::unique_ptr<proxy_negotiation>> make_http_connect(const proxy_options& proxy, const std::string& host,
                                                              std::uint16_t port) {
  // RFC 7617 section 2: the first colon ends the user name.
  if (proxy.user.find(':') != std::string::npos) return errc::invalid_proxy;
  const bool ipv6 = host.find(':') != std::string::npos;
  const std::string target = (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
  std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
  if (!proxy.user.empty()) {
    request += "Proxy-Authorization: Basic " + text::to_base64(proxy.user + ":" + proxy.password) + "\r\n";
  }
  request += "\r\n";
  return std::make_unique<http_connect>(std::move(request), !proxy.user.empty());
}

}  // namespace pop3kit::net
