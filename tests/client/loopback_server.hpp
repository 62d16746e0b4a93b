#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/tcp/listener.hpp"
#include "support/run.hpp"
#include "support/scripted_peer.hpp"

namespace pop3kit::testing {

/// A scripted server on loopback, on a thread of its own, for one connection or for several, one after another. It
/// fails its test by itself if the client did not follow the scripts to their end, unless the test asks for the
/// differences.
class loopback_server {
 public:
  explicit loopback_server(std::vector<step> steps)
      : loopback_server(std::vector<std::vector<step>>{std::move(steps)}) {}
  explicit loopback_server(std::vector<std::vector<step>> connections) : listening_(context_.get_executor()) {
    listening_.open("127.0.0.1", 0).value();
    playing_.emplace(start(context_, serve(std::move(connections))));
    thread_ = std::thread([this] { context_.run(); });
  }
  ~loopback_server() {
    if (!thread_.joinable()) return;
    thread_.join();
    EXPECT_EQ(playing_->done() ? playing_->get() : "the server still waits", "");
  }
  loopback_server(const loopback_server&) = delete;
  loopback_server& operator=(const loopback_server&) = delete;

  [[nodiscard]] std::uint16_t port() const { return listening_.port(); }
  /// Waits until the client has gone.
  [[nodiscard]] std::string differences() {
    thread_.join();
    return playing_->get();
  }

 private:
  net::asio::awaitable<std::string> serve(std::vector<std::vector<step>> connections) {
    for (std::vector<step>& steps : connections) {
      auto accepted = co_await listening_.accept();
      if (!accepted) co_return "no client has connected";
      std::string difference = co_await play_script(std::move(*accepted), std::move(steps));
      if (!difference.empty()) co_return difference;
    }
    co_return "";
  }

  asio::io_context context_;
  net::listener listening_;
  std::optional<running<std::string>> playing_;
  std::thread thread_;
};

}  // namespace pop3kit::testing
