#include "mailbox/message_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

constexpr std::string_view absent = "-";

std::string cell(const std::optional<std::string>& text) {
  return text ? one_line(*text) : std::string{absent};
}

std::string identity_text(const message_info& message) {
  return message.unique_id ? one_line(message.unique_id->str()) : std::string{absent};
}

std::string size_text(const message_info& message) {
  return message.size ? fmt::format("{}", *message.size) : std::string{absent};
}

const header_collection& headers_of(const message_info& message) {
  static const header_collection none;
  return message.headers ? *message.headers : none;
}

/// As many columns as the widest unique-id needs, but at most 70, which is the longest that RFC 1939 section 7 allows.
std::size_t identity_width(const std::vector<message_info>& messages) {
  constexpr std::size_t widest = 70;
  std::size_t width = std::string_view{"UNIQUE-ID"}.size();
  for (const message_info& each : messages) {
    if (each.unique_id) width = std::max(width, each.unique_id->str().size());
  }
  return std::min(width, widest);
}

void append_field(std::string& out, std::string_view name, const std::optional<std::string>& value) {
  if (value) out += fmt::format("{:<12}{}\n", fmt::format("{}:", name), one_line(*value));
}

void append_date_and_id(std::string& out, const header_collection& headers) {
  append_field(out, "Date", headers.date());
  append_field(out, "Message-ID", headers.message_id());
}

void append_brief_headers(std::string& out, const header_collection& headers) {
  append_field(out, "Subject", headers.subject());
  append_field(out, "From", headers.from());
  append_field(out, "To", headers.to());
  append_date_and_id(out, headers);
}

void append_headers_of_page(std::string& out, const header_collection& headers) {
  append_field(out, "Subject", headers.subject());
  append_field(out, "From", headers.from());
  append_field(out, "To", headers.to());
  append_field(out, "Cc", headers.cc());
  append_field(out, "Reply-To", headers.reply_to());
  append_date_and_id(out, headers);
}

}  // namespace

message_table::message_table(const std::vector<message_info>& messages, list_fields fields)
    : identity_width_(identity_width(messages)), fields_(fields) {}

std::string message_table::heading() const {
  std::string out = fmt::format("{:>7}  {:<{}}  {:>10}", "NUMBER", "UNIQUE-ID", identity_width_, "SIZE");
  if (fields_ == list_fields::headers) out += fmt::format("  {:<25}  {:<32}  {}", "DATE", "FROM", "SUBJECT");
  return out + '\n';
}

std::string message_table::row(const message_info& message) const {
  std::string out = fmt::format("{:>7}  {:<{}}  {:>10}", message.sequence_number, identity_text(message),
                                identity_width_, size_text(message));
  if (fields_ == list_fields::headers) {
    const header_collection& headers = headers_of(message);
    out += fmt::format("  {:<25}  {:<32.32}  {:.200}", cell(headers.date()), cell(headers.from()),
                       cell(headers.subject()));
  }
  return out + '\n';
}

std::string message_sheet(const message_info& message) {
  std::string out;
  append_field(out, "Number", fmt::format("{}", message.sequence_number));
  append_field(out, "Unique-ID", identity_text(message));
  append_field(out, "Size", message.size ? fmt::format("{} octets", *message.size) : "unknown");
  append_brief_headers(out, headers_of(message));
  return out;
}

std::string message_page(const mail_message& message) {
  std::string out;
  append_headers_of_page(out, message.headers());
  out += '\n';
  const bool has_text = !message.text_body().empty();
  out += printable(has_text ? message.text_body() : message.html_body());
  if (!out.ends_with('\n')) out += '\n';
  if (message.attachments().empty()) return out;
  out +=
      fmt::format("\n{} attachment{}:\n", message.attachments().size(), message.attachments().size() == 1 ? "" : "s");
  for (const attachment& part : message.attachments()) {
    out += fmt::format("  {}  {}  {}\n", part.file_name.empty() ? "(no name)" : one_line(part.file_name),
                       one_line(part.content_type), readable_octets(part.content.size()));
  }
  return out;
}

}  // namespace pop3kit::command
