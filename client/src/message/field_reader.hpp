#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// A header field as written in the message. The members are views into its octets.
struct raw_field {
  std::string_view name;
  std::string_view body;  ///< text after the colon, with folding, without the last line end
};

/// An entity (a message or a part of one), split into header and body.
struct split_entity {
  std::string_view header;  ///< begins with a field, and includes the empty line; empty if there is no field
  std::string_view body;
};

enum class entity_kind : std::uint8_t { message, part };

/// Splits an entity into header and body. The header ends at the first empty line, or at the end.
///
/// Lines end with CRLF or LF; several CRs before the LF count as one (RFC 5322 sections 2.2 and 4.5). The header begins
/// with the first line if that is a field. A UTF-8 byte order mark and From lines of an mbox before it are ignored.
/// Blanks before the first field, a continuation line and, in a message, empty lines are ignored too, but only if the
/// header then has a field that is usual in mail. Otherwise, if the first line is empty, the header is empty and the
/// body begins after that line; if the first line is not a field, everything is body.
[[nodiscard]] split_entity split(std::string_view octets, entity_kind kind);

/// Reads the fields of a header one after the other. A line that is neither a field nor a continuation is ignored,
/// together with its continuations.
class field_reader {
 public:
  /// `header` comes from split().
  explicit field_reader(std::string_view header) noexcept : octets_(header) {}
  [[nodiscard]] std::optional<raw_field> next() noexcept;

 private:
  [[nodiscard]] std::string_view take_folded_line() noexcept;

  std::string_view octets_;
  std::size_t position_ = 0;
};

/// Returns true if lines end with CR alone: there is a CR, and no LF before the last line end.
[[nodiscard]] bool ends_lines_with_cr(std::string_view octets) noexcept;

/// Returns the octets with LF in place of each CR.
[[nodiscard]] std::string with_line_feeds(std::string_view octets);

/// Returns the text without the line ends of folding and without blanks at both ends. White space after a removed line
/// end stays (RFC 5322 section 2.2.3).
[[nodiscard]] std::string unfold(std::string_view body);

/// Returns the body of the first field with this name, unfolded but not decoded. `header` comes from split().
[[nodiscard]] std::optional<std::string> find_raw(std::string_view header, std::string_view name);

}  // namespace pop3kit::engine
