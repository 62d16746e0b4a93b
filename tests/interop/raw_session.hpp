#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::interop {

/// A connection to a port of 127.0.0.1, seen line by line, past every grammar of ours. Blocking; a server that is
/// silent for half a minute counts as gone.
class raw_session {
 public:
  explicit raw_session(std::uint16_t port);

  void send(std::string_view octets);
  /// Without its CRLF; what ends otherwise, an octet too few included, ends in "<no CRLF>". None once the server has
  /// hung up.
  [[nodiscard]] std::optional<std::string> line();
  /// The lines of a multi-line response, as they were sent, up to its terminator, which is left out.
  [[nodiscard]] std::vector<std::string> lines();
  /// A command, CRLF added, and its status line; empty once the server has hung up.
  std::string ask(std::string_view command);

 private:
  void be_patient();

  boost::asio::ip::tcp::iostream stream_;
};

}  // namespace pop3kit::interop
