#include "message/part_header.hpp"

#include <algorithm>

#include "message/charset.hpp"
#include "message/field_reader.hpp"
#include "message/file_name.hpp"
#include "message/parameterized_value.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {
namespace {

/// Maximum length of a value. No mailer writes a longer one.
constexpr std::size_t longest_value = 64U << 10U;

std::string find_bounded(std::string_view header, std::string_view name) {
  std::string value = find_raw(header, name).value_or(std::string());
  if (value.size() > longest_value) value.resize(longest_value);
  return value;
}

std::string repaired(std::string_view name) {
  std::string text;
  text::append_repaired(text, name);
  std::erase_if(text, [](char octet) { return (octet >= '\0' && octet < ' ') || octet == '\x7f'; });
  return text;
}

/// Returns the name of a charset. Some mailers quote it twice, omit the second quote, or write more text after it.
std::string charset_name(std::string value) {
  std::erase_if(value, [](char octet) { return octet == '"' || octet == '\''; });
  const std::string_view name = text::trim_white_space_left(value);
  return std::string(name.substr(0, name.find_first_of(" \t\r\n;,")));
}

std::string octets_of(const parameterized_value& value, std::string_view name) {
  const auto found = value.find(name);
  return found ? found->octets : std::string();
}

std::string file_name_of(const parameterized_value& value, std::string_view name, text_decoder& decoder) {
  const auto found = value.find(name);
  if (!found) return {};
  return bare_file_name(found->extended ? decoder.convert(found->octets, found->charset)
                                        : decoder.decode(found->octets));
}

void read_content_type(part_header& part, std::string_view header) {
  const parameterized_value type(find_bounded(header, "Content-Type"));
  part.charset = charset_name(octets_of(type, "charset"));
  part.boundary = octets_of(type, "boundary");
  // Blanks at the end of a delimiter line are padding, so they cannot be part of a boundary (RFC 2046 section 5.1.1).
  while (!part.boundary.empty() && text::is_white_space(part.boundary.back())) part.boundary.pop_back();
  if (type.word().find('/') != std::string::npos) {
    part.media_type = type.word();
  } else if (type.word() == "multipart" && !part.boundary.empty()) {
    part.media_type = "multipart/mixed";
  }
}

void read_file_name(part_header& part, std::string_view header, text_decoder& decoder) {
  const parameterized_value disposition(find_bounded(header, "Content-Disposition"));
  part.file_name = file_name_of(disposition, "filename", decoder);
  part.attachment = disposition.word().empty() ? !part.file_name.empty() : disposition.word() != "inline";
  if (!part.file_name.empty()) return;
  part.file_name = file_name_of(parameterized_value(find_bounded(header, "Content-Type")), "name", decoder);
}

}  // namespace

part_header read_part_header(std::string_view header, std::string_view default_type, text_decoder& decoder) {
  part_header part;
  part.media_type = default_type;
  read_content_type(part, header);
  decoder.declare_charset(part.charset);
  read_file_name(part, header, decoder);
  part.encoding = to_transfer_encoding(find_bounded(header, "Content-Transfer-Encoding"));
  part.content_id = repaired(without_angle_brackets(find_bounded(header, "Content-ID")));
  return part;
}

std::string declared_charset(std::string_view header) {
  part_header part;
  read_content_type(part, header);
  return part.charset;
}

std::string without_angle_brackets(std::string_view value) {
  const std::size_t open = value.find('<');
  if (open != std::string_view::npos) value.remove_prefix(open + 1);
  return std::string(text::trim_white_space(value.substr(0, value.find('>'))));
}

}  // namespace pop3kit::engine
