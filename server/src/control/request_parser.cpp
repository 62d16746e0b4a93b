#include "control/request_parser.hpp"

#include <boost/asio/buffer.hpp>

#include "text/ascii.hpp"

namespace pop3kit::serving::control {

namespace http = boost::beast::http;

namespace {

std::string_view view(boost::beast::string_view text) noexcept {
  return {text.data(), text.size()};
}

http_response refusal_of(const boost::system::error_code& why) {
  if (why == http::error::body_limit) {
    return http_error(413, "the body is too large: at most 64 MiB");
  }
  if (why == http::error::header_limit) return http_error(431, "the header is too large: at most 16 KiB");
  if (why == http::error::bad_chunk_extension) return http_error(400, "the chunk extensions are too long");
  return http_error(400, "this is not an HTTP request: " + why.message());
}

}  // namespace

request_parser::request_parser(std::size_t most_header, std::size_t most_body) : most_line_(most_header) {
  // Parses only the header, so that it can be checked before any of the body is read.
  parser_.eager(false);
  parser_.header_limit(static_cast<std::uint32_t>(most_header));
  parser_.body_limit(most_body);
  on_chunk_ = [this](std::uint64_t /*size*/, boost::beast::string_view extensions, boost::beast::error_code& code) {
    extension_octets_ += extensions.size();
    if (extension_octets_ > most_line_) code = http::error::bad_chunk_extension;
  };
  parser_.on_chunk_header(on_chunk_);
}

std::optional<http_response> request_parser::feed(std::string& octets) {
  std::size_t taken = 0;
  std::optional<http_response> refused;
  while (taken < octets.size() && !parser_.is_done() && (admitted_ || !has_header())) {
    boost::system::error_code code;
    const std::size_t more = parser_.put(boost::asio::buffer(octets.data() + taken, octets.size() - taken), code);
    taken += more;
    if (code == http::error::need_more) break;  // the rest stays in `octets`
    if (code) refused = refusal_of(code);
    if (code || more == 0) break;
  }
  octets.erase(0, taken);
  if (refused) return refused;
  if (has_header() && !admitted_) return header_problem();
  // The rest is an incomplete line.
  if (!parser_.is_done() && octets.size() > most_line_) return http_error(431, "a line of the request is too long");
  return std::nullopt;
}

void request_parser::admit() {
  admitted_ = true;
  parser_.eager(true);
}

std::optional<http_response> request_parser::header_problem() const {
  const auto& message = parser_.get();
  const std::size_t codings = message.count(http::field::transfer_encoding);
  if (codings > 0) {
    if (message.count(http::field::content_length) > 0 || message.version() < 11) {
      return http_error(400, "Transfer-Encoding goes neither with Content-Length nor with HTTP/1.0");
    }
    const std::string_view coding = view(message[http::field::transfer_encoding]);
    if (codings > 1 || !text::equal_ignoring_case(coding, "chunked")) {
      return http_error(501, "the only transfer coding that this server knows is chunked");
    }
  }
  const std::size_t hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return http_error(400, "a request has one Host field (RFC 9112 section 3.2)");
  }
  const std::string_view host = view(message[http::field::host]);
  if (!parse_host(host)) {
    return http_error(400, "the Host field '" + std::string(host) + "' is not a host and an optional port");
  }
  return unmet_wish();
}

/// Refuses requests with fields that ask for unsupported features, because the client would wrongly rely on them.
std::optional<http_response> request_parser::unmet_wish() const {
  const auto& message = parser_.get();
  if (message.count(http::field::content_encoding) > 0 &&
      !text::equal_ignoring_case(view(message[http::field::content_encoding]), "identity")) {
    return http_error(415, "a body is taken as it is: send it without Content-Encoding");
  }
  if (message.count(http::field::expect) > 0 && !expects_continue()) {
    return http_error(417, "the only expectation that this server knows is 100-continue");
  }
  return std::nullopt;
}

bool request_parser::expects_continue() const {
  return text::equal_ignoring_case(view(parser_.get()[http::field::expect]), "100-continue");
}

http_request request_parser::head() const {
  const auto& message = parser_.get();
  http_request out;
  out.method = std::string(message.method_string());
  out.target = std::string(message.target());
  out.host = std::string(message[http::field::host]);
  out.authorization = std::string(message[http::field::authorization]);
  if (message.count(http::field::authorization) > 1) out.authorization.clear();
  out.from_a_page = message.count(http::field::origin) > 0;
  out.keep_alive = message.keep_alive();
  return out;
}

http_request request_parser::take() {
  http_request out = head();
  out.body = std::move(parser_.get().body());
  return out;
}

}  // namespace pop3kit::serving::control
