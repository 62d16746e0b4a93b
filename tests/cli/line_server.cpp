#include "line_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace pop3kit::test {
namespace {

const std::string ok = "+OK\r\n";
const std::string refusal = "-ERR no\r\n";

std::string upper_case(std::string text) {
  for (char& octet : text) octet = static_cast<char>(std::toupper(static_cast<unsigned char>(octet)));
  return text;
}

/// The number of a message, from 1, or 0.
std::size_t number_in(const std::string& text, std::size_t most) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos) return 0;
  const auto number = static_cast<std::size_t>(std::stoul(text));
  return number <= most ? number : 0;
}

/// With dots stuffed after every CRLF.
std::string transmitted(const std::string& message) {
  std::string out = message.starts_with('.') ? "." + message : message;
  constexpr std::string_view dot_in_front = "\r\n.";
  for (std::size_t at = out.find(dot_in_front); at != std::string::npos; at = out.find(dot_in_front, at + 2)) {
    out.insert(at + 2, 1, '.');
    ++at;
  }
  return "+OK\r\n" + out + ".\r\n";
}

std::string top_of(const std::string& message, std::size_t lines) {
  std::size_t end = message.find("\r\n\r\n") + 4;
  for (; lines > 0 && end < message.size(); --lines) end = message.find("\r\n", end) + 2;
  return transmitted(message.substr(0, end));
}

}  // namespace

line_server::line_server(override_function instead)
    : messages{"Subject: one\r\n\r\nFirst.\r\n..dots\r\n", "Subject: two\r\n\r\nSecond.\r\n"},
      unique_ids{"u1", "u2"},
      capabilities{"USER", "UIDL", "TOP", "PIPELINING", "SASL PLAIN"},
      instead_(std::move(instead)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("line_server");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] {
    opened_.wait(false);
    accept_connections();
  });
}

std::uint16_t line_server::port() const noexcept {
  open();
  return port_;
}

void line_server::open() const noexcept {
  opened_ = true;
  opened_.notify_all();
}

line_server::~line_server() {
  stop();
  open();
  acceptor_.join();
  for (std::thread& each : threads_) each.join();
  ::close(listener_);
}

void line_server::stop() {
  stopped_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  const std::lock_guard guard{mutex_};
  for (const int each : sockets_) ::shutdown(each, SHUT_RDWR);
  free_maildrop();
}

bool line_server::lock_maildrop() {
  while (locked_.exchange(true)) {
    if (!logins_wait || stopped_) return false;
    locked_.wait(true);
  }
  return true;
}

void line_server::free_maildrop() {
  locked_ = false;
  locked_.notify_all();
}

void line_server::accept_connections() {
  for (int number = 1; !stopped_; ++number) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    {
      const std::lock_guard guard{mutex_};
      sockets_.push_back(socket);
      if (!one_connection_at_a_time) threads_.emplace_back([this, socket, number] { serve(socket, number); });
    }
    if (one_connection_at_a_time) serve(socket, number);
  }
}

void line_server::serve(int socket, int number) {
  line_session session;
  session.connection = number;
  const auto send = [socket](const std::string& octets) {
    return ::send(socket, octets.data(), octets.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(octets.size());
  };
  std::string unread;
  bool open = send("+OK ready\r\n");
  std::array<char, 4096> room{};
  while (open) {
    const ssize_t got = ::recv(socket, room.data(), room.size(), 0);
    if (got <= 0) break;
    unread.append(room.data(), static_cast<std::size_t>(got));
    for (std::size_t end = 0; open && (end = unread.find("\r\n")) != std::string::npos; unread.erase(0, end + 2)) {
      const line_answer said = answer(session, unread.substr(0, end));
      if (said.stop) stop();
      const bool refused = closes_after_refusal && said.octets.starts_with("-ERR");
      open = send(said.octets) && !said.close && !refused;
    }
  }
  if (session.logged_in && !keeps_the_lock) free_maildrop();
  const std::lock_guard guard{mutex_};
  std::erase(sockets_, socket);
  ::close(socket);
}

line_answer line_server::answer(line_session& session, const std::string& line) {
  if (instead_) {
    if (const auto said = instead_(session, line)) return *said;
  }
  if (std::exchange(session.wants_challenge_answer, false)) return line_answer(refusal);
  const std::size_t space = line.find(' ');
  const std::string verb = upper_case(line.substr(0, space));
  const std::string argument = space == std::string::npos ? "" : line.substr(space + 1);
  if (verb == "CAPA") {
    std::string out = ok;
    for (const std::string& each : capabilities) out += each + "\r\n";
    return line_answer(out + ".\r\n");
  }
  if (verb == "QUIT") {
    for (std::size_t at = session.deleted.size(); quit_removes && at-- > 0;) {
      if (!session.deleted[at]) continue;
      messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(at));
      unique_ids.erase(unique_ids.begin() + static_cast<std::ptrdiff_t>(at));
    }
    if (session.logged_in) free_maildrop();
    session.logged_in = false;
    return line_answer(ok, true);
  }
  return session.logged_in ? answer_after_login(session, verb, argument) : answer_before_login(session, verb, argument);
}

line_answer line_server::answer_before_login(line_session& session, std::string_view verb,
                                             const std::string& argument) {
  if (verb == "USER") {
    session.user = argument;
    return line_answer(ok);
  }
  if (verb == "AUTH" && argument == "PLAIN") {
    session.wants_challenge_answer = true;
    return line_answer("+ \r\n");
  }
  if (verb != "PASS" || argument != "s3cret" || session.user != "alice") return line_answer(refusal);
  if (!lock_maildrop()) return line_answer("-ERR [IN-USE] locked\r\n");
  session.logged_in = true;
  if (change_at_login) change_at_login(*this, ++logins_);
  session.deleted.assign(messages.size(), false);
  return line_answer(ok);
}

line_answer line_server::answer_after_login(line_session& session, std::string_view verb, const std::string& argument) {
  const std::size_t space = argument.find(' ');
  const std::size_t number = number_in(argument.substr(0, space), messages.size());
  const bool known = number != 0 && !session.deleted[number - 1];
  const auto size = [this](std::size_t at) { return std::to_string(messages[at].size()); };
  if (verb == "NOOP") return line_answer(ok);
  if (verb == "RSET") {
    session.deleted.assign(messages.size(), false);
    return line_answer(ok);
  }
  if (verb == "STAT" || ((verb == "LIST" || verb == "UIDL") && argument.empty())) {
    std::size_t count = 0;
    std::size_t octets = 0;
    std::string lines;
    for (std::size_t at = 0; at < messages.size(); ++at) {
      if (session.deleted[at]) continue;
      ++count;
      octets += messages[at].size();
      lines += std::to_string(at + 1) + " " + (verb == "LIST" ? size(at) : unique_ids[at]) + "\r\n";
    }
    if (verb != "STAT") return line_answer(ok + lines + ".\r\n");
    return line_answer("+OK " + std::to_string(count) + " " + std::to_string(octets) + "\r\n");
  }
  if (!known) return line_answer(refusal);
  if (verb == "LIST") return line_answer("+OK " + argument + " " + size(number - 1) + "\r\n");
  if (verb == "UIDL") return line_answer("+OK " + argument + " " + unique_ids[number - 1] + "\r\n");
  if (verb == "RETR") return line_answer(transmitted(messages[number - 1]));
  if (verb == "TOP" && space != std::string::npos) {
    return line_answer(top_of(messages[number - 1], static_cast<std::size_t>(std::stoul(argument.substr(space + 1)))));
  }
  if (verb != "DELE") return line_answer(refusal);
  session.deleted[number - 1] = true;
  return line_answer(ok);
}

}  // namespace pop3kit::test
