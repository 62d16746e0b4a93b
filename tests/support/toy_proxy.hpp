#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstdint>
#include <memory>
#include <mutex>
#include <pop3kit/proxy.hpp>
#include <string>
#include <thread>
#include <vector>

#include "support/streams.hpp"

namespace pop3kit::testing {

/// A small proxy on 127.0.0.1, with a thread of its own and a reading of the protocols of its own. Whatever name it is
/// asked for, it connects to 127.0.0.1. Its answer and the server's first octets go out in one piece, which is hard on
/// clients that read too much.
class toy_proxy {
 public:
  explicit toy_proxy(proxy_kind kind, std::string user = "", std::string password = "")
      : kind_(kind), user_(std::move(user)), password_(std::move(password)), door_(context_.get_executor()) {
    door_.open("127.0.0.1", 0).value();
    asio::co_spawn(context_, serve(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  toy_proxy(const toy_proxy&) = delete;
  toy_proxy& operator=(const toy_proxy&) = delete;
  ~toy_proxy() {
    context_.stop();
    thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const { return door_.port(); }
  /// How a client gets here, credentials included.
  [[nodiscard]] proxy_options options() const {
    proxy_options made(kind_, "127.0.0.1", door_.port());
    made.user = user_;
    made.password = password_;
    return made;
  }
  /// Whom it was asked for: "host:port".
  [[nodiscard]] std::vector<std::string> targets() const {
    const std::lock_guard held(guard_);
    return targets_;
  }

 private:
  using shared_stream = std::shared_ptr<net::byte_stream>;

  asio::awaitable<void> serve() {
    for (;;) {
      auto accepted = co_await door_.accept();
      if (!accepted) co_return;
      shared_stream client = std::move(*accepted);
      asio::co_spawn(context_, negotiate(client), asio::detached);
    }
  }

  asio::awaitable<void> negotiate(shared_stream client) {
    std::string answer;
    std::string target;
    if (kind_ == proxy_kind::socks5) {
      target = co_await talk_socks5(*client, answer);
    } else if (kind_ == proxy_kind::socks4a) {
      target = co_await talk_socks4a(*client, answer);
    } else {
      target = co_await talk_http(*client, answer);
    }
    if (target.empty()) {
      static_cast<void>(co_await write_and_shut_down(*client, answer));
      co_return;
    }
    note(target);
    const auto port = static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
    auto reached = co_await net::connect_tcp("127.0.0.1", port);
    if (!reached) co_return;
    shared_stream server = std::move(*reached);
    asio::co_spawn(context_, relay(client, server, ""), asio::detached);
    co_await relay(server, client, answer);
  }

  /// `ahead` goes out with the first octets, or by itself if the server waits for the client.
  static asio::awaitable<void> relay(shared_stream from, shared_stream to, std::string ahead) {
    std::string room(4096, '\0');
    if (!ahead.empty()) {
      static_cast<void>(co_await to->write(std::string_view(ahead).substr(0, ahead.size() - 1)));
      ahead.erase(0, ahead.size() - 1);
      static_cast<void>(co_await to->write(ahead));
    }
    for (;;) {
      const auto count = co_await from->read_some(room);
      if (!count) break;
      const auto sent = co_await to->write(std::span<const char>(room).first(*count));
      if (!sent) break;
    }
    static_cast<void>(co_await to->shutdown());
  }

  asio::awaitable<std::string> talk_socks5(net::byte_stream& client, std::string& answer) {
    const std::string count = (co_await read_exactly(client, 2)).octets;
    const std::string methods = (co_await read_exactly(client, static_cast<unsigned char>(count.at(1)))).octets;
    const char method = user_.empty() ? '\0' : '\2';
    answer = std::string("\5") + (methods.find(method) == std::string::npos ? '\xff' : method);
    if (answer[1] == '\xff') co_return std::string();
    static_cast<void>(co_await client.write(answer));
    if (!user_.empty()) {
      const std::string wanted =
          std::string("\1") + static_cast<char>(user_.size()) + user_ + static_cast<char>(password_.size()) + password_;
      const std::string given = (co_await read_exactly(client, wanted.size())).octets;
      answer = std::string(given == wanted ? "\1\0" : "\1\1", 2);
      if (given != wanted) co_return std::string();
      static_cast<void>(co_await client.write(answer));
    }
    const std::string head = (co_await read_exactly(client, 5)).octets;
    answer = std::string("\5\0\0\3\4name\0\1", 11);
    if (head.at(3) == 3) {
      const std::size_t length = static_cast<unsigned char>(head[4]);
      const std::string rest = (co_await read_exactly(client, length + 2)).octets;
      co_return rest.substr(0, length) + port_text(rest.substr(length));
    }
    const std::size_t left = head[3] == 1 ? 5 : 17;
    const std::string rest = (co_await read_exactly(client, left)).octets;
    co_return "an address" + port_text(rest.substr(rest.size() - 2));
  }

  static asio::awaitable<std::string> talk_socks4a(net::byte_stream& client, std::string& answer) {
    const std::string head = (co_await read_exactly(client, 8)).octets;
    co_await skip_past_nul(client);
    answer = std::string("\0\x5a\0\0\0\0\0\0", 8);
    const bool named = head.substr(4, 3) == std::string(3, '\0');
    std::string host = "an address";
    if (named) host = co_await skip_past_nul(client);
    co_return host + port_text(head.substr(2, 2));
  }

  asio::awaitable<std::string> talk_http(net::byte_stream& client, std::string& answer) {
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
      const received more = co_await read_exactly(client, 1);
      if (more.end) co_return std::string();
      head += more.octets;
    }
    answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    // "alice:pr0xy" in base64
    const bool known = head.find("Proxy-Authorization: Basic YWxpY2U6cHIweHk=\r\n") != std::string::npos;
    if (!user_.empty() && !known) co_return std::string();
    answer = "HTTP/1.1 200 Connection established\r\nVia: toy\r\n\r\n";
    co_return head.substr(8, head.find(' ', 8) - 8);
  }

  static asio::awaitable<std::string> skip_past_nul(net::byte_stream& client) {
    std::string text;
    for (;;) {
      const received more = co_await read_exactly(client, 1);
      if (more.end || more.octets == std::string(1, '\0')) co_return text;
      text += more.octets;
    }
  }

  static std::string port_text(const std::string& octets) {
    const unsigned high = static_cast<unsigned char>(octets.at(0));
    const unsigned low = static_cast<unsigned char>(octets.at(1));
    return ":" + std::to_string(high * 256 + low);
  }

  void note(const std::string& target) {
    const std::lock_guard held(guard_);
    targets_.push_back(target);
  }

  proxy_kind kind_;
  std::string user_;
  std::string password_;
  asio::io_context context_{1};
  net::listener door_;
  mutable std::mutex guard_;
  std::vector<std::string> targets_;
  std::thread thread_;
};

}  // namespace pop3kit::testing
