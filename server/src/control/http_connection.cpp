#include "control/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/http/status.hpp>

#include "control/request_parser.hpp"
#include "net/time/deadline.hpp"

namespace pop3kit::serving::control {

namespace asio = net::asio;
namespace http = boost::beast::http;

namespace {

constexpr net::duration idle_limit = std::chrono::minutes(5);
constexpr net::duration request_limit = std::chrono::seconds(30);
constexpr std::size_t piece_octets = 16 * 1024;
/// The most octets that a client may send while its last request is being handled.
constexpr std::size_t most_sent_ahead = 64 * 1024;

/// Input that was not parsed yet.
struct inbox {
  inbox() = default;
  std::string octets;
};

std::string to_text(const http_response& response, bool keep_alive, bool with_body) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out.append(std::string_view(http::obsolete_reason(static_cast<http::status>(response.status))));
  out.append("\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: ");
  out.append(std::to_string(response.body.size() + 1));
  if (!response.allow.empty()) out.append("\r\nAllow: ").append(response.allow);
  if (response.status == 401) out.append("\r\nWWW-Authenticate: Bearer");
  if (!keep_alive) out.append("\r\nConnection: close");
  out.append("\r\n\r\n");
  if (with_body) out.append(response.body).append("\n");
  return out;
}

/// Reads more input. Returns false at the end of the connection.
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

/// Completes when the client has closed the connection, or has sent too much.
asio::awaitable<void> await_end(net::byte_stream& stream, inbox& into) {
  while (into.octets.size() < most_sent_ahead) {
    const bool more = co_await receive(stream, into);
    if (!more) co_return;
  }
}

class http_connection {
 public:
  http_connection(net::stream_ptr stream, net::clock& time, http_service service)
      : stream_(std::move(stream)),
        limit_(time, stream_->get_executor(), [this] { stream_->close(); }),
        service_(std::move(service)) {}

  asio::awaitable<void> run() {
    for (bool goes_on = true; goes_on;) goes_on = co_await serve_one();
    const auto ended = co_await stream_->shutdown();
    static_cast<void>(ended);
    // Closing with unread input would reset the connection and lose the response.
    for (bool more = true; more;) {
      received_.octets.clear();
      more = co_await receive(*stream_, received_);
    }
  }

 private:
  enum class arrival : std::uint8_t { whole, gone, refused };

  /// Returns false after the last request of this connection.
  asio::awaitable<bool> serve_one() {
    request_parser parser(most_header_octets, most_body_octets);
    const arrival came = co_await read_request(parser);
    if (came == arrival::gone) co_return false;
    limit_.disarm();
    bool keep_alive = false;
    const bool with_body = !parser.has_header() || parser.head().method != "HEAD";
    std::optional<http_response> response;
    if (came == arrival::refused) {
      response = std::move(refusal_);
    } else {
      http_request request = parser.take();
      keep_alive = request.keep_alive;
      response = co_await handle(std::move(request));
    }
    bool sent = false;
    if (response) {
      limit_.expires_after(request_limit);
      std::string text = to_text(*response, keep_alive, with_body);
      sent = co_await send(*stream_, std::move(text));
    }
    service_.busy(false);
    co_return sent&& keep_alive;
  }

  /// Reads until the request is complete.
  asio::awaitable<arrival> read_request(request_parser& into) {
    bool begun = false;
    limit_.expires_after(idle_limit);
    for (;;) {
      if (!begun && !received_.octets.empty()) {
        begun = true;
        limit_.expires_after(request_limit);
      }
      refusal_ = into.feed(received_.octets);
      if (refusal_) co_return arrival::refused;
      if (into.has_header() && !into.admitted()) {
        refusal_ = service_.refusal(into.head());
        if (refusal_) co_return arrival::refused;
        service_.busy(true);
        into.admit();
        const bool still_there = co_await invite(into);
        if (!still_there) co_return arrival::gone;
        continue;
      }
      if (into.is_done()) co_return arrival::whole;
      const bool more = co_await receive(*stream_, received_);
      if (!more) co_return arrival::gone;
    }
  }

  /// Sends "100 Continue", because a client may wait for it before it sends the body.
  asio::awaitable<bool> invite(const request_parser& to) {
    if (!to.expects_continue() || to.is_done()) co_return true;
    std::string text = "HTTP/1.1 100 Continue\r\n\r\n";
    const bool sent = co_await send(*stream_, std::move(text));
    co_return sent;
  }

  /// Returns nothing if the client did not wait for the response.
  asio::awaitable<std::optional<http_response>> handle(http_request request) {
    if (!service_.waits(request)) {
      http_response made = co_await respond(std::move(request));
      co_return made;
    }
    using namespace asio::experimental::awaitable_operators;
    asio::awaitable<http_response> work = respond(std::move(request));
    asio::awaitable<void> end = await_end(*stream_, received_);
    asio::awaitable<std::variant<http_response, std::monostate>> first = std::move(work) || std::move(end);
    std::variant<http_response, std::monostate> ended = co_await std::move(first);
    std::optional<http_response> made;
    if (ended.index() == 0) made = std::get<0>(std::move(ended));
    co_return made;
  }

  asio::awaitable<http_response> respond(http_request request) {
    http_response made(500, R"({"error":"the server could not handle this request"})");
    try {
      made = co_await service_.handle(std::move(request));
    } catch (const std::bad_alloc&) {
      made = http_error(500, "out of memory");
    }
    co_return made;
  }

  net::stream_ptr stream_;
  net::deadline limit_;
  http_service service_;
  inbox received_;
  std::optional<http_response> refusal_;
};

}  // namespace

asio::awaitable<void> serve_http(net::stream_ptr stream, net::clock& time, http_service service) {
  http_connection connection(std::move(stream), time, std::move(service));
  co_await connection.run();
}

}  // namespace pop3kit::serving::control
