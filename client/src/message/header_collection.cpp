#include <algorithm>
#include <mutex>
#include <pop3kit/header_collection.hpp>

#include "message/address_list.hpp"
#include "message/charset.hpp"
#include "message/date_time.hpp"
#include "message/encoded_words.hpp"
#include "message/field_reader.hpp"
#include "message/part_header.hpp"
#include "message/text.hpp"

namespace pop3kit {
namespace {

constexpr std::size_t most_fields = 100'000;
constexpr std::size_t usual_fields = 64;

std::optional<std::string> join_all(const std::vector<header_field>& fields, std::string_view name) {
  std::optional<std::string> joined;
  for (const header_field& field : fields) {
    if (!engine::same_ignoring_case(field.name, name)) continue;
    const std::string addresses = engine::join_addresses(field.value);
    if (!joined) {
      joined = addresses;
    } else if (!addresses.empty()) {
      joined->append(joined->empty() ? "" : ", ").append(addresses);
    }
  }
  return joined;
}

std::vector<header_field> read_fields(std::string_view octets) {
  std::vector<header_field> read;
  engine::text_decoder decoder;
  bool declared = engine::is_ascii(octets);  // the charset is asked for only where a field needs it
  const auto lines = static_cast<std::size_t>(std::ranges::count(octets, '\n'));
  read.reserve(std::min(lines, usual_fields));
  engine::field_reader fields(octets);
  for (auto field = fields.next(); field && read.size() < most_fields; field = fields.next()) {
    if (!declared && !engine::is_ascii(field->body)) {
      decoder.declare_charset(engine::declared_charset(octets));
      declared = true;
    }
    read.emplace_back(std::string(field->name), decoder.decode(engine::unfold(field->body)));
  }
  return read;
}

}  // namespace

struct header_collection::content {
  explicit content(std::string_view header) : octets_(header) {}

  const std::vector<header_field>& fields() const {
    std::call_once(once_, [this] {
      fields_ = read_fields(octets_);
      octets_ = std::string();
    });
    return fields_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::string octets_;
  mutable std::vector<header_field> fields_;
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
  return content_ ? content_->fields() : none;
}

std::optional<std::string> header_collection::find(std::string_view name) const {
  const std::vector<header_field>& held = fields();
  const auto found = std::find_if(held.begin(), held.end(), [&](const header_field& field) {
    return engine::same_ignoring_case(field.name, name);
  });
  if (found == held.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string> header_collection::from() const {
  return join_all(fields(), "From");
}

std::optional<std::string> header_collection::to() const {
  return join_all(fields(), "To");
}

std::optional<std::string> header_collection::date() const {
  const auto value = find("Date");
  return value ? engine::to_rfc3339(*value) : std::nullopt;
}

std::optional<std::string> header_collection::message_id() const {
  const auto value = find("Message-ID");
  if (!value) return std::nullopt;
  std::string id = engine::without_angle_brackets(*value);
  if (id.empty()) return std::nullopt;
  return id;
}

}  // namespace pop3kit
