#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <variant>

namespace pop3kit {

/// A message's position in the maildrop, from 1; valid for one session only (RFC 1939 section 5).
using sequence_number = std::uint64_t;

/// A message's name that outlives the session (RFC 1939 section 7, UIDL): octets, compared exactly.
class unique_id {
 public:
  unique_id() = default;
  explicit unique_id(std::string octets) : octets_(std::move(octets)) {}
  [[nodiscard]] const std::string& str() const noexcept { return octets_; }
  friend auto operator<=>(const unique_id&, const unique_id&) = default;

 private:
  std::string octets_;
};

/// How operations are told which message is meant: by sequence number or by unique-id.
class message_reference {
 public:
  template <std::integral Number>
  message_reference(Number number)  // NOLINT(google-explicit-constructor): fetch_message(3) is the documented form
      : target_(number > 0 ? static_cast<sequence_number>(number) : sequence_number{0}) {}
  message_reference(unique_id id) : target_(std::move(id)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const sequence_number* number() const noexcept { return std::get_if<sequence_number>(&target_); }
  [[nodiscard]] const unique_id* id() const noexcept { return std::get_if<unique_id>(&target_); }

 private:
  std::variant<sequence_number, unique_id> target_;
};

}  // namespace pop3kit
