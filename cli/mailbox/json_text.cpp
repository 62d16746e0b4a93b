#include "mailbox/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <utility>

#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

json::value text_or_null(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  return json::value(utf8(*text));
}

json::value filled_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::value(utf8(text));
}

json::value number_or_null(sequence_number number) {
  return number == 0 ? json::value(nullptr) : json::value(number);
}

/// Begins an object with the number and the unique-id of the message.
json::object object_for(const message_info& message) {
  json::object out;
  out["sequence_number"] = number_or_null(message.sequence_number);
  out["unique_id"] = message.unique_id ? json::value(utf8(message.unique_id->str())) : json::value(nullptr);
  return out;
}

json::object to_object(const message_info& message, list_fields fields) {
  json::object out = object_for(message);
  out["size"] = message.size ? json::value(*message.size) : json::value(nullptr);
  if (fields == list_fields::ids_only) return out;
  static const header_collection unknown;
  const header_collection& headers = message.headers ? *message.headers : unknown;
  out["subject"] = text_or_null(headers.subject());
  out["from"] = text_or_null(headers.from());
  out["to"] = text_or_null(headers.to());
  out["date"] = text_or_null(headers.date());
  out["message_id"] = text_or_null(headers.message_id());
  return out;
}

json::object to_object(const attachment& part) {
  json::object out;
  out["file_name"] = filled_or_null(part.file_name);
  out["content_type"] = filled_or_null(part.content_type);
  out["size"] = part.content.size();
  return out;
}

}  // namespace

std::string json_text(const mailbox_info& mailbox) {
  return json_output(json::object{{"message_count", mailbox.message_count}, {"occupied_size", mailbox.occupied_size}});
}

std::string json_text(const message_info& message, list_fields fields) {
  return json_output(to_object(message, fields));
}

std::string json_text(const message_info& which, const header_collection& headers) {
  json::array out;
  for (const header_field& field : headers.fields()) {
    json::object row = object_for(which);
    row["name"] = utf8(field.name);
    row["value"] = utf8(field.value);
    out.push_back(std::move(row));
  }
  return json_output(out);
}

std::string json_text(const message_info& which, const mail_message& message) {
  const header_collection& headers = message.headers();
  json::object out = object_for(which);
  out["subject"] = text_or_null(headers.subject());
  out["from"] = text_or_null(headers.from());
  out["to"] = text_or_null(headers.to());
  out["cc"] = text_or_null(headers.cc());
  out["reply_to"] = text_or_null(headers.reply_to());
  out["date"] = text_or_null(headers.date());
  out["message_id"] = text_or_null(headers.message_id());
  out["text"] = filled_or_null(message.text_body());
  out["html"] = filled_or_null(message.html_body());
  json::array parts;
  for (const attachment& part : message.attachments()) parts.push_back(to_object(part));
  out["attachments"] = std::move(parts);
  return json_output(out);
}

std::string json_text(const capabilities& offered) {
  json::array out;
  for (const capabilities::entry& entry : offered.entries()) out.push_back(json::value(utf8(capability_text(entry))));
  return json_output(out);
}

std::string capability_text(const capabilities::entry& entry) {
  std::string out = entry.tag;
  for (const std::string& parameter : entry.parameters) out += " " + parameter;
  return out;
}

}  // namespace pop3kit::command
