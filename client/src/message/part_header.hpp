#pragma once

#include <string>
#include <string_view>

#include "message/encoded_words.hpp"
#include "message/transfer_encoding.hpp"

namespace pop3kit::engine {

/// What the header of a message or part says about its content (RFC 2045, 2183, 2231).
struct part_header {
  part_header() = default;
  std::string media_type;  ///< lower case: "text/plain"
  std::string charset;
  std::string boundary;
  std::string file_name;   ///< without directories, see bare_file_name()
  std::string content_id;  ///< without angle brackets
  transfer_encoding encoding = transfer_encoding::identity;
  bool attachment = false;
};

/// Reads the Content- fields of a header. A Content-Type that is missing or is not a media type counts as
/// `default_type`; its parameters count all the same (RFC 2045 section 5.2). A disposition that is neither inline nor
/// attachment is an attachment (RFC 2183 section 2.8), and so is a file name without a disposition type.
[[nodiscard]] part_header read_part_header(std::string_view header, std::string_view default_type,
                                           text_decoder& decoder);

/// Returns the charset that a header declares for its text. Empty if it declares none.
[[nodiscard]] std::string declared_charset(std::string_view header);

/// Returns "id@example.org" for "<id@example.org>". Text around the angle brackets is removed.
[[nodiscard]] std::string without_angle_brackets(std::string_view value);

}  // namespace pop3kit::engine
