#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// A header field as it stands in the message: views into its octets.
struct raw_field {
  std::string_view name;
  std::string_view body;  ///< after the colon, folds included, without the last line end
};

/// An entity, that is a message or a part of one, split where its header ends.
struct split_entity {
  std::string_view header;  ///< begins with a field, and includes the empty line; empty if there is no field
  std::string_view body;
};

enum class entity_kind : std::uint8_t { message, part };

/// The header goes up to the first empty line, or to the end. Lines end with CRLF or LF; several CRs before the LF
/// count as one (RFC 5322 sections 2.2 and 4.5).
///
/// The header of an entity begins with its first line if that is a field. Before it, a UTF-8 byte order mark and the
/// "From " lines of an mbox are passed over. Blanks before the first field, a stray continuation line and, in a
/// message, empty lines are passed over as well, but only if the header then has a field that is usual in mail. If the
/// first line is empty otherwise, the header is empty and the body begins after that line; if it is no field,
/// everything is body.
[[nodiscard]] split_entity split(std::string_view octets, entity_kind kind);

/// Reads the fields of a header one after the other. A line that is neither field nor continuation is passed over
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

/// Whether CR alone ends the lines of `octets`: there is one, and no LF before the last line end.
[[nodiscard]] bool ends_lines_with_cr(std::string_view octets) noexcept;

/// The octets with LF in place of each CR.
[[nodiscard]] std::string with_line_feeds(std::string_view octets);

/// The line ends of folding removed, the white space after them kept (RFC 5322 section 2.2.3), blanks at both ends
/// removed.
[[nodiscard]] std::string unfold(std::string_view body);

/// The body of the first field of that name, unfolded and not decoded. `header` comes from split().
[[nodiscard]] std::optional<std::string> find_raw(std::string_view header, std::string_view name);

}  // namespace pop3kit::engine
