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

/// A message's position in the maildrop, from 1; valid for one session only (RFC 1939 section 5).
using sequence_number = std::uint64_t;

/// A message's name that outlives the session (RFC 1939 section 7, UIDL): octets, compared exactly.
///
/// Most fit into the object, for a listing has one for each message; a longer one is shared by its copies, which may be
/// used from several threads at once.
class unique_id {
 public:
  unique_id() = default;
  explicit unique_id(std::string_view octets);
  /// Valid until the object is destroyed, moved from or assigned to.
  [[nodiscard]] std::string_view str() const noexcept;
  friend bool operator==(const unique_id& left, const unique_id& right) noexcept { return left.str() == right.str(); }
  friend auto operator<=>(const unique_id& left, const unique_id& right) noexcept { return left.str() <=> right.str(); }

 private:
  struct brief {
    std::uint8_t length;
    std::array<char, 23> octets;
  };
  struct lengthy {
    std::size_t length;
    std::shared_ptr<const char[]> octets;  // NOLINT(modernize-avoid-c-arrays): one allocation
  };
  std::variant<brief, lengthy> octets_;
};

/// For hashed containers. A server chooses its unique-ids, so the hash has a random key of the process: ids that
/// collide on purpose cannot be found. It costs about a microsecond and has another value in each process. boost::hash
/// finds it too. Throws std::system_error if OpenSSL has neither random octets nor memory.
[[nodiscard]] std::size_t hash_value(const unique_id& id);

/// Writes the octets of a unique-id. Each octet other than printable ASCII, and the backslash, is written as a
/// backslash, 'x' and two hexadecimal digits: text from a server cannot control a terminal, and two different
/// unique-ids never look the same.
std::ostream& operator<<(std::ostream& out, const unique_id& id);

struct message_info;

/// The integer types that count. bool and the character types are integers in C++, but `true` and 'A' name no message.
template <class T>
concept message_number =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// How operations are told which message is meant: by sequence number or by unique-id. A number below 1 is
/// errc::invalid_sequence_number, and an empty unique-id errc::empty_argument, before anything is sent.
class message_reference {
 public:
  template <message_number Number>
  message_reference(Number number)  // NOLINT(google-explicit-constructor): fetch_message(3) is the documented form
      : target_(number > 0 ? static_cast<sequence_number>(number) : sequence_number{0}) {}
  message_reference(unique_id id) : target_(std::move(id)) {}  // NOLINT(google-explicit-constructor)
  /// As message_info and commit_report hold it. Without a unique-id, operations fail with errc::empty_argument.
  message_reference(std::optional<unique_id> id)  // NOLINT(google-explicit-constructor)
      : target_(id ? *std::move(id) : unique_id()) {}
  /// An entry of a listing. Means the message with its unique-id, which is the same message in every session; its
  /// sequence number if it has no unique-id. If several messages carry the unique-id, operations fail with
  /// errc::ambiguous_unique_id: name such a message by its number.
  message_reference(const message_info& listed);  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const sequence_number* number() const noexcept { return std::get_if<sequence_number>(&target_); }
  [[nodiscard]] const unique_id* id() const noexcept { return std::get_if<unique_id>(&target_); }

 private:
  std::variant<sequence_number, unique_id> target_;
};

}  // namespace pop3kit

/// See hash_value().
template <>
struct std::hash<pop3kit::unique_id> {
  std::size_t operator()(const pop3kit::unique_id& id) const { return hash_value(id); }
};
