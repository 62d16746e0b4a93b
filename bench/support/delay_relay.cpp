#include "support/delay_relay.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/channel.hpp"

namespace bench {
namespace {

using moment = std::chrono::steady_clock::time_point;

constexpr std::size_t read_octets = 64 * 1024;
constexpr std::size_t most_held_octets = std::size_t{64} << 20;

void make_unblocking(const channel& end) {
  fcntl(end.descriptor(), F_SETFL, fcntl(end.descriptor(), F_GETFL) | O_NONBLOCK);
}

/// The octets of one direction.
class flow {
 public:
  /// Returns false after the end of the stream, with or without an error.
  bool take(const channel& from, moment arrives) {
    while (held_ < most_held_octets) {
      std::string octets(read_octets, '\0');
      const ssize_t count = read(from.descriptor(), octets.data(), octets.size());
      if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return true;
      octets.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
      held_ += octets.size();
      travelling_.push_back({arrives, std::move(octets)});
      if (count <= 0) return false;
    }
    return true;
  }

  /// Returns false after the end of the stream was delivered, or if the receiver has closed.
  bool deliver(const channel& to, moment now) {
    while (!travelling_.empty() && travelling_.front().arrives <= now) {
      piece& first = travelling_.front();
      if (first.octets.empty()) {
        shutdown(to.descriptor(), SHUT_WR);
        return false;
      }
      const std::string_view rest = std::string_view(first.octets).substr(first.done);
      const ssize_t count = send(to.descriptor(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
      first.done += static_cast<std::size_t>(count);
      if (first.done < first.octets.size()) return true;
      held_ -= first.octets.size();
      travelling_.pop_front();
    }
    return true;
  }

  [[nodiscard]] std::optional<moment> next_arrival() const {
    return travelling_.empty() ? std::nullopt : std::optional(travelling_.front().arrives);
  }
  [[nodiscard]] bool has_room() const noexcept { return held_ < most_held_octets; }

 private:
  struct piece {
    moment arrives;
    std::string octets;  ///< empty: the end of the stream
    std::size_t done = 0;
  };
  std::deque<piece> travelling_;
  std::size_t held_ = 0;
};

class link {
 public:
  link(channel client, std::uint16_t upstream, moment now, std::chrono::microseconds one_way)
      : client_(std::move(client)), upstream_(upstream), opens_(now + 3 * one_way), one_way_(one_way) {
    make_unblocking(client_);
  }

  /// Returns false when both directions have ended.
  bool advance(moment now) {
    if (!server_ && now >= opens_) {
      server_ = std::make_unique<channel>(channel::dial(upstream_));
      make_unblocking(*server_);
    }
    if (reading_client_) reading_client_ = to_server_.take(client_, std::max(now + one_way_, opens_));
    if (!server_) return true;
    if (reading_server_) reading_server_ = to_client_.take(*server_, now + one_way_);
    if (writing_server_) writing_server_ = to_server_.deliver(*server_, now);
    if (writing_client_) writing_client_ = to_client_.deliver(client_, now);
    return writing_server_ || writing_client_;
  }

  void watch(std::vector<pollfd>& watched, moment now, std::optional<moment>& wake) const {
    const auto consider = [&wake](std::optional<moment> when) {
      if (when && (!wake || *when < *wake)) wake = when;
    };
    if (!server_) consider(opens_);
    watch_end(watched, client_, reading_client_ && to_server_.has_room(), to_client_, now, consider);
    if (server_) watch_end(watched, *server_, reading_server_ && to_client_.has_room(), to_server_, now, consider);
  }

 private:
  template <class Consider>
  static void watch_end(std::vector<pollfd>& watched, const channel& end, bool reading, const flow& towards, moment now,
                        const Consider& consider) {
    const std::optional<moment> arrival = towards.next_arrival();
    const bool overdue = arrival && *arrival <= now;
    if (!overdue) consider(arrival);
    const int events = (reading ? POLLIN : 0) | (overdue ? POLLOUT : 0);
    if (events != 0) watched.push_back({end.descriptor(), static_cast<short>(events), 0});
  }

  channel client_;
  std::unique_ptr<channel> server_;
  std::uint16_t upstream_;
  moment opens_;
  std::chrono::microseconds one_way_;
  flow to_server_;
  flow to_client_;
  bool reading_client_ = true;
  bool reading_server_ = true;
  bool writing_client_ = true;
  bool writing_server_ = true;
};

class relay {
 public:
  relay(server_ports upstream, std::chrono::microseconds one_way) : upstream_(upstream), one_way_(one_way) {}

  [[nodiscard]] server_ports ports() const noexcept { return {plain_.port(), tls_.port()}; }

  void step() {
    const moment before = std::chrono::steady_clock::now();
    std::vector<pollfd> watched{{plain_.descriptor(), POLLIN, 0}, {tls_.descriptor(), POLLIN, 0}};
    std::optional<moment> wake;
    for (const auto& each : links_) each->watch(watched, before, wake);
    wait(watched, wake, before);
    const moment now = std::chrono::steady_clock::now();
    if (watched[0].revents != 0) welcome(plain_, upstream_.plain, now);
    if (watched[1].revents != 0) welcome(tls_, upstream_.tls, now);
    std::erase_if(links_, [now](const auto& each) { return !each->advance(now); });
  }

 private:
  static void wait(std::vector<pollfd>& watched, std::optional<moment> wake, moment now) {
    timespec time{};
    if (wake) {
      const auto left = std::max<std::chrono::nanoseconds>(*wake - now, std::chrono::nanoseconds(0)).count();
      time.tv_sec = left / 1'000'000'000;
      time.tv_nsec = left % 1'000'000'000;
    }
    ppoll(watched.data(), watched.size(), wake ? &time : nullptr, nullptr);
  }

  void welcome(const listening_socket& at, std::uint16_t upstream, moment now) {
    links_.push_back(std::make_unique<link>(at.accept(), upstream, now, one_way_));
  }

  listening_socket plain_;
  listening_socket tls_;
  server_ports upstream_;
  std::chrono::microseconds one_way_;
  std::vector<std::unique_ptr<link>> links_;
};

}  // namespace

server_process start_delay_relay(server_ports upstream, std::chrono::microseconds one_way) {
  return server_process([upstream, one_way](const std::function<void(server_ports)>& ready) {
    relay between(upstream, one_way);
    ready(between.ports());
    for (;;) between.step();
  });
}

}  // namespace bench
