#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// One header field, decoded (RFC 5322, RFC 2047).
struct header_field {
  /// Makes a field from its name and its decoded value.
  header_field(std::string field_name, std::string field_value)
      : name(std::move(field_name)), value(std::move(field_value)) {}
  std::string name;   ///< as written in the message
  std::string value;  ///< unfolded, decoded to UTF-8
};

/// A point in time that a header field states, and the time zone in which the sender wrote it.
struct mail_date {
  /// The point in time in whole seconds. A leap second (23:59:60) becomes the first second of the next day.
  std::chrono::sys_seconds time{};
  /// The sender's local time minus UTC; negative west of Greenwich. The sender's local time is `time` plus this value.
  /// Empty if the sender did not state it ("-0000", RFC 5322 section 3.3).
  std::optional<std::chrono::minutes> utc_offset;
  /// Returns true if both members are equal.
  friend bool operator==(const mail_date&, const mail_date&) = default;
};

/// The header fields of a message, in their order. Names compare without regard to case.
///
/// Parsing never fails. Octets beyond ASCII count as UTF-8 if they are valid UTF-8, otherwise as text in the charset
/// that the message's Content-Type declares. Octets that are invalid in that charset too become U+FFFD, and so do NUL
/// and encoded words with invalid content. A value contains no line ends. The From line of an mbox and lines that are
/// not fields are ignored. A byte order mark, empty lines or blanks before the first field are ignored if the header
/// has a field that is usual in mail. If the first line is not a field for any other reason, the collection is empty.
/// Fields beyond 100,000 are left out.
///
/// Fields are parsed when they are first needed, so a listing of many headers costs little more memory than their
/// octets. Copies are cheap and share the parsed fields. Const members may be called from several threads at once.
/// References are valid as long as the collection or a copy of it.
class header_collection {
 public:
  /// Makes an empty collection.
  header_collection() = default;
  /// Makes a collection from the octets of a message, up to the first empty line or to the end. Copies the octets.
  [[nodiscard]] static header_collection parse(std::string_view octets);

  /// Returns all fields, in their order.
  [[nodiscard]] const std::vector<header_field>& fields() const;
  /// Returns the value of the first field with this name. Empty if there is none.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

  /// Returns the value of the first Subject field. Empty if there is none.
  [[nodiscard]] std::optional<std::string> subject() const { return find("Subject"); }
  /// Returns the addresses of all From fields, decoded, joined by ", ". Empty if there is no such field.
  ///
  /// Addresses are as written in the message. A display name or comment that was an encoded word is quoted if it
  /// contains special characters, so that it cannot be taken for an address (RFC 5322 section 3.2.4).
  [[nodiscard]] std::optional<std::string> from() const;
  /// Returns the addresses of all To fields, in the form of from(). Empty if there is no such field.
  [[nodiscard]] std::optional<std::string> to() const;
  /// Returns the addresses of all Cc fields, in the form of from(). Empty if there is no such field.
  [[nodiscard]] std::optional<std::string> cc() const;
  /// Returns the addresses of all Reply-To fields, in the form of from(). Empty if there is no such field.
  [[nodiscard]] std::optional<std::string> reply_to() const;
  /// Returns the first Date field in the form of RFC 3339: "2026-11-22T10:00:00+01:00".
  ///
  /// The offset is the one in the field. It is "-00:00" if the time is UTC and the offset of the sender is unknown (RFC
  /// 3339 section 4.3). Empty if there is no such field, or if it cannot be read exactly. docs/reference/messages.md
  /// lists the accepted forms.
  [[nodiscard]] std::optional<std::string> date() const;
  /// Returns the first Date field as a point in time, for comparison and calculation. Empty if date() is empty.
  [[nodiscard]] std::optional<mail_date> parsed_date() const;
  /// Returns the first Message-ID field without angle brackets, comments and blanks. Empty if there is no such field,
  /// or nothing in it.
  [[nodiscard]] std::optional<std::string> message_id() const;

 private:
  struct content;
  std::shared_ptr<const content> content_;
};

}  // namespace pop3kit
