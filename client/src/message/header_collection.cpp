#include <algorithm>
#include <array>
#include <mutex>
#include <pop3kit/header_collection.hpp>
#include <utility>

#include "message/address_list.hpp"
#include "message/charset.hpp"
#include "message/date_time.hpp"
#include "message/encoded_words.hpp"
#include "message/field_reader.hpp"
#include "message/part_header.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit {
namespace {

constexpr std::size_t most_fields = 100'000;
constexpr std::size_t usual_fields = 64;

std::optional<std::string> join_all(const std::vector<header_field>& fields, std::string_view name) {
  std::optional<std::string> joined;
  for (const header_field& field : fields) {
    if (!text::equal_ignoring_case(field.name, name)) continue;
    const std::string addresses = engine::join_addresses(field.value);
    if (!joined) {
      joined = addresses;
    } else if (!addresses.empty()) {
      joined->append(joined->empty() ? "" : ", ").append(addresses);
    }
  }
  return joined;
}

/// Returns true if the field contains addresses (RFC 5322 sections 3.6.2, 3.6.3 and 3.6.6).
bool has_addresses(std::string_view name) {
  constexpr std::string_view resent = "resent-";
  if (name.size() > resent.size() && text::equal_ignoring_case(name.substr(0, resent.size()), resent)) {
    name.remove_prefix(resent.size());
  }
  constexpr std::array<std::string_view, 6> names{"From", "Sender", "Reply-To", "To", "Cc", "Bcc"};
  return std::ranges::any_of(names, [name](std::string_view each) { return text::equal_ignoring_case(name, each); });
}

/// The parsed values of a header. Structured fields are parsed before their encoded words are decoded, because a
/// decoded word could end a comment.
struct header_values {
  std::vector<header_field> fields;
  std::optional<engine::date_value> date;
  std::optional<std::string> message_id;
};

std::optional<std::string> to_message_id(std::string_view value, engine::text_decoder& decoder) {
  std::string id = decoder.decode(engine::read_message_id(value));
  if (id.empty()) return std::nullopt;
  return id;
}

header_values read_header(std::string_view octets) {
  header_values read;
  engine::text_decoder decoder;
  bool has_date = false;
  bool has_message_id = false;
  bool declared = text::is_ascii(octets);  // the charset is looked up only if a field needs it
  const auto lines = static_cast<std::size_t>(std::ranges::count(octets, '\n'));
  read.fields.reserve(std::min(lines, usual_fields));
  engine::field_reader fields(octets);
  for (auto field = fields.next(); field && read.fields.size() < most_fields; field = fields.next()) {
    if (!declared && !text::is_ascii(field->body)) {
      decoder.declare_charset(engine::declared_charset(octets));
      declared = true;
    }
    std::string value = engine::unfold(field->body);
    if (!has_date && text::equal_ignoring_case(field->name, "Date")) {
      has_date = true;
      read.date = engine::read_date(value);
    } else if (!has_message_id && text::equal_ignoring_case(field->name, "Message-ID")) {
      has_message_id = true;
      read.message_id = to_message_id(value, decoder);
    }
    const bool of_addresses = has_addresses(field->name);
    read.fields.emplace_back(std::string(field->name), of_addresses ? decoder.decode_addresses(std::move(value))
                                                                    : decoder.decode(std::move(value)));
  }
  return read;
}

}  // namespace

struct header_collection::content {
  explicit content(std::string_view header) : octets_(header) {}

  const header_values& values() const {
    std::call_once(once_, [this] {
      values_ = read_header(octets_);
      octets_ = std::string();
    });
    return values_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::string octets_;
  mutable header_values values_;
};

header_collection header_collection::parse(std::string_view octets) {
  header_collection parsed;
  if (engine::ends_lines_with_cr(octets)) {
    const std::string lines = engine::with_line_feeds(octets);
    parsed.content_ = std::make_shared<const content>(engine::split(lines, engine::entity_kind::message).header);
  } else {
    parsed.content_ = std::make_shared<const content>(engine::split(octets, engine::entity_kind::message).header);
  }
  return parsed;
}

const std::vector<header_field>& header_collection::fields() const {
  static const std::vector<header_field> none;
  return content_ ? content_->values().fields : none;
}

std::optional<std::string> header_collection::find(std::string_view name) const {
  const std::vector<header_field>& held = fields();
  const auto found = std::find_if(
      held.begin(), held.end(), [&](const header_field& field) { return text::equal_ignoring_case(field.name, name); });
  if (found == held.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string> header_collection::from() const {
  return join_all(fields(), "From");
}

std::optional<std::string> header_collection::to() const {
  return join_all(fields(), "To");
}

std::optional<std::string> header_collection::cc() const {
  return join_all(fields(), "Cc");
}

std::optional<std::string> header_collection::reply_to() const {
  return join_all(fields(), "Reply-To");
}

std::optional<std::string> header_collection::date() const {
  if (!content_ || !content_->values().date) return std::nullopt;
  return content_->values().date->rfc3339;
}

std::optional<mail_date> header_collection::parsed_date() const {
  if (!content_ || !content_->values().date) return std::nullopt;
  return content_->values().date->parsed;
}

std::optional<std::string> header_collection::message_id() const {
  return content_ ? content_->values().message_id : std::nullopt;
}

}  // namespace pop3kit
