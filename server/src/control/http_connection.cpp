#include "control/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/deadline.hpp"

namespace pop3kit::serving::control {

namespace asio = net::asio;
namespace http = boost::beast::http;

namespace {

constexpr net::duration idle_limit = std::chrono::minutes(5);
constexpr net::duration request_limit = std::chrono::seconds(30);
constexpr std::size_t piece_octets = 16 * 1024;

using parser = http::request_parser<http::string_body>;

/// The octets received and not yet parsed.
struct inbox {
  inbox() = default;
  std::string octets;
};

std::string to_text(const http_response& response, bool keep_alive) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out.append(std::string_view(http::obsolete_reason(static_cast<http::status>(response.status))));
  out.append("\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: ");
  out.append(std::to_string(response.body.size() + 1));
  if (!response.allow.empty()) out.append("\r\nAllow: ").append(response.allow);
  if (!keep_alive) out.append("\r\nConnection: close");
  return out.append("\r\n\r\n").append(response.body).append("\n");
}

http_response refusal(const boost::system::error_code& why) {
  if (why == http::error::body_limit) return http_error(413, "the body is too large");
  if (why == http::error::header_limit) return http_error(431, "the header is too large");
  return http_error(400, "no HTTP: " + why.message());
}

/// Feeds the parser with what is there; need_more is no error. What it did not take stays.
boost::system::error_code feed(parser& into, inbox& from) {
  boost::system::error_code code;
  while (!from.octets.empty() && !into.is_done()) {
    const std::size_t taken = into.put(asio::buffer(from.octets), code);
    from.octets.erase(0, taken);
    if (code == http::error::need_more) return {};
    if (code || taken == 0) return code;
  }
  return {};
}

/// Whether more came.
asio::awaitable<bool> receive(net::byte_stream& stream, inbox& into) {
  std::vector<char> room(piece_octets);
  const auto got = co_await stream.read_some(room);
  if (got.has_error()) co_return false;
  into.octets.append(room.data(), *got);
  co_return true;
}

asio::awaitable<bool> send(net::byte_stream& stream, std::string text) {
  const auto sent = co_await stream.write(text);
  co_return sent.has_value();
}

enum class arrival : std::uint8_t { whole, gone, refused };

/// Parses until the request is whole.
asio::awaitable<arrival> read_request(net::byte_stream& stream, net::deadline& limit, inbox& from, parser& into,
                                      boost::system::error_code& why) {
  bool begun = false;
  bool invited = false;
  limit.expires_after(idle_limit);
  for (;;) {
    if (!begun && !from.octets.empty()) {
      begun = true;
      limit.expires_after(request_limit);
    }
    why = feed(into, from);
    if (why) co_return arrival::refused;
    if (into.is_done()) co_return arrival::whole;
    if (into.is_header_done() && !invited && into.get().count(http::field::expect) > 0) {
      invited = true;
      const bool said = co_await send(stream, "HTTP/1.1 100 Continue\r\n\r\n");
      if (!said) co_return arrival::gone;
    }
    const bool more = co_await receive(stream, from);
    if (!more) co_return arrival::gone;
  }
}

http_request taken_from(parser& whole) {
  auto& message = whole.get();
  http_request out;
  out.method = std::string(message.method_string());
  out.target = std::string(message.target());
  out.body = std::move(message.body());
  out.from_a_page = message.count(http::field::origin) > 0;
  out.keep_alive = message.keep_alive();
  return out;
}

}  // namespace

asio::awaitable<void> serve_http(net::stream_ptr stream, net::clock& time, http_handler handle) {
  net::deadline limit(time, stream->get_executor(), [&stream] { stream->close(); });
  inbox received;
  for (bool keep_alive = true; keep_alive;) {
    parser request;
    request.eager(true);
    request.header_limit(most_header_octets);
    request.body_limit(most_body_octets);
    boost::system::error_code why;
    const arrival came = co_await read_request(*stream, limit, received, request, why);
    if (came == arrival::gone) break;
    limit.disarm();
    http_response response;
    keep_alive = false;
    if (came == arrival::refused) {
      response = refusal(why);
    } else {
      http_request taken = taken_from(request);
      keep_alive = taken.keep_alive;
      response = co_await handle(std::move(taken));
    }
    limit.expires_after(request_limit);
    std::string text = to_text(response, keep_alive);
    const bool sent = co_await send(*stream, std::move(text));
    if (!sent) break;
  }
  const auto ended = co_await stream->shutdown();
  static_cast<void>(ended);
  // Closing over unread octets would reset the connection, and the answer with it.
  while (co_await receive(*stream, received)) received.octets.clear();
}

}  // namespace pop3kit::serving::control
