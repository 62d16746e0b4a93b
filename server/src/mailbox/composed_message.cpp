#include "mailbox/composed_message.hpp"

#include <algorithm>
#include <string_view>

#include "mailbox/header_field.hpp"
#include "mailbox/stored_messages.hpp"
#include "mailbox/transfer_encoding.hpp"
#include "scenario/derive_seed.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit::serving {
namespace {

std::string hex(std::uint64_t value) {
  std::string out;
  text::append_hex_number(out, value);
  return out;
}

bool same_name(std::string_view left, std::string_view right) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  };
  return std::ranges::equal(left, right, {}, lower, lower);
}

/// Writes entities one after another. Each consists of its MIME fields, an empty line and its content.
class composer {
 public:
  composer(const message_draft& draft, std::uint64_t seed) : draft_(draft), seed_(seed) {}

  std::string compose() {
    write_fields();
    out_.append("MIME-Version: 1.0\r\n");
    if (draft_.attachments.empty()) {
      write_bodies();
      return std::move(out_);
    }
    const auto boundary = open_multipart("mixed", 1);
    begin_part(boundary);
    write_bodies();
    for (const auto& file : draft_.attachments) {
      begin_part(boundary);
      write_attachment(file);
    }
    end_multipart(boundary);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_given(std::string_view name) const {
    return std::ranges::any_of(draft_.headers, [&](const auto& field) { return same_name(field.first, name); });
  }

  void write_fields() {
    if (!is_given("Date")) append_unstructured_field(out_, "Date", date());
    if (!is_given("From")) append_address_field(out_, "From", {author()});
    if (!is_given("To") && !draft_.to.empty()) append_address_field(out_, "To", draft_.to);
    if (!is_given("Cc") && !draft_.cc.empty()) append_address_field(out_, "Cc", draft_.cc);
    if (!is_given("Subject")) append_unstructured_field(out_, "Subject", draft_.subject);
    if (!is_given("Message-ID")) {
      append_unstructured_field(out_, "Message-ID", "<" + hex(derive_seed(seed_, 2, 0)) + "@pop3kit.example>");
    }
    for (const auto& [name, value] : draft_.headers) append_unstructured_field(out_, name, value);
  }

  [[nodiscard]] std::string date() const {
    if (!draft_.date.empty()) return draft_.date;
    constexpr std::uint64_t seconds_a_year = 31'536'000;
    std::string out;
    append_date(out, first_mail_date + static_cast<std::int64_t>(derive_seed(seed_, 1, 0) % seconds_a_year));
    return out;
  }

  [[nodiscard]] std::string author() const {
    return draft_.from.empty() ? "Ada Lovelace <ada@example.org>" : draft_.from;
  }

  void write_bodies() {
    if (draft_.html.empty()) return write_text("plain", draft_.text);
    if (draft_.text.empty()) return write_text("html", draft_.html);
    const auto boundary = open_multipart("alternative", 3);
    begin_part(boundary);
    write_text("plain", draft_.text);
    begin_part(boundary);
    write_text("html", draft_.html);
    end_multipart(boundary);
  }

  void write_text(std::string_view subtype, std::string_view text) {
    const bool plain = is_seven_bit(text);
    out_.append("Content-Type: text/").append(subtype).append("; charset=utf-8\r\nContent-Transfer-Encoding: ");
    out_.append(plain ? "7bit\r\n\r\n" : "quoted-printable\r\n\r\n");
    out_.append(plain ? with_crlf(text) : quoted_printable(text));
  }

  void write_attachment(const attachment& file) {
    out_.append("Content-Type: ").append(file.type);
    out_.append(parameter("name", file.name)).append("\r\nContent-Disposition: attachment");
    out_.append(parameter("filename", file.name)).append("\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    out_.append(base64_lines(file.content));
  }

  std::string open_multipart(std::string_view subtype, std::uint64_t level) {
    auto boundary = "=_" + hex(derive_seed(seed_, level + 16, 0));
    out_.append("Content-Type: multipart/").append(subtype).append(";\r\n boundary=\"").append(boundary);
    out_.append("\"\r\n\r\n");
    return boundary;
  }
  void begin_part(std::string_view boundary) { out_.append("--").append(boundary).append("\r\n"); }
  void end_multipart(std::string_view boundary) { out_.append("--").append(boundary).append("--\r\n"); }

  const message_draft& draft_;
  std::uint64_t seed_;
  std::string out_;
};

}  // namespace

std::string compose(const message_draft& draft, std::uint64_t seed) {
  return composer{draft, seed}.compose();
}

}  // namespace pop3kit::serving
