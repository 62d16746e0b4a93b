#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace pop3kit::serving {

/// The octets of a message as the maildrop holds them: CRLF line ends, not byte-stuffed. They are read piece by piece,
/// so that a message of gigabytes never has to be in memory.
class message_content {
 public:
  virtual ~message_content() = default;
  [[nodiscard]] virtual std::uint64_t octets() const = 0;
  /// Fills `room` from `offset`. Reads fewer octets only at the end.
  [[nodiscard]] virtual std::size_t read(std::uint64_t offset, std::span<char> room) const = 0;
};

/// The messages that an account begins with. Positions begin at 0.
class mailbox_source {
 public:
  virtual ~mailbox_source() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  [[nodiscard]] virtual std::uint64_t octets(std::size_t position) const = 0;
  /// The same after a restart: 1 to 70 octets of 0x21 to 0x7E (RFC 1939 section 7).
  [[nodiscard]] virtual std::string unique_id(std::size_t position) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const message_content> open(std::size_t position) const = 0;
};

}  // namespace pop3kit::serving
