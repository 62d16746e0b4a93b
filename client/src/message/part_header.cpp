#include "message/part_header.hpp"

#include "message/charset.hpp"
#include "message/field_reader.hpp"
#include "message/file_name.hpp"
#include "message/gmime_library.hpp"
#include "message/text.hpp"

namespace pop3kit::engine {
namespace {

/// Behind it stands nothing that a mailer wrote in earnest.
constexpr std::size_t longest_value = 64U << 10U;

std::string find_bounded(std::string_view header, std::string_view name) {
  std::string value = find_raw(header, name).value_or(std::string());
  if (value.size() > longest_value) value.resize(longest_value);
  return value;
}

std::string parameter(GMimeParamList* parameters, const char* name) {
  GMimeParam* const found = g_mime_param_list_get_parameter(parameters, name);
  const char* const value = found == nullptr ? nullptr : g_mime_param_get_value(found);
  return value == nullptr ? std::string() : std::string(value);
}

/// GMime decodes names, but hands on octets that are no text in the charset they claim, and control characters.
std::string repaired(std::string_view name) {
  std::string text;
  append_repaired(text, name);
  std::erase_if(text, [](char octet) { return (octet >= '\0' && octet < ' ') || octet == '\x7f'; });
  return text;
}

/// Some mailers quote a charset twice, or forget the second mark.
std::string without_quotes(std::string value) {
  std::erase_if(value, [](char octet) { return octet == '"' || octet == '\'' || is_white_space(octet); });
  return value;
}

void read_content_type(part_header& part, const std::string& value) {
  if (value.find('/') == std::string::npos) return;
  const object_ptr<GMimeContentType> type(g_mime_content_type_parse(nullptr, value.c_str()));
  if (!type) return;
  const char* const media = g_mime_content_type_get_media_type(type.get());
  const char* const subtype = g_mime_content_type_get_media_subtype(type.get());
  if (media == nullptr || subtype == nullptr) return;
  part.media_type = repaired(lower_case(std::string(media) + "/" + subtype));
  GMimeParamList* const parameters = g_mime_content_type_get_parameters(type.get());
  part.charset = without_quotes(parameter(parameters, "charset"));
  part.boundary = parameter(parameters, "boundary");
  part.file_name = bare_file_name(repaired(parameter(parameters, "name")));
}

void read_disposition(part_header& part, const std::string& value) {
  if (value.empty()) return;
  const object_ptr<GMimeContentDisposition> disposition(g_mime_content_disposition_parse(nullptr, value.c_str()));
  if (!disposition) return;
  const char* const kind = g_mime_content_disposition_get_disposition(disposition.get());
  part.attachment = kind != nullptr && same_ignoring_case(trim(kind), "attachment");
  GMimeParamList* const parameters = g_mime_content_disposition_get_parameters(disposition.get());
  const std::string name = bare_file_name(repaired(parameter(parameters, "filename")));
  if (!name.empty()) part.file_name = name;
}

}  // namespace

part_header read_part_header(std::string_view header, std::string_view default_type) {
  use_gmime();
  part_header part;
  part.media_type = default_type;
  read_content_type(part, find_bounded(header, "Content-Type"));
  read_disposition(part, find_bounded(header, "Content-Disposition"));
  part.encoding = to_transfer_encoding(find_bounded(header, "Content-Transfer-Encoding"));
  part.content_id = repaired(without_angle_brackets(find_bounded(header, "Content-ID")));
  return part;
}

std::string declared_charset(std::string_view header) {
  use_gmime();
  part_header part;
  read_content_type(part, find_bounded(header, "Content-Type"));
  return part.charset;
}

std::string without_angle_brackets(std::string_view value) {
  const std::size_t open = value.find('<');
  if (open != std::string_view::npos) value.remove_prefix(open + 1);
  return std::string(trim(value.substr(0, value.find('>'))));
}

}  // namespace pop3kit::engine
