#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <optional>
#include <string>

#include "control/http_message.hpp"

namespace pop3kit::serving::control {

/// Parses one HTTP/1.1 request (RFC 9112) with Boost.Beast, and adds checks and limits that Beast leaves to its users:
/// for chunk extensions, trailers, transfer codings and the Host field.
class request_parser {
 public:
  /// `most_header` bounds the header, each line of a chunked body, the trailers and all chunk extensions.
  request_parser(std::size_t most_header, std::size_t most_body);
  request_parser(const request_parser&) = delete;
  request_parser& operator=(const request_parser&) = delete;

  /// Parses from the front of `octets`, and removes what it parsed. Parses nothing after the header until the request
  /// is admitted. If it returns a response, the request is refused.
  [[nodiscard]] std::optional<http_response> feed(std::string& octets);
  [[nodiscard]] bool has_header() const { return parser_.is_header_done(); }
  void admit();
  [[nodiscard]] bool admitted() const noexcept { return admitted_; }
  [[nodiscard]] bool is_done() const { return admitted_ && parser_.is_done(); }
  [[nodiscard]] bool expects_continue() const;
  /// Returns the request without its body. Requires a complete header.
  [[nodiscard]] http_request head() const;
  /// Returns the whole request. Requires that it is complete.
  [[nodiscard]] http_request take();

 private:
  using parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using chunk_callback = void(std::uint64_t, boost::beast::string_view, boost::beast::error_code&);

  [[nodiscard]] std::optional<http_response> header_problem() const;
  [[nodiscard]] std::optional<http_response> unmet_wish() const;

  parser parser_;
  std::size_t most_line_;
  std::size_t extension_octets_ = 0;
  bool admitted_ = false;
  std::function<chunk_callback> on_chunk_;
};

}  // namespace pop3kit::serving::control
