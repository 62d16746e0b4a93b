#pragma once

#include <memory>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "net/deadline.hpp"
#include "net/tls.hpp"

namespace pop3kit::conformance {

namespace asio = boost::asio;

/// Ends a check: the server does otherwise than it should, and this says what.
class departure : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends a check that has nothing to be tried on.
class does_not_apply : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A status line.
struct reply {
  reply() = default;
  std::string line;  ///< without its line end
  [[nodiscard]] bool ok() const { return line.starts_with("+OK"); }
  [[nodiscard]] bool refused() const { return line.starts_with("-ERR"); }
  /// What stands behind +OK or -ERR.
  [[nodiscard]] std::string text() const;
};

/// A multi-line response.
struct body {
  body() = default;
  reply status;
  std::vector<std::string> lines;            ///< as sent, byte-stuffing included; none if refused
  [[nodiscard]] std::size_t octets() const;  ///< of the lines with their ends, byte-stuffing removed
};

/// How the server is reached, and as whom.
struct approach {
  approach(const client_options& given, net::clock& clock_used) : server(given), time(clock_used) {}
  const client_options& server;
  net::clock& time;
  std::shared_ptr<net::tls_context> tls;  ///< null where the connection stays in the clear

  [[nodiscard]] bool implicit_tls() const noexcept;
  [[nodiscard]] std::uint16_t port() const noexcept;
};

/// One connection, seen line by line. Everything that is awaited ends within the timeout; an octet that breaks the form
/// of a line, or silence, is a departure.
class probe {
 public:
  explicit probe(asio::any_io_executor executor, const approach& way);

  /// Up to the greeting, under TLS where that comes first.
  asio::awaitable<reply> connect();
  /// STLS and the handshake; the connection must not have said anything since its greeting.
  asio::awaitable<void> start_tls();
  asio::awaitable<void> handshake();
  /// Whether it succeeds; the connection is of no use if not.
  asio::awaitable<bool> try_handshake();

  asio::awaitable<void> send(std::string octets);
  asio::awaitable<reply> hear();
  /// A line that begins with '+' and a space, or a status line.
  asio::awaitable<std::string> hear_challenge();
  asio::awaitable<std::vector<std::string>> hear_lines();
  /// A command, CRLF added, and its status line.
  asio::awaitable<reply> ask(std::string_view command);
  /// A command and its lines, where it is not refused.
  asio::awaitable<body> ask_lines(std::string_view command);
  /// The same, where a refusal is a departure.
  asio::awaitable<body> need_lines(std::string_view command);
  asio::awaitable<void> need_ok(std::string_view command);
  asio::awaitable<void> need_refusal(std::string_view command);

  /// Capability lines; none where the server knows no CAPA.
  asio::awaitable<std::vector<std::string>> capabilities();
  asio::awaitable<void> log_in();
  /// Whether the server hangs up, without another word.
  asio::awaitable<bool> hangs_up();
  /// Whether NOOP is answered; false if the server has hung up.
  asio::awaitable<bool> is_served();
  void close() noexcept;

  [[nodiscard]] bool secured() const noexcept { return stream_ != nullptr && stream_->tls() != nullptr; }
  [[nodiscard]] bool has_unread() const noexcept { return !unread_.empty(); }
  /// Why no connection came about.
  [[nodiscard]] const boost::system::error_code& failed_with() const noexcept { return failure_; }

 private:
  asio::awaitable<std::string> hear_line();
  asio::awaitable<void> read_more();

  asio::any_io_executor executor_;
  const approach& way_;
  net::stream_ptr stream_;
  net::deadline deadline_;
  std::string unread_;
  boost::system::error_code failure_;
  bool ended_ = false;  ///< by the server
};

/// A line for people: control characters masked, and not too long.
[[nodiscard]] std::string quoted(std::string_view line);

/// Whether one of the lines has this tag (RFC 2449 section 3), in any case; its arguments if it has.
[[nodiscard]] std::optional<std::string> find_capability(const std::vector<std::string>& lines, std::string_view tag);

}  // namespace pop3kit::conformance
