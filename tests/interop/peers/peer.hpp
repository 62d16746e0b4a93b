#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <pop3kit/client_options.hpp>
#include <string>
#include <vector>

namespace pop3kit::interop {

/// A server that others wrote, on free ports of 127.0.0.1, with a maildrop of its own. It is that of "alice", whose
/// password is "s3cret". Listening once constructed, gone with this object.
class peer {
 public:
  peer() = default;
  peer(const peer&) = delete;
  peer& operator=(const peer&) = delete;
  virtual ~peer() = default;

  /// Where `how` is spoken; plain and STLS share a port.
  [[nodiscard]] virtual std::uint16_t port(security how) const = 0;
  [[nodiscard]] virtual const std::string& ca_pem() const = 0;
  /// What the maildrop holds, in the order of the numbers, each message in the server's own form.
  [[nodiscard]] virtual std::vector<std::string> stored() const = 0;

  [[nodiscard]] client_options options(security how) const {
    client_options made{"127.0.0.1", port(how), credentials{"alice", "s3cret"}, how};
    made.tls.ca_pem = ca_pem();
    made.tls.use_system_trust = false;
    return made;
  }
};

/// What the tests must know of such a server.
struct peer_kind {
  std::string name;
  std::string version;
  std::vector<security> protections;
  /// Beside USER and PASS, those that we know too.
  std::vector<std::string> mechanisms;
  /// Without UTF8, some replace messages whose headers are not ASCII by others that say so.
  utf8_mode utf8;
  bool announces_capabilities;
  /// `files` are messages whose lines end in LF.
  std::unique_ptr<peer> (*start)(const std::vector<std::string>& files);
  /// How it keeps such a message.
  std::string (*kept)(const std::string& file);
  /// What it sends for the lines "before\0behind" and "next".
  std::string nul_sent;
  /// What it sends of a message that it keeps so. If these are not the octets of the message, the function explains
  /// why.
  std::string (*served)(const std::string& kept);
};

inline void PrintTo(const peer_kind& kind, std::ostream* out) {
  *out << kind.name;
}

/// What servers send that put a CR before every LF, whether there was one or not, and end the last line.
[[nodiscard]] std::string with_crlf(const std::string& kept);

[[nodiscard]] peer_kind courier();
[[nodiscard]] peer_kind cyrus();
[[nodiscard]] peer_kind popa3d();

}  // namespace pop3kit::interop
