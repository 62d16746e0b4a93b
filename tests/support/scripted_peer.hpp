#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::testing {

/// One thing that a scripted server does.
class step {
 public:
  enum class kind { expect, send, half_close, close, reset };

  /// The client must send exactly this line; CRLF is added.
  static step expect(std::string_view line) { return {kind::expect, std::string(line) + "\r\n"}; }
  /// The client must send exactly these octets.
  static step expect_octets(std::string_view octets) { return {kind::expect, std::string(octets)}; }
  /// Sent as it stands.
  static step send(std::string_view octets) { return {kind::send, std::string(octets)}; }
  static step half_close() { return {kind::half_close, ""}; }
  static step close() { return {kind::close, ""}; }
  static step reset() { return {kind::reset, ""}; }

  [[nodiscard]] kind what() const noexcept { return what_; }
  [[nodiscard]] const std::string& octets() const noexcept { return octets_; }

 private:
  step(kind what, std::string octets) : what_(what), octets_(std::move(octets)) {}
  kind what_;
  std::string octets_;
};

/// Octets as a C++ literal shows them.
inline std::string as_literal(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\"";
  for (const char octet : octets) {
    const auto value = static_cast<unsigned char>(octet);
    if (octet == '\r') {
      text += "\\r";
    } else if (octet == '\n') {
      text += "\\n";
    } else if (octet == '"' || octet == '\\') {
      text.append("\\").push_back(octet);
    } else if (value < 0x20 || value >= 0x7f) {
      text.append("\\x").push_back(digits[value >> 4U]);
      text.push_back(digits[value & 15U]);
    } else {
      text.push_back(octet);
    }
  }
  return text + "\"";
}

/// A server that plays a script and believes nothing: the other end of a client under test.
class scripted_peer {
 public:
  scripted_peer(net::stream_ptr stream, std::vector<step> script)
      : stream_(std::move(stream)), script_(std::move(script)) {}

  /// Plays to the end, then waits until the client has closed. Returns an empty string if the client followed the
  /// script, else what differs and the dialogue so far. Then it also closes the connection, so that the client does not
  /// wait for more.
  net::asio::awaitable<std::string> play() {
    std::string difference;
    for (position_ = 0; position_ < script_.size() && difference.empty(); ++position_) {
      difference = co_await perform(script_[position_]);
    }
    if (difference.empty() && !closed_) difference = co_await await_end();
    stream_->close();
    co_return difference;
  }

 private:
  net::asio::awaitable<std::string> perform(const step& now) {
    switch (now.what()) {
      case step::kind::expect:
        co_return co_await check(now.octets());
      case step::kind::send: {
        const auto sent = co_await stream_->write(now.octets());
        if (!sent) co_return differs("could not send " + as_literal(now.octets()) + ": " + sent.error().message());
        dialogue_ += "  S: " + as_literal(now.octets()) + "\n";
        co_return std::string();
      }
      case step::kind::half_close:
        static_cast<void>(co_await stream_->shutdown());
        co_return std::string();
      case step::kind::close:
        stream_->close();
        break;
      case step::kind::reset:
        stream_->reset();
        break;
    }
    closed_ = true;
    co_return std::string();
  }

  net::asio::awaitable<std::string> check(const std::string& expected) {
    // Only as much as is needed: what the client sends too early or too much is seen by the step that it spoils.
    std::string room(4096, '\0');
    while (unread_.size() < expected.size() && std::string_view(expected).starts_with(unread_)) {
      const auto count = co_await stream_->read_some(room);
      if (!count) {
        co_return differs("expected " + as_literal(expected) + ",\n  but the client sent " + as_literal(unread_) +
                          " and then: " + count.error().message());
      }
      unread_.append(room, 0, *count);
    }
    if (!unread_.starts_with(expected)) {
      const std::string line = unread_.substr(0, unread_.find('\n') + 1);
      co_return differs("expected    " + as_literal(expected) + ",\n  but received " +
                        as_literal(line.empty() ? unread_ : line));
    }
    unread_.erase(0, expected.size());
    dialogue_ += "  C: " + as_literal(expected) + "\n";
    co_return std::string();
  }

  net::asio::awaitable<std::string> await_end() {
    std::string room(4096, '\0');
    while (unread_.empty()) {
      const auto count = co_await stream_->read_some(room);
      if (!count) co_return std::string();
      unread_.append(room, 0, *count);
    }
    co_return differs("the script was over, but the client sent " + as_literal(unread_));
  }

  [[nodiscard]] std::string differs(const std::string& what) const {
    return "step " + std::to_string(position_ + 1) + " of " + std::to_string(script_.size()) + ": " + what +
           "\n  after this dialogue:\n" + dialogue_;
  }

  net::stream_ptr stream_;
  std::vector<step> script_;
  std::string unread_;
  std::string dialogue_;
  std::size_t position_ = 0;
  bool closed_ = false;
};

/// The script in one call. The awaitable owns everything it needs.
inline net::asio::awaitable<std::string> play_script(net::stream_ptr stream, std::vector<step> script) {
  scripted_peer peer(std::move(stream), std::move(script));
  co_return co_await peer.play();
}

}  // namespace pop3kit::testing
