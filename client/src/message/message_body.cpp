#include "message/message_body.hpp"

#include <optional>

#include "message/charset.hpp"
#include "message/field_reader.hpp"
#include "message/multipart.hpp"
#include "message/part_header.hpp"

// GMime could take the message apart as well, but it parses the addresses of every message inside the message, and its
// address parser can be made to exhaust the stack.
namespace pop3kit::engine {
namespace {

constexpr int deepest_nesting = 32;
constexpr std::size_t most_parts = 100'000;
/// RFC 2046 section 5.1.1 allows 70; some mailers take more.
constexpr std::size_t longest_boundary = 256;

/// Text as UTF-8 whose lines end with LF. NUL is no text.
std::string to_text(std::string_view octets, std::string_view charset) {
  std::string converted;
  if (charset.empty()) {
    append_repaired(converted, octets);
  } else {
    append_converted(converted, octets, charset);
  }
  std::string text;
  text.reserve(converted.size());
  for (std::size_t at = 0; at < converted.size(); ++at) {
    if (converted[at] == '\0') {
      text += replacement_character;
    } else if (converted[at] != '\r') {
      text += converted[at];
    } else if (at + 1 == converted.size() || converted[at + 1] != '\n') {
      text += '\n';
    }
  }
  return text;
}

class body_reader {
 public:
  void walk(std::string_view octets, std::string_view default_type, int depth);
  message_body take() { return std::move(body_); }

 private:
  bool walk_parts(std::string_view octets, const part_header& part, int depth);
  void take_leaf(std::string_view octets, part_header part);

  message_body body_;
  std::size_t parts_ = 0;
  bool has_text_ = false;
  bool has_html_ = false;
};

void body_reader::walk(std::string_view octets, std::string_view default_type, int depth) {
  const split_entity entity = split_header(octets);
  part_header part = read_part_header(entity.header, default_type);
  if (part.media_type.starts_with("multipart/")) {
    if (depth < deepest_nesting) {
      if (walk_parts(entity.body, part, depth)) return;
      part.media_type = "text/plain";  // no delimiter in it: what is there is for reading
    } else {
      part.attachment = true;
    }
  }
  take_leaf(entity.body, std::move(part));
}

bool body_reader::walk_parts(std::string_view octets, const part_header& part, int depth) {
  if (part.boundary.empty() || part.boundary.size() > longest_boundary) return false;
  multipart_reader parts(octets, part.boundary);
  std::optional<std::string_view> octets_of_part = parts.next();
  if (!octets_of_part) return false;
  const std::string_view default_type = part.media_type == "multipart/digest" ? "message/rfc822" : "text/plain";
  for (; octets_of_part && parts_ < most_parts; octets_of_part = parts.next()) {
    ++parts_;
    walk(*octets_of_part, default_type, depth + 1);
  }
  return true;
}

void body_reader::take_leaf(std::string_view octets, part_header part) {
  std::string content = decode(octets, part.encoding);
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

}  // namespace

message_body read_body(std::string_view octets) {
  body_reader reader;
  reader.walk(octets, "text/plain", 0);
  return reader.take();
}

}  // namespace pop3kit::engine
