#pragma once

#include <boost/system/error_code.hpp>
#include <memory>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "net/time/deadline.hpp"
#include "net/tls/tls.hpp"

namespace pop3kit::conformance {

namespace asio = boost::asio;

// These four exceptions, and unanswered, end a check. A check that returns has passed.

/// The server does not do what the RFC says; the text says what it does.
class departure : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The demand does not concern this server or this maildrop.
class does_not_apply : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The check could not be made. This is no finding about the server.
class not_made : public std::runtime_error {
 public:
  explicit not_made(const std::string& why, boost::system::error_code code = {})
      : std::runtime_error(why), code_(code) {}
  /// Why there was no connection or login; no error if the server did what it may do.
  [[nodiscard]] const boost::system::error_code& code() const noexcept { return code_; }

 private:
  boost::system::error_code code_;
};

/// The server closed the connection after a reply of -ERR. RFC 1939 section 4 allows it for a refused login, and
/// nothing forbids it elsewhere.
class closed_after_refusal : public not_made {
 public:
  using not_made::not_made;
};

/// A command got no answer: the connection ended, or the time was over. It is not known whether the server or the
/// network is to blame, or whether somebody stopped the server.
class unanswered : public not_made {
 public:
  using not_made::not_made;
};

/// A status line.
struct reply {
  reply() = default;
  std::string line;  ///< without its line end
  [[nodiscard]] bool ok() const { return line.starts_with("+OK"); }
  [[nodiscard]] bool refused() const { return line.starts_with("-ERR"); }
  /// Returns what follows +OK or -ERR.
  [[nodiscard]] std::string text() const;
};

/// Returns why a login was refused, from the response code of the reply (RFC 2449 section 8.1, RFC 3206), or
/// authentication_failed if it has none of these codes. They say that the server did not break the protocol.
[[nodiscard]] boost::system::error_code code_of_refusal(const reply& refusal);

/// A multi-line response.
struct body {
  body() = default;
  reply status;
  std::vector<std::string> lines;  ///< as sent, byte-stuffing included; none if refused
  /// The octets of the lines with their ends, without the dots that byte-stuffing has added.
  [[nodiscard]] std::size_t octets() const;
  /// How many line feeds in the lines have no carriage return before them.
  [[nodiscard]] std::size_t bare_line_feeds() const;
  /// How many dots the server has added after a line feed, which it considers the end of a line.
  [[nodiscard]] std::size_t dots_after_line_feeds() const;
};

/// How to reach the server, and whose maildrop to open.
struct server_access {
  server_access(const client_options& given, net::clock& clock_used) : server(given), time(clock_used) {}
  const client_options& server;
  net::clock& time;
  std::shared_ptr<net::tls_context> tls;  ///< null if the connection stays in the clear

  [[nodiscard]] bool implicit_tls() const noexcept;
  [[nodiscard]] std::uint16_t port() const noexcept;
};

/// One connection, read line by line. Each wait ends within the timeout. Time counts only while a function of this
/// probe waits, so a check may leave a session idle while it uses another one.
///
/// All functions throw departure if a line does not have the form of a reply, unanswered if no answer comes,
/// closed_after_refusal if none comes because the server closed the connection after -ERR, and not_made if there is no
/// connection or no TLS.
class probe {
 public:
  explicit probe(asio::any_io_executor executor, const server_access& access);

  /// Connects, secures the connection if TLS comes first, and returns the greeting.
  asio::awaitable<reply> connect();
  /// Sends STLS and makes the handshake. Nothing may have been sent since the greeting.
  asio::awaitable<void> start_tls();
  /// Returns whether the TLS handshake succeeds. If not, the connection cannot be used any more.
  asio::awaitable<bool> try_handshake();

  asio::awaitable<void> send(std::string octets);
  asio::awaitable<reply> read_reply();
  /// Reads a line that begins with '+' and a space, or a status line.
  asio::awaitable<std::string> read_challenge();
  asio::awaitable<std::vector<std::string>> read_lines();
  /// Reads the lines of a message. They end in CRLF; a line feed alone belongs to the message.
  asio::awaitable<std::vector<std::string>> read_message();
  /// Sends a command with CRLF, and returns its status line.
  asio::awaitable<reply> ask(std::string_view command);
  /// Returns the reply to a command, with its lines unless it is refused.
  asio::awaitable<body> ask_lines(std::string_view command);
  /// Returns the reply to a command, with its lines. Throws departure if it is refused, or not_made if the response
  /// code says that the server did not break the protocol.
  asio::awaitable<body> need_lines(std::string_view command);
  /// Returns the reply to RETR or TOP, with the lines of the message. Refusals are those of need_lines().
  asio::awaitable<body> need_message(std::string_view command);
  asio::awaitable<reply> need_ok(std::string_view command);
  asio::awaitable<void> need_refusal(std::string_view command);
  /// Calls need_refusal(). Returns false if the server has closed the connection after an earlier -ERR.
  asio::awaitable<bool> refuses(std::string_view command);

  /// Returns the capability lines; none if the server does not support CAPA.
  asio::awaitable<std::vector<std::string>> capabilities();
  /// Sends USER and PASS. Returns the first refusal, or the +OK of PASS. A server may refuse any login and then close
  /// the connection (RFC 1939 section 4); visit::log_in() tries again.
  asio::awaitable<reply> try_login();
  /// Returns whether the server closes the connection without sending anything more.
  asio::awaitable<bool> hangs_up();
  /// Sends RSET and QUIT if a maildrop is open and every command was answered; then closes the connection.
  asio::awaitable<void> leave();
  void close() noexcept;

  [[nodiscard]] bool secured() const noexcept { return stream_ != nullptr && stream_->tls() != nullptr; }
  [[nodiscard]] bool has_unread() const noexcept { return !unread_.empty(); }

 private:
  asio::awaitable<void> handshake();
  asio::awaitable<std::string> read_line();
  asio::awaitable<std::string> read_message_line();
  class time_limit;
  void arm_deadline();
  asio::awaitable<void> read_more();
  [[noreturn]] void throw_unanswered(const boost::system::error_code& cause) const;

  asio::any_io_executor executor_;
  const server_access& access_;
  net::stream_ptr stream_;
  net::deadline deadline_;
  std::size_t octets_in_time_ = 0;  // received since the deadline was set
  std::string unread_;
  std::string command_;    ///< the last one that was sent, for messages
  bool refused_ = false;   ///< the last status line was -ERR
  bool in_order_ = false;  ///< every command was answered
  bool logged_in_ = false;
};

/// Throws departure for a refusal in place of +OK, or not_made if its response code says that the server did not break
/// the protocol.
[[noreturn]] void throw_refused(const std::string& what, const reply& refusal);

/// Returns the beginning of a line for people to read, with '?' in place of control characters. It is not named
/// `quoted`: std::quoted would be preferred for a std::string wherever <iomanip> is included, as it is by headers of
/// Boost 1.83.
[[nodiscard]] std::string in_quotes(std::string_view line);

/// Returns the arguments of the capability with this tag (RFC 2449 section 3), which may be in lower case. No value if
/// there is no such capability.
[[nodiscard]] std::optional<std::string> find_capability(const std::vector<std::string>& lines, std::string_view tag);

}  // namespace pop3kit::conformance
