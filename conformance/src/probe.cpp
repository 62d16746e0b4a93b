#include "probe.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "net/async/bounded.hpp"
#include "net/async/leash.hpp"
#include "net/proxy/connect_through.hpp"
#include "net/proxy/proxy_negotiation.hpp"
#include "net/tcp/connect.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::size_t most_line_octets = 1U << 20U;
constexpr std::size_t most_message_octets = 1U << 28U;
constexpr std::size_t most_lines = 10'000'000;
constexpr std::size_t octets_per_deadline = std::size_t{64} * 1024;
constexpr std::uint16_t plain_port = 110;
constexpr std::uint16_t tls_port = 995;

std::string upper_case(std::string_view text) {
  std::string made{text};
  for (char& octet : made) octet = static_cast<char>(std::toupper(static_cast<unsigned char>(octet)));
  return made;
}

/// Connects to the server, through the proxy if there is one. `said` becomes what the proxy said.
asio::awaitable<outcome<net::stream_ptr>> reach_server(const server_access& access, std::string& said) {
  const std::optional<proxy_options>& proxy = access.server.proxy;
  if (!proxy) co_return co_await net::connect_tcp(access.server.host, access.port());
  auto talk = net::make_negotiation(*proxy, access.server.host, access.port());
  if (!talk) co_return talk.error();
  auto lower = co_await net::connect_tcp(proxy->host, net::port_of(*proxy));
  if (!lower) {
    said = lower.error().message();
    co_return fault_of(lower.error()) == fault::transport ? make_error_code(errc::proxy_unreachable) : lower.error();
  }
  net::stream_ptr to_proxy = std::move(*lower);
  std::unique_ptr<net::proxy_negotiation> steps = std::move(*talk);
  co_return co_await net::connect_through(std::move(to_proxy), std::move(steps), said);
}

}  // namespace

std::string reply::text() const {
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? std::string() : line.substr(space + 1);
}

std::size_t body::octets() const {
  std::size_t sum = 0;
  for (const std::string& line : lines) sum += line.size() + 2 - (line.starts_with("..") ? 1U : 0U);
  return sum;
}

std::size_t body::dots_after_line_feeds() const {
  std::size_t sum = 0;
  for (const std::string& line : lines) {
    for (std::size_t at = line.find("\n.."); at != std::string::npos; at = line.find("\n..", at + 1)) ++sum;
  }
  return sum;
}

std::size_t body::bare_line_feeds() const {
  std::size_t sum = 0;
  for (const std::string& line : lines) sum += static_cast<std::size_t>(std::ranges::count(line, '\n'));
  return sum;
}

boost::system::error_code code_of_refusal(const reply& refusal) {
  const std::string text = upper_case(refusal.text());
  if (text.starts_with("[IN-USE")) return errc::in_use;
  if (text.starts_with("[LOGIN-DELAY")) return errc::login_delay;
  if (text.starts_with("[SYS/TEMP")) return errc::temporary_failure;
  if (text.starts_with("[SYS/")) return errc::permanent_failure;
  return errc::authentication_failed;
}

bool server_access::implicit_tls() const noexcept {
  return server.protection == security::implicit ||
         (server.protection == security::automatic && server.port == tls_port);
}

std::uint16_t server_access::port() const noexcept {
  if (server.port != 0) return server.port;
  return implicit_tls() ? tls_port : plain_port;
}

probe::probe(asio::any_io_executor executor, const server_access& access)
    : executor_(std::move(executor)), access_(access), deadline_(access.time, executor_, [this] { close(); }) {}

void probe::close() noexcept {
  if (stream_) stream_->close();
}

/// The deadline of one wait. It must end with the wait, or else it would close a session that waits for nothing.
class probe::time_limit {
 public:
  explicit time_limit(probe& waiting) : waiting_(waiting) { waiting_.arm_deadline(); }
  time_limit(const time_limit&) = delete;
  time_limit& operator=(const time_limit&) = delete;
  ~time_limit() { waiting_.deadline_.disarm(); }

 private:
  probe& waiting_;
};

asio::awaitable<reply> probe::connect() {
  command_ = "the connection";
  std::string said;
  bool late = false;
  net::leash held;
  auto reaching = reach_server(access_, said);
  auto connected = co_await net::run_bounded(std::move(reaching), held, access_.time, access_.server.timeout, late);
  if (late) throw not_made("no connection in time", errc::deadline_exceeded);
  if (!connected) {
    throw not_made("no connection: " + connected.error().message() + (said.empty() ? "" : ": " + in_quotes(said)),
                   connected.error());
  }
  stream_ = std::move(*connected);
  if (access_.implicit_tls()) co_await handshake();
  co_return co_await read_reply();
}

asio::awaitable<void> probe::start_tls() {
  co_await need_ok("STLS");
  if (has_unread()) throw departure("octets follow the +OK of STLS: " + in_quotes(unread_));
  co_await handshake();
}

asio::awaitable<void> probe::handshake() {
  net::tls_diagnosis diagnosis;
  net::stream_ptr lower = std::move(stream_);
  std::shared_ptr<net::tls_context> context = access_.tls;
  std::string host = access_.server.host;
  bool late = false;
  net::leash held;
  auto securing = net::connect_tls(std::move(lower), std::move(context), std::move(host), diagnosis);
  auto secured = co_await net::run_bounded(std::move(securing), held, access_.time, access_.server.timeout, late);
  if (late) throw not_made("the TLS handshake did not end in time", errc::deadline_exceeded);
  if (!secured) {
    throw not_made("the TLS handshake failed: " + secured.error().message() + (diagnosis.text.empty() ? "" : ", ") +
                       diagnosis.text,
                   secured.error());
  }
  stream_ = std::move(*secured);
}

asio::awaitable<bool> probe::try_handshake() {
  try {
    co_await handshake();
    co_return true;
  } catch (const not_made&) {
    co_return false;
  }
}

void probe::throw_unanswered(const boost::system::error_code& cause) const {
  if (deadline_.expired()) throw unanswered("no answer in time to " + command_, errc::deadline_exceeded);
  if (refused_ && unread_.empty()) {
    throw closed_after_refusal("the server closed the connection after -ERR, before " + command_);
  }
  throw unanswered("the connection ended before the answer to " + command_ + ": " + cause.message(), cause);
}

asio::awaitable<void> probe::send(std::string octets) {
  const time_limit limit(*this);
  in_order_ = false;
  // Messages must not contain the password.
  const std::string line = octets.substr(0, octets.find_first_of("\r\n"));
  command_ = line.starts_with("PASS ") ? "\"PASS ...\"" : in_quotes(line);
  if (!stream_) throw not_made("no connection", errc::connection_closed);
  const auto sent = co_await stream_->write(octets);
  if (!sent) throw_unanswered(sent.error());
}

void probe::arm_deadline() {
  deadline_.expires_after(access_.server.timeout);
  octets_in_time_ = 0;
}

/// Each 64 KiB of a reply have the whole time: the server is not to blame for a slow line.
asio::awaitable<void> probe::read_more() {
  std::string room(65536, '\0');
  const auto got = co_await stream_->read_some(room);
  if (!got) throw_unanswered(got.error());
  unread_.append(room, 0, *got);
  octets_in_time_ += *got;
  if (octets_in_time_ >= octets_per_deadline) arm_deadline();
}

asio::awaitable<std::string> probe::read_line() {
  std::size_t searched = 0;
  std::size_t end = unread_.find('\n');
  while (end == std::string::npos) {
    if (unread_.size() > most_line_octets) throw not_made("a line of more than 1 MiB is too long to be looked at");
    searched = unread_.size();
    co_await read_more();
    end = unread_.find('\n', searched);
  }
  if (end == 0 || unread_[end - 1] != '\r') throw departure("a line that ends in LF alone: " + in_quotes(unread_));
  std::string line = unread_.substr(0, end - 1);
  unread_.erase(0, end + 1);
  co_return line;
}

asio::awaitable<reply> probe::read_reply() {
  const time_limit limit(*this);
  reply answer;
  answer.line = co_await read_line();
  if (!answer.ok() && !answer.refused()) throw departure("no status line: " + in_quotes(answer.line));
  refused_ = answer.refused();
  in_order_ = true;
  co_return answer;
}

asio::awaitable<std::string> probe::read_challenge() {
  const time_limit limit(*this);
  std::string line = co_await read_line();
  refused_ = line.starts_with("-ERR");
  co_return line;
}

asio::awaitable<std::vector<std::string>> probe::read_lines() {
  const time_limit limit(*this);
  in_order_ = false;
  std::vector<std::string> lines;
  for (;;) {
    std::string line = co_await read_line();
    if (line == ".") break;
    if (lines.size() == most_lines)
      throw not_made("a response of more than 10,000,000 lines is too long to be looked at");
    lines.push_back(std::move(line));
  }
  in_order_ = true;
  co_return lines;
}

asio::awaitable<std::string> probe::read_message_line() {
  std::size_t end = unread_.find("\r\n");
  while (end == std::string::npos) {
    if (unread_.size() > most_message_octets) throw not_made("the message is too large to be looked at");
    const std::size_t searched = unread_.empty() ? 0 : unread_.size() - 1;
    co_await read_more();
    end = unread_.find("\r\n", searched);
  }
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 2);
  co_return line;
}

asio::awaitable<std::vector<std::string>> probe::read_message() {
  const time_limit limit(*this);
  in_order_ = false;
  std::vector<std::string> lines;
  std::size_t octets = 0;
  try {
    for (;;) {
      std::string line = co_await read_message_line();
      if (line == ".") break;
      octets += line.size();
      if (octets > most_message_octets) throw not_made("the message is too large to be looked at");
      lines.push_back(std::move(line));
    }
  } catch (const unanswered&) {
    const bool ended_by_line_feeds = unread_ == ".\n" || unread_.ends_with("\n.\n") ||
                                     (!lines.empty() && lines.back().ends_with("\n.") && unread_.empty());
    if (ended_by_line_feeds) throw departure("the lines of a message, or its terminator, end in LF alone");
    throw;
  }
  in_order_ = true;
  co_return lines;
}

asio::awaitable<reply> probe::ask(std::string_view command) {
  std::string line{command};
  line += "\r\n";
  co_await send(std::move(line));
  co_return co_await read_reply();
}

asio::awaitable<body> probe::ask_lines(std::string_view command) {
  body answer;
  answer.status = co_await ask(command);
  if (answer.status.ok()) answer.lines = co_await read_lines();
  co_return answer;
}

asio::awaitable<body> probe::need_lines(std::string_view command) {
  body answer;
  answer.status = co_await need_ok(command);
  answer.lines = co_await read_lines();
  co_return answer;
}

asio::awaitable<body> probe::need_message(std::string_view command) {
  body answer;
  answer.status = co_await need_ok(command);
  answer.lines = co_await read_message();
  co_return answer;
}

asio::awaitable<reply> probe::need_ok(std::string_view command) {
  reply answer = co_await ask(command);
  if (answer.ok()) {
    if (command == "QUIT") logged_in_ = false;
    co_return answer;
  }
  throw_refused(in_quotes(command), answer);
}

asio::awaitable<void> probe::need_refusal(std::string_view command) {
  const reply answer = co_await ask(command);
  if (answer.ok()) throw departure(in_quotes(command) + " was not refused: " + in_quotes(answer.line));
}

asio::awaitable<bool> probe::refuses(std::string_view command) {
  try {
    co_await need_refusal(command);
    co_return true;
  } catch (const closed_after_refusal&) {
    co_return false;
  }
}

asio::awaitable<std::vector<std::string>> probe::capabilities() {
  body answer = co_await ask_lines("CAPA");
  co_return std::move(answer.lines);
}

asio::awaitable<reply> probe::try_login() {
  const credentials& who = access_.server.login;
  reply answer = co_await ask("USER " + who.user);
  if (!answer.ok()) co_return answer;
  answer = co_await ask("PASS " + who.password);
  logged_in_ = answer.ok();
  co_return answer;
}

asio::awaitable<bool> probe::hangs_up() {
  const time_limit limit(*this);
  if (has_unread()) co_return false;
  std::string room(512, '\0');
  const auto got = co_await stream_->read_some(room);
  co_return !got && !deadline_.expired();
}

asio::awaitable<void> probe::leave() {
  const bool open = stream_ != nullptr && logged_in_ && in_order_ && !has_unread();
  try {
    if (open) {
      const reply unmarked = co_await ask("RSET");
      if (unmarked.ok()) co_await ask("QUIT");
    }
  } catch (const std::runtime_error&) {
    // The connection is closed in any case, and the next login waits until the maildrop is free.
  }
  close();
}

void throw_refused(const std::string& what, const reply& refusal) {
  const std::string text = what + " was refused: " + in_quotes(refusal.line);
  if (code_of_refusal(refusal) != errc::authentication_failed) throw not_made(text);
  throw departure(text);
}

std::string in_quotes(std::string_view line) {
  constexpr std::size_t most = 100;
  std::string text = "\"";
  for (const char octet : line.substr(0, most)) {
    const auto value = static_cast<unsigned char>(octet);
    text += value < 0x20 || value == 0x7f ? '?' : octet;
  }
  return text + (line.size() > most ? "...\"" : "\"");
}

std::optional<std::string> find_capability(const std::vector<std::string>& lines, std::string_view tag) {
  for (const std::string& line : lines) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (upper_case(std::string_view(line).substr(0, end)) != tag) continue;
    return end == line.size() ? std::string() : line.substr(end + 1);
  }
  return std::nullopt;
}

}  // namespace pop3kit::conformance
