#include "message/message_body.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "message/charset.hpp"
#include "message/delimiter_scanner.hpp"
#include "message/field_reader.hpp"
#include "message/part_header.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

// GMime's message parser is not used. It parses the addresses of every message within the message, and a hostile
// message can make its address parser exhaust the stack.
namespace pop3kit::engine {
namespace {

constexpr std::size_t deepest_nesting = 32;
constexpr std::size_t most_parts = 100'000;
/// RFC 2046 section 5.1.1 allows 70 octets; some mailers use more.
constexpr std::size_t longest_boundary = 256;

/// Returns text as UTF-8 with LF line ends. Several CRs before an LF are one line end. NUL becomes U+FFFD.
std::string to_text(std::string_view octets, std::string_view charset) {
  std::string converted;
  if (charset.empty()) {
    text::append_repaired(converted, octets);
  } else {
    append_converted(converted, octets, charset);
  }
  std::string text;
  text.reserve(converted.size());
  for (std::size_t at = 0; at < converted.size(); ++at) {
    if (converted[at] == '\0') {
      text += text::replacement_character;
    } else if (converted[at] != '\r') {
      text += converted[at];
    } else {
      const std::size_t end = std::min(converted.find_first_not_of('\r', at), converted.size());
      const bool line_feed_follows = end < converted.size() && converted[end] == '\n';
      if (!line_feed_follows) text.append(end - at, '\n');
      at = end - 1;
    }
  }
  return text;
}

bool is_blank_text(std::string_view text) noexcept {
  return std::ranges::all_of(text, text::is_white_space);
}

class body_reader {
 public:
  explicit body_reader(std::string_view octets) : octets_(octets), scanner_(octets) {}
  message_body read();

 private:
  text_end read_part(std::string_view default_type);
  /// Reads the content of a part. The scanner must be at its body.
  text_end read_content(part_header part, bool has_header);
  text_end read_multipart(const part_header& part);
  text_end read_parts(std::string_view default_type, text_end delimiter);
  text_end read_text_without_parts(const part_header& part);
  void take_leaf(std::string_view octets, part_header part);
  void take_text_without_parts(std::string_view octets, const part_header& part);
  [[nodiscard]] std::string_view text_between(std::size_t begin, std::size_t end) const noexcept {
    return octets_.substr(begin, std::max(begin, end) - begin);
  }

  std::string_view octets_;
  delimiter_scanner scanner_;
  text_decoder decoder_;
  message_body body_;
  std::size_t parts_ = 0;
  std::size_t messages_inside_ = 0;  ///< parts of a message within the message are ignored
  bool has_text_ = false;
  bool has_html_ = false;
  /// The first attachment that is the text of a multipart without parts, and its charset.
  std::optional<std::pair<std::size_t, std::string>> text_without_parts_;
};

message_body body_reader::read() {
  const split_entity entity = split(octets_, entity_kind::message);
  scanner_.move_to(static_cast<std::size_t>(entity.body.data() - octets_.data()));
  read_content(read_part_header(entity.header, "text/plain", decoder_), true);
  if (!has_text_ && text_without_parts_) {
    const auto& [index, charset] = *text_without_parts_;
    const auto found = body_.attachments.begin() + static_cast<std::ptrdiff_t>(index);
    body_.text = to_text(found->content, charset);
    body_.attachments.erase(found);
  }
  return std::move(body_);
}

text_end body_reader::read_part(std::string_view default_type) {
  const std::size_t begin = scanner_.position();
  const std::string_view block = scanner_.header_block();
  const split_entity entity = split(block, entity_kind::part);
  scanner_.move_to(begin + static_cast<std::size_t>(entity.body.data() - block.data()));
  return read_content(read_part_header(entity.header, default_type, decoder_), !entity.header.empty());
}

text_end body_reader::read_content(part_header part, bool has_header) {
  const bool may_descend = scanner_.open_multiparts() + messages_inside_ < deepest_nesting;
  if (part.media_type.starts_with("multipart/")) {
    const bool has_boundary = !part.boundary.empty() && part.boundary.size() <= longest_boundary;
    if (may_descend) return has_boundary ? read_multipart(part) : read_text_without_parts(part);
    part.attachment = true;
  }
  const std::size_t begin = scanner_.position();
  text_end end;
  if (part.media_type == "message/rfc822" && part.encoding == transfer_encoding::identity && may_descend) {
    ++messages_inside_;  // its multiparts may have the same boundary as ours
    end = read_part("text/plain");
    --messages_inside_;
  } else {
    end = scanner_.pass_text();
  }
  const std::string_view text = text_between(begin, end.end);
  if (has_header || !is_blank_text(text)) take_leaf(text, std::move(part));
  return end;
}

text_end body_reader::read_multipart(const part_header& part) {
  const std::size_t level = scanner_.open_multiparts();
  const std::size_t begin = scanner_.position();
  scanner_.open(part.boundary);
  text_end end = scanner_.pass_text();
  const bool has_parts = end.level == level && !end.closes;
  if (has_parts) end = read_parts(part.media_type == "multipart/digest" ? "message/rfc822" : "text/plain", end);
  scanner_.close();
  const std::size_t end_of_preamble = end.end;
  const bool closed = end.level == level;
  const std::size_t begin_of_epilogue = scanner_.position();
  if (closed) end = scanner_.pass_text();
  if (has_parts) return end;
  const bool has_text = !is_blank_text(text_between(begin, end_of_preamble)) ||
                        (closed && !is_blank_text(text_between(begin_of_epilogue, end.end)));
  if (has_text) take_text_without_parts(text_between(begin, end.end), part);
  return end;
}

text_end body_reader::read_parts(std::string_view default_type, text_end delimiter) {
  const std::size_t level = delimiter.level;
  while (delimiter.level == level && !delimiter.closes) {
    if (parts_ == most_parts) {
      scanner_.move_to(octets_.size());
      return {octets_.size()};
    }
    ++parts_;
    delimiter = read_part(default_type);
  }
  return delimiter;
}

text_end body_reader::read_text_without_parts(const part_header& part) {
  const std::size_t begin = scanner_.position();
  const text_end end = scanner_.pass_text();
  const std::string_view text = text_between(begin, end.end);
  if (!is_blank_text(text)) take_text_without_parts(text, part);
  return end;
}

void body_reader::take_leaf(std::string_view octets, part_header part) {
  if (messages_inside_ > 0) return;
  std::string content = decode_body(octets, part.encoding);
  if (!part.attachment && part.media_type == "text/plain" && !has_text_) {
    has_text_ = true;
    body_.text = to_text(content, part.charset);
  } else if (!part.attachment && part.media_type == "text/html" && !has_html_) {
    has_html_ = true;
    body_.html = to_text(content, part.charset);
  } else {
    body_.attachments.emplace_back(std::move(part.file_name), std::move(part.media_type), std::move(part.content_id),
                                   std::move(content));
  }
}

/// Uses the content of a multipart without a delimiter as text, unless the message has a text part.
void body_reader::take_text_without_parts(std::string_view octets, const part_header& part) {
  if (messages_inside_ > 0) return;
  if (!text_without_parts_) text_without_parts_.emplace(body_.attachments.size(), part.charset);
  part_header text = part;
  text.media_type = "text/plain";
  text.attachment = true;
  take_leaf(octets, std::move(text));
}

}  // namespace

message_body read_body(std::string_view octets) {
  return body_reader(octets).read();
}

}  // namespace pop3kit::engine
