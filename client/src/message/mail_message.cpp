#include <algorithm>
#include <iterator>
#include <mutex>
#include <pop3kit/mail_message.hpp>
#include <utility>

#include "message/address_list.hpp"
#include "message/field_reader.hpp"
#include "message/message_body.hpp"
#include "message/part_header.hpp"
#include "text/ascii.hpp"

namespace pop3kit {
namespace {

constexpr std::size_t most_addresses = 100'000;

}  // namespace

struct mail_message::content {
  explicit content(std::string message) : octets(std::move(message)) {
    if (engine::ends_lines_with_cr(octets)) with_line_feeds_ = engine::with_line_feeds(octets);
  }

  const header_collection& header() const {
    std::call_once(header_once_, [this] { header_ = header_collection::parse(readable()); });
    return header_;
  }
  const engine::message_body& body() const {
    std::call_once(body_once_, [this] { body_ = engine::read_body(readable()); });
    return body_;
  }
  std::vector<mail_address> addresses(std::string_view name) const;

  const std::string octets;

 private:
  /// Returns the octets, or a copy with LF line ends if the message has only CR line ends (RFC 5322 section 2.1).
  std::string_view readable() const noexcept { return with_line_feeds_.empty() ? octets : with_line_feeds_; }

  std::string with_line_feeds_;
  mutable std::once_flag header_once_;
  mutable std::once_flag body_once_;
  mutable header_collection header_;
  mutable engine::message_body body_;
};

std::vector<mail_address> mail_message::content::addresses(std::string_view name) const {
  const std::string_view header = engine::split(readable(), engine::entity_kind::message).header;
  engine::text_decoder decoder(engine::declared_charset(header));
  std::vector<mail_address> found;
  engine::field_reader fields(header);
  while (const auto field = fields.next()) {
    if (!text::equal_ignoring_case(field->name, name)) continue;
    auto more = engine::read_addresses(engine::unfold(field->body), decoder, most_addresses - found.size());
    std::move(more.begin(), more.end(), std::back_inserter(found));
  }
  return found;
}

mail_message::mail_message(std::string octets) : content_(std::make_shared<const content>(std::move(octets))) {}

const mail_message::content& mail_message::held() const noexcept {
  static const content nothing{std::string()};
  return content_ ? *content_ : nothing;
}

const std::string& mail_message::octets() const noexcept {
  return held().octets;
}

const header_collection& mail_message::headers() const {
  return held().header();
}

std::string mail_message::subject() const {
  return headers().subject().value_or(std::string());
}

std::vector<mail_address> mail_message::from() const {
  return held().addresses("From");
}

std::vector<mail_address> mail_message::to() const {
  return held().addresses("To");
}

std::vector<mail_address> mail_message::cc() const {
  return held().addresses("Cc");
}

std::vector<mail_address> mail_message::reply_to() const {
  return held().addresses("Reply-To");
}

std::optional<std::string> mail_message::date() const {
  return headers().date();
}

std::optional<mail_date> mail_message::parsed_date() const {
  return headers().parsed_date();
}

std::optional<std::string> mail_message::message_id() const {
  return headers().message_id();
}

const std::string& mail_message::text_body() const {
  return held().body().text;
}

const std::string& mail_message::html_body() const {
  return held().body().html;
}

const std::vector<attachment>& mail_message::attachments() const {
  return held().body().attachments;
}

}  // namespace pop3kit
