#pragma once

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace pop3kit {

/// The position of a message in the maildrop, from 1. It is valid in one session only (RFC 1939 section 5).
using sequence_number = std::uint64_t;

/// The unique-id of a message, which is the same in every session (UIDL, RFC 1939 section 7). It consists of octets,
/// which are compared exactly.
///
/// An id of at most 23 octets is stored in the object. A longer one is stored once and shared by its copies, which may
/// be used from several threads at once.
class unique_id {
 public:
  /// Makes an empty unique-id, which no message has.
  unique_id() = default;
  /// Makes a unique-id from these octets.
  explicit unique_id(std::string_view octets);
  /// Returns the octets. The view is valid until this object is destroyed, moved from or assigned to.
  [[nodiscard]] std::string_view str() const noexcept;
  /// Returns true if both have the same octets.
  friend bool operator==(const unique_id& left, const unique_id& right) noexcept { return left.str() == right.str(); }
  /// Compares the octets, as std::string_view does.
  friend auto operator<=>(const unique_id& left, const unique_id& right) noexcept { return left.str() <=> right.str(); }

 private:
  /// An id that fits into the object.
  struct brief {
    std::uint8_t length;          ///< used octets of the array
    std::array<char, 23> octets;  ///< the id, then unused octets
  };
  /// A longer id.
  struct lengthy {
    std::size_t length;  ///< octets of the id
    /// The id, shared by all copies.
    std::shared_ptr<const char[]> octets;  // NOLINT(modernize-avoid-c-arrays): one allocation
  };
  std::variant<brief, lengthy> octets_;
};

/// Returns a hash for hashed containers. boost::hash and std::hash call this function.
///
/// The server chooses the unique-ids, and must not be able to choose ids with equal hashes. So the hash depends on a
/// random key of the process: it differs in each process, and takes about a microsecond. Throws std::system_error if
/// OpenSSL has no random octets or no memory.
[[nodiscard]] std::size_t hash_value(const unique_id& id);

/// Writes the octets of a unique-id.
///
/// A backslash, and each octet that is not printable ASCII, is written as a backslash, 'x' and two hexadecimal digits.
/// So the text cannot control a terminal, and two different unique-ids never look the same.
std::ostream& operator<<(std::ostream& out, const unique_id& id);

struct message_info;

/// The integer types that can be a sequence number: all except bool and the character types, because `true` and 'A' do
/// not name a message.
template <class T>
concept message_number =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// Names a message for an operation: a sequence number or a unique-id.
///
/// Before anything is sent, an operation fails with errc::invalid_sequence_number for a number below 1, and with
/// errc::empty_argument for an empty unique-id.
class message_reference {
 public:
  /// Names a message by its sequence number. The conversion is implicit: `fetch_message(3)`.
  template <message_number Number>
  message_reference(Number number)  // NOLINT(google-explicit-constructor): fetch_message(3) is the documented form
      : target_(number > 0 ? static_cast<sequence_number>(number) : sequence_number{0}) {}
  /// Names a message by its unique-id. The conversion is implicit.
  message_reference(unique_id id) : target_(std::move(id)) {}  // NOLINT(google-explicit-constructor)
  /// Names a message by the member `unique_id` of a message_info. If it is empty, operations fail with
  /// errc::empty_argument. The conversion is implicit.
  message_reference(std::optional<unique_id> id)  // NOLINT(google-explicit-constructor)
      : target_(id ? *std::move(id) : unique_id()) {}
  /// Names the message of an entry of a listing: by its unique-id, which means the same message in every session, or by
  /// its sequence number if it has no unique-id. The conversion is implicit.
  ///
  /// If several messages have the unique-id, operations fail with errc::ambiguous_unique_id. Name such a message by its
  /// number.
  message_reference(const message_info& listed);  // NOLINT(google-explicit-constructor)

  /// Returns the sequence number, or null if the message is named by its unique-id. An invalid number is 0.
  [[nodiscard]] const sequence_number* number() const noexcept { return std::get_if<sequence_number>(&target_); }
  /// Returns the unique-id, or null if the message is named by its number.
  [[nodiscard]] const unique_id* id() const noexcept { return std::get_if<unique_id>(&target_); }

 private:
  std::variant<sequence_number, unique_id> target_;
};

}  // namespace pop3kit

/// The hash of unique-ids for containers of the standard library. See pop3kit::hash_value().
template <>
struct std::hash<pop3kit::unique_id> {
  /// Returns pop3kit::hash_value(id).
  std::size_t operator()(const pop3kit::unique_id& id) const { return hash_value(id); }
};
