#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace pop3kit {

/// What an archive knows a message by, whatever store it is in.
///
/// Two messages with equal values of all members count as the same message.
struct message_digest {
  /// Makes the digest of nothing: all octets are 0.
  message_digest() = default;
  /// SHA-256 of the message with LF line ends. A last line without a line end gets one. So this is what `sha256sum`
  /// prints for a file of a Maildir.
  std::array<std::uint8_t, 32> content{};
  /// SHA-256 of the lines before the first empty line, with LF line ends, without the fields Status, X-Status, X-UID,
  /// X-UIDL and X-Keywords, which servers add and change on their own. It is the same for the reply to TOP and for the
  /// whole message.
  std::array<std::uint8_t, 32> header{};
  /// The size of the message in octets, with each line end counted as two octets (RFC 1939 section 11).
  std::uint64_t octets = 0;
  /// Returns true if all members are equal.
  friend bool operator==(const message_digest&, const message_digest&) = default;
};

/// How the lines of a message end.
enum class line_ends {
  /// As they come over the wire. CRLF counts as one line end, and so does LF alone.
  as_sent,
  /// LF only, as in a Maildir. A CR is part of the line, even if LF follows it.
  lf,
};

/// Calculates the digest of a message from its octets, in pieces of any size and in bounded memory.
///
///     pop3kit::message_hash hash;
///     hash.update(piece);
///     const pop3kit::message_digest digest = hash.finish();
///
/// Throws std::bad_alloc if OpenSSL has no memory.
class message_hash {
 public:
  /// Begins a message whose lines end as `ends` says.
  explicit message_hash(line_ends ends = line_ends::as_sent);
  /// Takes over the message of another object, which can then only be destroyed or assigned to.
  message_hash(message_hash&&) noexcept;
  /// Takes over the message of another object, which can then only be destroyed or assigned to.
  message_hash& operator=(message_hash&&) noexcept;
  /// Destroys the object.
  ~message_hash();

  /// Adds the next octets of the message.
  void update(std::span<const char> octets);
  /// Returns the digest of the octets so far. Call it once; the object can then only be destroyed or assigned to.
  [[nodiscard]] message_digest finish();

 private:
  struct implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
