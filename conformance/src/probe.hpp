#pragma once

#include <boost/system/error_code.hpp>
#include <memory>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "check_outcome.hpp"
#include "net/time/deadline.hpp"
#include "net/tls/tls.hpp"

namespace pop3kit::conformance {

namespace asio = boost::asio;

/// A status line.
struct reply {
  reply() = default;
  std::string line;  ///< without its line end
  [[nodiscard]] bool ok() const { return line.starts_with("+OK"); }
  [[nodiscard]] bool refused() const { return line.starts_with("-ERR"); }
  /// What stands behind +OK or -ERR.
  [[nodiscard]] std::string text() const;
};

/// Why a login was refused, by the response code of the reply (RFC 2449 section 8.1, RFC 3206); authentication_failed
/// if it has none of these. Such codes say that the fault is not in the protocol.
[[nodiscard]] boost::system::error_code code_of_refusal(const reply& refusal);

/// A multi-line response.
struct body {
  body() = default;
  reply status;
  std::vector<std::string> lines;  ///< as sent, byte-stuffing included; none if refused
  /// Of the lines with their ends, without the dots that byte-stuffing has added.
  [[nodiscard]] std::size_t octets() const;
  /// Line feeds inside the lines of a message, with no carriage return before them.
  [[nodiscard]] std::size_t bare_line_feeds() const;
  /// Dots that a server has stuffed after a line feed, which it takes for the end of a line.
  [[nodiscard]] std::size_t dots_after_line_feeds() const;
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

/// One connection, seen line by line. Everything that is awaited ends within the timeout, which runs only while a
/// function of this probe waits: a check may leave a session idle while it uses another one.
///
/// All functions throw departure for a line that breaks the form of a reply, unanswered if no answer comes,
/// closed_after_refusal if none comes because the server closed the connection after -ERR, and not_made if there is no
/// connection or no TLS.
class probe {
 public:
  explicit probe(asio::any_io_executor executor, const approach& way);

  /// Up to the greeting, under TLS if that comes first.
  asio::awaitable<reply> connect();
  /// STLS and the handshake; the connection must not have said anything since its greeting.
  asio::awaitable<void> start_tls();
  /// Whether the TLS handshake succeeds; the connection is of no use if not.
  asio::awaitable<bool> try_handshake();

  asio::awaitable<void> send(std::string octets);
  asio::awaitable<reply> hear();
  /// A line that begins with '+' and a space, or a status line.
  asio::awaitable<std::string> hear_challenge();
  asio::awaitable<std::vector<std::string>> hear_lines();
  /// The lines of a message. They end in CRLF; a line feed alone belongs to the message.
  asio::awaitable<std::vector<std::string>> hear_message();
  /// A command, CRLF added, and its status line.
  asio::awaitable<reply> ask(std::string_view command);
  /// A command and its lines, unless it is refused.
  asio::awaitable<body> ask_lines(std::string_view command);
  /// A command and its lines. A refusal is a departure, unless its response code says that the fault is not in the
  /// protocol: that is not_made.
  asio::awaitable<body> need_lines(std::string_view command);
  /// RETR or TOP and the lines of the message, with refusals as in need_lines().
  asio::awaitable<body> need_message(std::string_view command);
  asio::awaitable<reply> need_ok(std::string_view command);
  asio::awaitable<void> need_refusal(std::string_view command);
  /// need_refusal(), or false if the server has closed the connection after an earlier -ERR.
  asio::awaitable<bool> refuses(std::string_view command);

  /// Capability lines; none if the server does not know CAPA.
  asio::awaitable<std::vector<std::string>> capabilities();
  /// USER and PASS; the first refusal, or the +OK of PASS. A server may refuse any login, and close the connection then
  /// (RFC 1939 section 4); visit::log_in() tries again.
  asio::awaitable<reply> try_login();
  /// Whether the server closes the connection without another word.
  asio::awaitable<bool> hangs_up();
  /// RSET and QUIT if a maildrop is open and every command was answered; then closes the connection.
  asio::awaitable<void> leave();
  void close() noexcept;

  [[nodiscard]] bool secured() const noexcept { return stream_ != nullptr && stream_->tls() != nullptr; }
  [[nodiscard]] bool has_unread() const noexcept { return !unread_.empty(); }

 private:
  asio::awaitable<void> handshake();
  asio::awaitable<std::string> hear_line();
  asio::awaitable<std::string> hear_message_line();
  class time_limit;
  void arm_deadline();
  asio::awaitable<void> read_more();
  [[noreturn]] void throw_unanswered(const boost::system::error_code& cause) const;

  asio::any_io_executor executor_;
  const approach& way_;
  net::stream_ptr stream_;
  net::deadline deadline_;
  std::size_t octets_in_time_ = 0;  // received since the deadline was set
  std::string unread_;
  std::string command_;    ///< the last one that was sent
  bool refused_ = false;   ///< the last status line was -ERR
  bool in_order_ = false;  ///< every command was answered
  bool logged_in_ = false;
};

/// Throws for a refusal where +OK was due: `departure`, or `not_made` if its response code names a reason outside of
/// the protocol.
[[noreturn]] void throw_refused(const std::string& what, const reply& refusal);

/// A line for people: control characters masked, and not too long.
[[nodiscard]] std::string quoted(std::string_view line);

/// Whether one of the lines has this tag (RFC 2449 section 3), in any case; its arguments if it has.
[[nodiscard]] std::optional<std::string> find_capability(const std::vector<std::string>& lines, std::string_view tag);

}  // namespace pop3kit::conformance
