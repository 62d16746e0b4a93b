#include "client_process.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pop3kit {
namespace {

struct order {
  char what = 0;
  std::uint16_t port = 0;
  std::uint32_t count = 0;
};

class bare_client {
 public:
  explicit bare_client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0) return;
    ::close(std::exchange(socket_, -1));
  }
  bare_client(bare_client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  bare_client& operator=(bare_client&&) = delete;
  ~bare_client() {
    if (socket_ >= 0) ::close(socket_);
  }

  [[nodiscard]] bool send(std::string_view text) const {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }

  /// Reads lines up to and with the one that begins so; how many there were. 0: the connection ended first.
  [[nodiscard]] std::uint64_t lines_until(std::string_view begin) const {
    std::array<char, 65536> room{};
    std::string line;
    for (std::uint64_t count = 0;;) {
      const ssize_t got = ::recv(socket_, room.data(), room.size(), 0);
      if (got <= 0) return 0;
      for (const char octet : std::string_view(room.data(), static_cast<std::size_t>(got))) {
        line.push_back(octet);
        if (octet != '\n') continue;
        ++count;
        if (line.starts_with(begin)) return count;
        line.clear();
      }
    }
  }

 private:
  int socket_;
};

std::uint64_t join_clients(std::vector<bare_client>& clients, const order& told) {
  std::uint64_t joined = 0;
  for (std::uint32_t number = 0; number < told.count; ++number) {
    const bare_client& client = clients.emplace_back(told.port);
    if (client.send("USER alice\r\nPASS s3cret\r\n") && client.lines_until("+OK alice's maildrop") == 3) ++joined;
  }
  return joined;
}

std::uint64_t ask_clients(const std::vector<bare_client>& clients) {
  const auto sent = std::ranges::count_if(clients, [](const bare_client& each) { return each.send("STAT\r\n"); });
  const auto answered =
      std::ranges::count_if(clients, [](const bare_client& each) { return each.lines_until("+OK 10 40960") == 1; });
  return static_cast<std::uint64_t>(std::min(sent, answered));
}

std::uint64_t list_archive(std::uint16_t port) {
  const bare_client client(port);
  constexpr std::string_view login = "USER archive\r\nPASS s3cret\r\n";
  if (!client.send(login) || client.lines_until("+OK archive's maildrop") != 3) return 0;
  if (!client.send("LIST\r\n")) return 0;
  const std::uint64_t lines = client.lines_until(".");
  return lines < 2 ? 0 : lines - 2;  // without the status line and the terminator
}

void obey(int channel) {
  std::vector<bare_client> clients;
  order told;
  while (::recv(channel, &told, sizeof(told), MSG_WAITALL) == static_cast<ssize_t>(sizeof(told))) {
    std::uint64_t outcome = 0;
    if (told.what == 'j') outcome = join_clients(clients, told);
    if (told.what == 'a') outcome = ask_clients(clients);
    if (told.what == 'l') outcome = list_archive(told.port);
    if (::send(channel, &outcome, sizeof(outcome), MSG_NOSIGNAL) < 0) break;
  }
}

}  // namespace

client_process::client_process() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) return;
  process_ = ::fork();
  if (process_ == 0) {
    ::close(ends[0]);
    obey(ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  channel_ = ends[0];
}

client_process::~client_process() {
  ::close(channel_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

std::uint64_t client_process::request(char what, std::uint16_t port, std::uint32_t count) const {
  order told;
  told.what = what;
  told.port = port;
  told.count = count;
  std::uint64_t outcome = 0;
  if (::send(channel_, &told, sizeof(told), MSG_NOSIGNAL) < 0) return 0;
  if (::recv(channel_, &outcome, sizeof(outcome), MSG_WAITALL) != static_cast<ssize_t>(sizeof(outcome))) return 0;
  return outcome;
}

std::uint64_t client_process::join(std::uint16_t port, std::uint32_t count) const {
  return request('j', port, count);
}

std::uint64_t client_process::ask_all() const {
  return request('a', 0, 0);
}

std::uint64_t client_process::list(std::uint16_t port) const {
  return request('l', port, 0);
}

}  // namespace pop3kit
