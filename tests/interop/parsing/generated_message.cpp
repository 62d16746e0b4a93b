#include "generated_message.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "content_writer.hpp"
#include "header_writer.hpp"
#include "parsed_values.hpp"

namespace pop3kit::interop::parsing {
namespace {

constexpr std::size_t deepest = 3;

class entity_writer {
 public:
  explicit entity_writer(writing& out) : out_(&out) {}
  /// Content- fields, an empty line and a body.
  std::string write(std::size_t depth);
  [[nodiscard]] const std::vector<written_leaf>& leaves() const noexcept { return leaves_; }

 private:
  std::string write_leaf();
  std::string write_multipart(std::size_t depth);
  std::string write_message_inside();
  std::string write_empty_multipart();
  std::string parts(std::size_t depth, const std::string& boundary);
  std::string new_boundary();
  std::string boundary_parameter(const std::string& boundary);
  std::string delimiter(const std::string& boundary, bool closes);

  writing* out_;
  std::vector<written_leaf> leaves_;
  std::vector<std::string> open_;  ///< boundaries of the multiparts around
  std::size_t boundaries_ = 0;
  bool unclosed_ = false;  ///< the innermost multipart written last has no closing delimiter
};

std::string entity_writer::new_boundary() {
  ++boundaries_;
  if (!open_.empty() && out_->choose("boundary of an outer multipart", 6)) return open_.back();
  if (!open_.empty() && out_->choose("boundary that begins with an outer one", 6)) return open_.back() + "x";
  constexpr std::array forms{"b", "=_Part/", "----=_NextPart_000", "'(a)+b_c,d-e.f:g=h?"};
  return out_->random.pick(forms) + std::to_string(boundaries_);
}

std::string entity_writer::boundary_parameter(const std::string& boundary) {
  if (boundary.size() > 2 && out_->choose("boundary in RFC 2231 sections", 4)) {
    return "boundary*0=\"" + boundary.substr(0, 2) + "\"; boundary*1=\"" + boundary.substr(2) + "\"";
  }
  const bool is_token = boundary.find_first_of("()<>@,;:\\\"/[]?= ") == std::string::npos;
  const std::string mark = is_token && out_->random.chance(50) ? "" : "\"";
  return (out_->random.chance(10) ? "BOUNDARY=" : "boundary=") + mark + boundary + mark;
}

std::string entity_writer::delimiter(const std::string& boundary, bool closes) {
  return "--" + boundary + (closes ? "--" : "") + (out_->choose("blanks after a delimiter", 4) ? " \t\r\n" : "\r\n");
}

std::string entity_writer::write_leaf() {
  written_leaf leaf;
  const bool text = out_->random.chance(60);
  const written_part part = text ? write_text(*out_, leaf) : write_attachment(*out_, leaf);
  leaves_.push_back(std::move(leaf));
  return part.fields + "\r\n" + part.body;
}

std::string entity_writer::write_message_inside() {
  written_leaf leaf;
  leaf.type = "message/rfc822";
  leaf.attachment = true;
  leaf.content = "inner " + std::to_string(out_->random.below(100));  // the canonical value: its subject
  leaves_.push_back(leaf);
  std::string inner = "Subject: " + leaf.content + "\r\nFrom: inner@example.org\r\n";
  if (out_->random.chance(50)) {
    inner += "\r\ntext inside\r\n";
  } else {
    const bool same = !open_.empty() && out_->choose("boundary of an outer multipart in a message inside", 10);
    const std::string boundary = same ? open_.back() : "inside";
    inner += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary +
             "\r\n\r\ntext inside\r\n--" + boundary + "--\r\n";
  }
  return "Content-Type: message/rfc822\r\n\r\n" + inner;
}

/// A multipart in which there is nothing.
std::string entity_writer::write_empty_multipart() {
  constexpr std::array bodies{"", "\r\n", "\r\n--empty--\r\n", "--empty\r\n--empty--\r\n"};
  const std::size_t form = out_->random.below(bodies.size());
  if (form == 3) out_->message.features.insert("part without header and content");
  return std::string("Content-Type: multipart/alternative; boundary=empty\r\n\r\n") + bodies[form];
}

std::string entity_writer::parts(std::size_t depth, const std::string& boundary) {
  std::string body;
  const std::size_t count = 1 + out_->random.below(3);
  for (std::size_t part = 0; part < count; ++part) {
    body += delimiter(boundary, false);
    unclosed_ = false;
    if (out_->choose("empty multipart", 3)) {
      body += write_empty_multipart();
    } else if (out_->choose("part without header and content", 2)) {
      body += "";
    } else if (out_->random.chance(8)) {
      body += write_message_inside();
    } else {
      body += write(depth + 1);
    }
    body += "\r\n";
  }
  return body;
}

std::string entity_writer::write_multipart(std::size_t depth) {
  constexpr std::array subtypes{"mixed", "alternative", "related", "x-unheard-of"};
  const std::string boundary = new_boundary();
  const bool same = std::ranges::find(open_, boundary) != open_.end();
  std::string entity = "Content-Type: multipart/" + std::string(out_->random.pick(subtypes)) + ";\r\n " +
                       boundary_parameter(boundary) + "\r\n\r\n";
  if (out_->random.chance(40)) entity += "This is a message in MIME format.\r\n";
  open_.push_back(boundary);
  entity += parts(depth, boundary);
  open_.pop_back();
  const bool around_is_same = same || (unclosed_ && boundary == "empty");
  if (!around_is_same && out_->choose("multipart without closing delimiter", 5)) {
    unclosed_ = true;
    entity.resize(entity.size() - 2);
    return entity;
  }
  entity += delimiter(boundary, true);
  if (out_->random.chance(20)) entity += "\r\nAn epilogue.\r\n";
  return entity;
}

std::string entity_writer::write(std::size_t depth) {
  const bool multipart = depth < deepest && out_->random.chance(depth == 0 ? 70 : 25);
  return multipart ? write_multipart(depth) : write_leaf();
}

/// What does not belong before the first field, and lines that are no fields.
std::string with_oddities(writing& out, std::string header) {
  if (out.choose("line that is no field", 2)) {
    std::size_t at = header.find("\r\n") + 2;
    while (header[at] == ' ') at = header.find("\r\n", at) + 2;  // not into a folded field
    header.insert(at, "this is no field\r\n");
  }
  if (out.choose("byte order mark", 2)) return "\xef\xbb\xbf" + header;
  if (out.choose("empty first lines", 2)) return (out.random.chance(50) ? "\r\n" : "\r\n\r\n") + header;
  if (out.choose("blank before the first field", 2)) return " " + header;
  if (out.choose("mbox line", 3)) return "From alice Sat Jan  1 00:00:00 2000\r\n" + header;
  return header;
}

void change_line_ends(writing& out, std::string& octets) {
  if (out.choose("lines end with LF", 10)) {
    std::erase(octets, '\r');
  } else if (out.choose("lines end with CR", 1)) {
    std::erase(octets, '\n');
  }
}

}  // namespace

generated_message generate_message(std::uint64_t seed) {
  writing out(seed);
  std::string header = write_header(out);
  if (!out.choose("no MIME-Version", 10)) header += "MIME-Version: 1.0\r\n";
  if (out.choose("duplicate fields", 4)) header += "Subject: a second one\r\nMessage-ID: <second@example.org>\r\n";
  entity_writer entity(out);
  const std::string content = entity.write(0);
  header += content.substr(0, content.find("\r\n\r\n") + 2);
  if (content.starts_with("\r\n")) header.resize(header.size() - content.find("\r\n\r\n") - 2);
  const std::string body = content.starts_with("\r\n") ? content : content.substr(content.find("\r\n\r\n") + 2);
  out.message.octets = with_oddities(out, std::move(header)) + body;
  change_line_ends(out, out.message.octets);
  note_leaves(entity.leaves(), out.message.written);
  return std::move(out.message);
}

}  // namespace pop3kit::interop::parsing
