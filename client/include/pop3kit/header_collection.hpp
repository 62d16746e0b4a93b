#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// One header field: its name as written, its value unfolded and decoded to UTF-8 (RFC 5322, RFC 2047).
struct header_field {
  header_field(std::string field_name, std::string field_value)
      : name(std::move(field_name)), value(std::move(field_value)) {}
  std::string name;
  std::string value;
};

/// A point in time that a header field states, and the time zone in which the sender wrote it.
struct mail_date {
  /// Without the fraction of a second. A leap second (23:59:60) is the first second of the next day.
  std::chrono::sys_seconds time{};
  /// What the sender's clocks were ahead of UTC; negative west of Greenwich. The sender's local time is `time` plus
  /// this. Nothing if the sender did not tell ("-0000", RFC 5322 section 3.3).
  std::optional<std::chrono::minutes> utc_offset;
  friend bool operator==(const mail_date&, const mail_date&) = default;
};

/// The header of a message, in its order; names compare without regard to case.
///
/// Total: nothing is refused. Raw octets beyond ASCII are UTF-8 where they can be, else text in the charset that the
/// message's Content-Type declares, else U+FFFD; encoded words whose octets are no text, and NUL, likewise. A value
/// holds no line end. An mbox "From " line is passed over, and so are later lines that are no fields. A byte order
/// mark, empty lines or blanks before the first field do not hide it if the header has a field that is usual in mail.
/// If the first line is no field otherwise, there is no header at all. Fields beyond 100,000 are left out.
///
/// Read when first asked for, so that a listing of many costs little more than its octets. Copies are cheap and share
/// what was read; const members may be called from several threads at once. References live as long as the collection
/// or a copy of it.
class header_collection {
 public:
  header_collection() = default;
  /// A header as it stands in a message, up to the first empty line or the end; its octets are copied.
  [[nodiscard]] static header_collection parse(std::string_view octets);

  [[nodiscard]] const std::vector<header_field>& fields() const;
  /// The first field of that name.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

  [[nodiscard]] std::optional<std::string> subject() const { return find("Subject"); }
  /// As written, decoded, the addresses of all From fields joined by ", ". A display name or comment from encoded words
  /// is quoted if it contains specials, so that it cannot be taken for an address (RFC 5322 section 3.2.4).
  [[nodiscard]] std::optional<std::string> from() const;
  [[nodiscard]] std::optional<std::string> to() const;        ///< likewise, of all To fields
  [[nodiscard]] std::optional<std::string> cc() const;        ///< likewise, of all Cc fields
  [[nodiscard]] std::optional<std::string> reply_to() const;  ///< likewise, of all Reply-To fields
  /// The first Date field as RFC 3339: "2026-11-22T10:00:00+01:00". The offset is the one that was written. It is
  /// "-00:00" if the time is UTC and the offset of the sender is unknown (RFC 3339 section 4.3). Nothing if the field
  /// is absent or cannot be read exactly. docs/reference/messages.md lists the forms that are read.
  [[nodiscard]] std::optional<std::string> date() const;
  /// The first Date field as a point in time, to compare and to calculate with. Nothing if date() is nothing.
  [[nodiscard]] std::optional<mail_date> parsed_date() const;
  /// The first Message-ID field without angle brackets, comments and blanks. Nothing if it is absent or empty.
  [[nodiscard]] std::optional<std::string> message_id() const;

 private:
  struct content;
  std::shared_ptr<const content> content_;
};

}  // namespace pop3kit
