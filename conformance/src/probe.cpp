#include "probe.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "net/connect.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::size_t most_line_octets = 1U << 20U;
constexpr std::size_t most_lines = 10'000'000;
constexpr std::uint16_t plain_port = 110;
constexpr std::uint16_t tls_port = 995;

std::string upper(std::string_view text) {
  std::string made{text};
  for (char& octet : made) octet = static_cast<char>(std::toupper(static_cast<unsigned char>(octet)));
  return made;
}

}  // namespace

std::string reply::text() const {
  const std::size_t space = line.find(' ');
  return space == std::string::npos ? std::string() : line.substr(space + 1);
}

std::size_t body::octets() const {
  std::size_t sum = 0;
  for (const std::string& line : lines) sum += line.size() + 2 - (line.starts_with('.') ? 1U : 0U);
  return sum;
}

bool approach::implicit_tls() const noexcept {
  return server.protection == security::implicit ||
         (server.protection == security::automatic && server.port == tls_port);
}

std::uint16_t approach::port() const noexcept {
  if (server.port != 0) return server.port;
  return implicit_tls() ? tls_port : plain_port;
}

probe::probe(asio::any_io_executor executor, const approach& way)
    : executor_(std::move(executor)), way_(way), deadline_(way.time, executor_, [this] { close(); }) {}

void probe::close() noexcept {
  if (stream_) stream_->close();
}

asio::awaitable<reply> probe::connect() {
  deadline_.expires_after(way_.server.timeout);
  auto connected = co_await net::connect_tcp(way_.server.host, way_.port());
  if (!connected) {
    failure_ = connected.error();
    throw departure("no connection: " + failure_.message());
  }
  stream_ = std::move(*connected);
  if (way_.implicit_tls()) co_await handshake();
  co_return co_await hear();
}

asio::awaitable<void> probe::start_tls() {
  co_await need_ok("STLS");
  if (has_unread()) throw departure("octets stand behind the +OK of STLS: " + quoted(unread_));
  co_await handshake();
}

asio::awaitable<void> probe::handshake() {
  deadline_.expires_after(way_.server.timeout);
  net::tls_diagnosis diagnosis;
  net::stream_ptr lower = std::move(stream_);
  std::shared_ptr<net::tls_context> context = way_.tls;
  std::string host = way_.server.host;
  auto secured = co_await net::connect_tls(std::move(lower), std::move(context), std::move(host), diagnosis);
  if (!secured) {
    failure_ = secured.error();
    throw departure("the TLS handshake failed: " + failure_.message() + (diagnosis.text.empty() ? "" : ", ") +
                    diagnosis.text);
  }
  stream_ = std::move(*secured);
}

asio::awaitable<bool> probe::try_handshake() {
  try {
    co_await handshake();
    co_return true;
  } catch (const departure&) {
    co_return false;
  }
}

asio::awaitable<void> probe::send(std::string octets) {
  deadline_.expires_after(way_.server.timeout);
  const auto sent = co_await stream_->write(octets);
  ended_ = !sent && !deadline_.expired();
  if (!sent) throw departure("the connection was lost: " + sent.error().message());
}

asio::awaitable<void> probe::read_more() {
  std::string room(65536, '\0');
  const auto got = co_await stream_->read_some(room);
  ended_ = !got && !deadline_.expired();
  if (!got) {
    throw departure(deadline_.expired() ? "no answer in time" : "the connection ended: " + got.error().message());
  }
  unread_.append(room, 0, *got);
}

asio::awaitable<std::string> probe::hear_line() {
  std::size_t searched = 0;
  std::size_t end = unread_.find('\n');
  while (end == std::string::npos) {
    if (unread_.size() > most_line_octets) throw departure("a line of more than 1 MiB");
    searched = unread_.size();
    co_await read_more();
    end = unread_.find('\n', searched);
  }
  if (end == 0 || unread_[end - 1] != '\r') throw departure("a line that ends in LF alone: " + quoted(unread_));
  std::string line = unread_.substr(0, end - 1);
  unread_.erase(0, end + 1);
  co_return line;
}

asio::awaitable<reply> probe::hear() {
  deadline_.expires_after(way_.server.timeout);
  reply heard;
  heard.line = co_await hear_line();
  if (!heard.ok() && !heard.refused()) throw departure("no status line: " + quoted(heard.line));
  co_return heard;
}

asio::awaitable<std::string> probe::hear_challenge() {
  deadline_.expires_after(way_.server.timeout);
  co_return co_await hear_line();
}

asio::awaitable<std::vector<std::string>> probe::hear_lines() {
  deadline_.expires_after(way_.server.timeout);
  std::vector<std::string> lines;
  for (;;) {
    std::string line = co_await hear_line();
    if (line == ".") co_return lines;
    if (lines.size() == most_lines) throw departure("a response without end");
    lines.push_back(std::move(line));
  }
}

asio::awaitable<reply> probe::ask(std::string_view command) {
  std::string line{command};
  line += "\r\n";
  co_await send(std::move(line));
  co_return co_await hear();
}

asio::awaitable<body> probe::ask_lines(std::string_view command) {
  body heard;
  heard.status = co_await ask(command);
  if (heard.status.ok()) heard.lines = co_await hear_lines();
  co_return heard;
}

asio::awaitable<body> probe::need_lines(std::string_view command) {
  body heard = co_await ask_lines(command);
  if (!heard.status.ok()) throw departure(std::string(command) + " was refused: " + quoted(heard.status.line));
  co_return heard;
}

asio::awaitable<void> probe::need_ok(std::string_view command) {
  const reply heard = co_await ask(command);
  if (!heard.ok()) throw departure(quoted(command) + " was refused: " + quoted(heard.line));
}

asio::awaitable<void> probe::need_refusal(std::string_view command) {
  const reply heard = co_await ask(command);
  if (heard.ok()) throw departure(quoted(command) + " was not refused: " + quoted(heard.line));
}

asio::awaitable<std::vector<std::string>> probe::capabilities() {
  body heard = co_await ask_lines("CAPA");
  co_return std::move(heard.lines);
}

asio::awaitable<void> probe::log_in() {
  const credentials& who = way_.server.login;
  co_await need_ok("USER " + who.user);
  const reply heard = co_await ask("PASS " + who.password);
  if (heard.ok()) co_return;
  failure_ = errc::authentication_failed;
  throw departure("the login was refused: " + quoted(heard.line));
}

asio::awaitable<bool> probe::hangs_up() {
  deadline_.expires_after(way_.server.timeout);
  if (has_unread()) co_return false;
  std::string room(512, '\0');
  const auto got = co_await stream_->read_some(room);
  co_return !got && !deadline_.expired();
}

asio::awaitable<bool> probe::is_served() {
  try {
    co_await need_ok("NOOP");
  } catch (const departure&) {
    if (!ended_) throw;
  }
  co_return !ended_;
}

std::string quoted(std::string_view line) {
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
    if (upper(std::string_view(line).substr(0, end)) != tag) continue;
    return end == line.size() ? std::string() : line.substr(end + 1);
  }
  return std::nullopt;
}

}  // namespace pop3kit::conformance
