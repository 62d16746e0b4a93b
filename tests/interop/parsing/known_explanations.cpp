#include <algorithm>

#include "explanations.hpp"

namespace pop3kit::interop::parsing {
namespace {

constexpr std::string_view python = "Python email";
constexpr std::string_view perl = "MIME-tools";

using names = std::vector<std::string_view>;
const names every{"subject", "from", "to", "date", "message-id", "text", "html", "attachments", "names"};
const names with_words{"subject", "from", "to", "names"};
const names addresses{"from", "to"};
const names date{"date"};
const names id{"message-id"};
const names contents{"text", "html", "attachments"};
const names parts{"text", "html", "attachments", "names"};
const names attachment_names{"names"};

std::string without(std::string text, std::string_view octets) {
  std::erase_if(text, [&](char octet) { return octets.find(octet) != std::string_view::npos; });
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// The display name of an address.
std::string name_of(const std::string& line) {
  return line.substr(0, line.find('|'));
}

/// What follows the display name.
std::string address_of(const std::string& line) {
  return line.substr(std::min(line.size(), line.find('|')));
}

/// The content of an attachment, without its size.
std::string after_size(const std::string& content) {
  return content.substr(content.rfind('|') + 1);
}

bool differs(const difference& /*found*/) {
  return true;
}

bool raises(const difference& found) {
  return found.theirs.starts_with("raises UnicodeDecodeError");
}

bool is_empty(const difference& found) {
  return found.theirs.empty();
}

bool is_same_without_blanks(const difference& found) {
  return without(found.ours, " ") == without(found.theirs, " ");
}

bool has_no_name(const difference& found) {
  return name_of(found.theirs).empty() && address_of(found.theirs) == address_of(found.ours);
}

/// Other characters in a text, or in the name of an address.
bool has_another_name(const difference& found) {
  const bool is_address = found.value == "from" || found.value == "to";
  return !is_address || address_of(found.theirs) == address_of(found.ours);
}

bool is_encoded(const difference& found) {
  return found.theirs.find("=?") != std::string::npos || found.theirs.find_first_of("$=") != std::string::npos ||
         found.theirs.size() > found.ours.size() / 2;
}

bool lacks_last_line_end(const difference& found) {
  if (found.value != "attachments") return found.theirs + "\n" == found.ours;
  return after_size(found.theirs) + "=0a" == after_size(found.ours);
}

bool has_another_offset(const difference& found) {
  return found.theirs.substr(0, 19) == found.ours.substr(0, 19) && found.theirs != found.ours;
}

/// The offset may differ as well: an unknown one counts as UTC.
bool is_in_another_century(const difference& found) {
  const bool same_offset = found.theirs.substr(std::min<std::size_t>(found.theirs.size(), 19)) ==
                           found.ours.substr(std::min<std::size_t>(found.ours.size(), 19));
  return found.theirs.size() > 19 && found.theirs.substr(2, 17) == found.ours.substr(2, 17) &&
         (same_offset || found.ours.ends_with("-00:00"));
}

/// Blanks that were kept may also take a character apart, if they stand in a soft line break.
bool has_blanks_at_line_ends(const difference& found) {
  if (found.value == "attachments") {
    return found.theirs.find("=20=09=0a") != std::string::npos || found.theirs.find("=3d=20=0a") != std::string::npos;
  }
  return replaced(found.theirs, " \t\n", "\n") == found.ours || found.theirs.find("= \n") != std::string::npos;
}

const std::vector<explanation> of_python{
    {python, every, "empty first lines", "no RFC; nothing is lost", "pop3kit",
     "The header ends at the first empty line, and all fields are text.", differs},
    {python, every, "byte order mark", "no RFC; nothing is lost", "pop3kit",
     "The mark makes the first line no field. The header ends there, and all fields are text.", differs},
    {python, every, "line that is no field", "RFC 5322 section 2.1", "pop3kit",
     "The header ends at the line, and the fields after it are text.", differs},
    {python, every, "blank before the colon", "RFC 5322 section 4.5", "pop3kit",
     "The field counts as text that ends the header.", differs},
    {python, addresses, "blank before the first field", "no RFC; nothing is lost", "pop3kit",
     "The first field is left out as a continuation of nothing.", is_empty},
    {python, addresses, "name in a comment", "RFC 5322 section 3.4", "both",
     "A comment is not the name of an address. pop3kit shows it because old mailers write names there.", has_no_name},
    {python, with_words, "several encoded words", "RFC 2047 section 5", "both",
     "Each word is decoded alone, so characters that are split between words are damaged, and blanks between words in "
     "a phrase are kept.",
     has_another_name},
    {python, with_words, "encoded word glued to text", "RFC 2047 section 5", "both",
     "A word is read as a word of its own, with a blank around it.", is_same_without_blanks},
    {python, date, "comments in a date", "RFC 5322 section 4.3", "pop3kit",
     "Comments and blanks between the parts of a date are not read.", differs},
    {python, id, "comments in the Message-ID", "RFC 5322 section 4.5.4", "pop3kit",
     "The obsolete form is not read to its end.", differs},
    {python, contents, "comment in Content-Transfer-Encoding", "RFC 2045 section 1", "pop3kit",
     "The comment is not ignored, so the body stays encoded.", is_encoded},
    {python, contents, "semicolon after Content-Transfer-Encoding", "RFC 2045 section 6.1", "both",
     "The encoding is unknown, so the body stays encoded.", is_encoded},
    {python, contents, "quotes around Content-Transfer-Encoding", "RFC 2045 section 6.1", "both",
     "The encoding is unknown, so the body stays encoded.", is_encoded},
    {python, contents, "blanks at line ends of quoted-printable", "RFC 2045 section 6.7, rule 3", "pop3kit",
     "Blanks at line ends are kept, and a soft line break with blanks is text.", has_blanks_at_line_ends},
    {python, parts, "comment in Content-Type", "RFC 2045 section 5.1", "pop3kit",
     "The comment becomes a part of the type, or its semicolon begins a parameter.", differs},
    {python, parts, "part without header and content", "RFC 2046 section 5.1.1", "both",
     "It is an empty text. pop3kit leaves it out, because it would hide the text.", differs},
    {python, parts, "boundary of an outer multipart", "RFC 2046 section 5.1.2", "pop3kit",
     "The delimiter belongs to the outermost multipart, so parts are lost.", differs},
    {python, parts, "boundary of an outer multipart in a message inside", "RFC 2046 section 5.1.2", "pop3kit",
     "The delimiter belongs to the outermost multipart, so the message inside is cut.", differs},
    {python, attachment_names, "name with blanks and without quotes", "RFC 2045 section 5.1", "both",
     "The name ends at the first blank.", differs},
    {python, parts, "Content-Disposition without a type", "RFC 2183 section 2", "both", "The name is not read.",
     differs},
    {python, attachment_names, "plain and extended name", "RFC 6266 section 4.3", "pop3kit", "The plain name wins.",
     differs},
    {python, parts, "lines end with CR", "RFC 5322 section 2.3", "both",
     "Line ends inside encoded text are read in another way.", differs},
    {python, every, "RFC 2231 sections", "RFC 2231 section 4.1", "pop3kit",
     "It decodes sections alone and raises UnicodeDecodeError for a split character of ISO-2022-JP.", raises},
    {python, contents, "multipart without closing delimiter", "RFC 2046 section 5.1.1", "both",
     "The last line end of the last part belongs to the missing delimiter.", lacks_last_line_end},
    {python, attachment_names, "RFC 2231 sections", "RFC 2231 section 4.1", "pop3kit",
     "Each section is decoded alone, so characters that are split between sections are damaged.", differs},
};

const std::vector<explanation> of_mime_tools{
    {perl, every, "empty first lines", "no RFC; nothing is lost", "pop3kit",
     "The header ends at the first empty line, and all fields are text.", differs},
    {perl, every, "lines end with CR", "RFC 5322 section 2.3", "both", "The message is one line.", differs},
    {perl, every, "blank before the colon", "RFC 5322 section 4.5", "pop3kit",
     "The field is left out, or ends the header.", differs},
    {perl, addresses, "blank before the first field", "no RFC; nothing is lost", "pop3kit",
     "The first field is left out as a continuation of nothing.", is_empty},
    {perl, addresses, "group of addresses", "RFC 5322 section 3.4", "pop3kit",
     "The name of the group becomes a part of the first address.", differs},
    {perl, addresses, "route in an address", "RFC 5322 section 4.4", "pop3kit",
     "The route stays a part of the address.", differs},
    {perl, addresses, "dots in a phrase", "RFC 5322 section 4.1", "pop3kit", "There are blanks around dots.",
     is_same_without_blanks},
    {perl, with_words, "several encoded words", "RFC 2047 section 5", "both", "Encode joins words in another way.",
     has_another_name},
    {perl, with_words, "encoded word without padding", "RFC 2047 section 4.1", "both",
     "The last octets are lost, or the payload is joined with the next one.", differs},
    {perl, with_words, "charset gb18030", "RFC 2047 section 3", "pop3kit",
     "Encode does not have the charset, so the word stays encoded.", has_another_name},
    {perl, contents, "charset gb18030", "RFC 2046 section 4.1.2", "pop3kit", "Encode does not have the charset.",
     is_encoded},
    {perl, date, "comments in a date", "RFC 5322 section 4.3", "pop3kit",
     "Comments and blanks between the parts of a date are not read.", differs},
    {perl, date, "military zone", "RFC 5322 section 4.3", "pop3kit",
     "There is no date, or the letter counts as an offset.", differs},
    {perl, date, "two-digit year", "RFC 5322 section 4.3", "pop3kit", "All two-digit years are in one century.",
     is_in_another_century},
    {perl, contents, "quotes around Content-Transfer-Encoding", "RFC 2045 section 6.1", "both",
     "The encoding is unknown, so the body stays encoded.", is_encoded},
    {perl, contents, "text after the padding of base64", "RFC 2045 section 6.8", "pop3kit",
     "The text is decoded as well.", is_encoded},
    {perl, parts, "part without header and content", "RFC 2046 section 5.1.1", "both",
     "It is an empty text. pop3kit leaves it out, because it would hide the text.", differs},
    {perl, parts, "Content-Type without a slash", "RFC 2045 section 5.2", "pop3kit", "The part is not a text.",
     differs},
    {perl, attachment_names, "name with blanks and without quotes", "RFC 2045 section 5.1", "both",
     "The name ends at the first blank.", differs},
    {perl, parts, "Content-Disposition without a type", "RFC 2183 section 2.8", "both",
     "The name is not read, and the part is not an attachment.", differs},
    {perl, attachment_names, "raw UTF-8 in a header", "RFC 6532 section 3.2", "pop3kit",
     "Octets beyond ASCII are not decoded.", differs},
    {perl, date, "unknown offset", "RFC 5322 section 3.3", "pop3kit", "The offset -0000 counts as UTC.",
     has_another_offset},
    {perl, id, "comments in the Message-ID", "RFC 5322 section 4.5.4", "pop3kit",
     "Comments and blanks stay in the identifier.", differs},
};

}  // namespace

const std::vector<explanation>& explanations() {
  static const std::vector<explanation> all = [] {
    auto known = of_python;
    known.insert(known.end(), of_mime_tools.begin(), of_mime_tools.end());
    return known;
  }();
  return all;
}

}  // namespace pop3kit::interop::parsing
