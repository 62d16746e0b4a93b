#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// A header field as it stands in the message: views into its octets.
struct raw_field {
  std::string_view name;
  std::string_view body;  ///< behind the colon, folds included, without the last line end
};

/// An entity, that is a message or a part of one, split where its header ends.
struct split_entity {
  std::string_view header;
  std::string_view body;
};

/// Reads the fields of a header one after the other (RFC 5322 sections 2.2 and 4.5). The header ends at the first empty
/// line or with the octets. Lines end with CRLF or LF. The "From " line of an mbox file is passed over; where the first
/// line is no field then, there is no header. A later line that is neither field nor continuation is passed over
/// together with its continuations.
class field_reader {
 public:
  explicit field_reader(std::string_view octets) noexcept;
  [[nodiscard]] std::optional<raw_field> next() noexcept;
  /// Octets read, the empty line included once it was met.
  [[nodiscard]] std::size_t position() const noexcept { return position_; }

 private:
  [[nodiscard]] std::string_view take_folded_line() noexcept;

  std::string_view octets_;
  std::size_t position_ = 0;
  bool ended_;
};

/// Without a header everything is body.
[[nodiscard]] split_entity split_header(std::string_view octets) noexcept;

/// The line ends of folding removed, the white space behind them kept (RFC 5322 section 2.2.3), blanks at both ends
/// removed.
[[nodiscard]] std::string unfold(std::string_view body);

/// The body of the first field of that name, unfolded and not decoded.
[[nodiscard]] std::optional<std::string> find_raw(std::string_view header, std::string_view name);

}  // namespace pop3kit::engine
