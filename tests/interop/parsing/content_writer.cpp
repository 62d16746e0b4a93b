#include "content_writer.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "sample_text.hpp"

namespace pop3kit::interop::parsing {
namespace {

std::string with_crlf(std::string_view text) {
  std::string octets;
  for (const char each : text) octets.append(each == '\n' ? "\r\n" : std::string(1, each));
  return octets;
}

std::string quoted_printable(writing& out, std::string_view octets) {
  const bool lower_case = out.choose("lower-case hexadecimal digits", 10);
  const bool padded = out.choose("blanks at line ends of quoted-printable", 25);
  std::string encoded;
  std::size_t column = 0;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    if (octets.substr(at, 2) == "\r\n") {
      encoded += padded && out.random.chance(50) ? " \t\r\n" : "\r\n";
      column = 0;
      ++at;
      continue;
    }
    const bool blank = octets[at] == ' ' && at + 1 < octets.size() && octets[at + 1] != '\r';
    encoded += blank ? " " : hex_escaped(octets.substr(at, 1), '=', ",.:;<>/()?!-_+*%&'|", lower_case);
    if (++column > 15 + out.random.below(10) && at + 1 < octets.size() && octets[at + 1] != '\r') {
      encoded += padded && out.random.chance(50) ? "= \r\n" : "=\r\n";
      column = 0;
    }
  }
  return encoded;
}

std::string base64(writing& out, std::string_view octets) {
  std::string digits = base64_of(octets);
  if (digits.ends_with('=') && out.choose("base64 without padding", 8)) digits.resize(digits.find('='));
  const std::size_t width = out.choose("base64 lines of odd length", 10) ? 7 : 76;
  const bool garbage = out.choose("foreign octets in base64", 8);
  std::string encoded;
  for (std::size_t at = 0; at < digits.size(); at += width) {
    encoded.append(digits.substr(at, width)).append(garbage ? " *!\r\n" : "\r\n");
  }
  if (digits.ends_with('=') && out.choose("text after the padding of base64", 8)) {
    encoded += "\r\n_____\r\nA footer of the list\r\n";
  }
  return encoded;
}

std::string uuencode(std::string_view octets) {
  std::string encoded = "begin 644 data.bin\r\n";
  const auto digit = [](unsigned bits) { return static_cast<char>(bits == 0 ? '`' : ' ' + bits); };
  for (; !octets.empty(); octets.remove_prefix(std::min<std::size_t>(octets.size(), 45))) {
    const std::string_view line = octets.substr(0, 45);
    const auto octet = [&](std::size_t at) { return at < line.size() ? static_cast<unsigned char>(line[at]) : 0U; };
    encoded += digit(static_cast<unsigned>(line.size()));
    for (std::size_t at = 0; at < line.size(); at += 3) {
      const unsigned group = octet(at) << 16U | octet(at + 1) << 8U | octet(at + 2);
      for (const unsigned shift : {18U, 12U, 6U, 0U}) encoded += digit((group >> shift) & 0x3fU);
    }
    encoded += "\r\n";
  }
  return encoded + "`\r\nend\r\n";
}

/// Content-Transfer-Encoding with the oddities of RFC 2045 section 1 and of mailers.
std::string encoding_field(writing& out, std::string encoding) {
  if (out.random.chance(20)) encoding[0] = static_cast<char>(encoding[0] - 'a' + 'A');
  if (out.choose("comment in Content-Transfer-Encoding", 8)) {
    encoding = out.random.chance(50) ? encoding + " (really)" : "(really) " + encoding;
  } else if (out.choose("semicolon after Content-Transfer-Encoding", 5)) {
    encoding += ";";
  } else if (out.choose("quotes around Content-Transfer-Encoding", 5)) {
    encoding = "\"" + encoding + "\"";
  }
  return "Content-Transfer-Encoding: " + encoding + "\r\n";
}

void encode(writing& out, written_part& part, std::string_view octets, bool is_text) {
  const std::size_t form = out.random.below(is_text ? 10 : 3);
  if (form < 2 && out.choose("uuencode", 8)) {
    part.fields += encoding_field(out, "x-uuencode");
    part.body = uuencode(octets);
  } else if (form < 3) {
    part.fields += encoding_field(out, "base64");
    part.body = base64(out, octets);
  } else if (form < 6) {
    part.fields += encoding_field(out, "quoted-printable");
    part.body = quoted_printable(out, octets);
  } else {
    part.fields += out.random.chance(50) ? "" : encoding_field(out, "8bit");
    part.body = octets;
  }
}

std::string content_type(writing& out, std::string type, const std::string& parameters) {
  std::string separator = "; ";
  if (out.choose("comment in Content-Type", 8)) separator = " (a; comment=\\)) ; ";
  if (type == "text/plain" && out.choose("Content-Type without a slash", 4)) {
    type = "text";
  } else if (out.random.chance(10)) {
    std::ranges::transform(type, type.begin(), [](unsigned char octet) { return std::toupper(octet); });
  }
  return "Content-Type: " + type + (parameters.empty() ? "" : separator + parameters) + "\r\n";
}

/// Extended sections (RFC 2231) of a name, in the order of their numbers.
std::vector<std::string> sections(writing& out, const std::string& parameter, const sample_text& name) {
  const std::string_view charset = out.random.pick(name.charsets);
  out.message.features.insert("charset " + std::string(charset));
  const std::string octets = encoded_in(name.text, charset) + ".txt";
  std::vector<std::string> all;
  for (std::size_t at = 0; at < octets.size();) {
    const std::string_view piece = std::string_view(octets).substr(at, 1 + out.random.below(octets.size()));
    const bool plain = !all.empty() && std::ranges::all_of(piece, [](char each) { return each > ' ' && each < 127; }) &&
                       piece.find_first_of("\\\"") == std::string_view::npos;
    const std::string number = "*" + std::to_string(all.size());
    all.push_back(
        parameter + number +
        (plain ? "=\"" + std::string(piece) + "\""
               : "*=" + (all.empty() ? std::string(charset) + "''" : "") + hex_escaped(piece, '%', ".-_", false)));
    at += piece.size();
  }
  return all;
}

std::string in_sections(writing& out, const std::string& parameter, const sample_text& name) {
  std::vector<std::string> all = sections(out, parameter, name);
  if (all.size() > 1) {
    out.message.features.insert("RFC 2231 sections");
    if (out.choose("RFC 2231 sections out of order", 40)) std::ranges::reverse(all);
  }
  std::string joined;
  for (const std::string& each : all) joined += (joined.empty() ? "" : ";\r\n ") + each;
  return joined;
}

/// A name parameter, and the name that it stands for.
std::string name_parameter(writing& out, const std::string& parameter, std::string& name) {
  const sample_text& sample = out.random.pick(sample_texts());
  name = std::string(sample.text) + ".txt";
  const std::size_t form = out.random.below(7);
  if (form < 2) {
    name = form == 0 ? "report.pdf" : "my \"last\" report.pdf";
    return parameter + (form == 0 ? "=report.pdf" : "=\"my \\\"last\\\" report.pdf\"");
  }
  if (form == 2) return in_sections(out, parameter, sample);
  if (form == 3) {
    const std::string_view charset = out.random.pick(sample.charsets);
    out.message.features.insert("charset " + std::string(charset));
    const std::string plain = out.choose("plain and extended name", 30) ? parameter + "=plain.txt; " : "";
    return plain + parameter + "*=" + std::string(charset) + "''" +
           hex_escaped(encoded_in(name, charset), '%', ".-_", false);
  }
  if (form == 4) {
    name = sample.text;
    out.message.features.insert("encoded word in a parameter");
    return parameter + "=\"" + as_encoded_words(out, sample) + "\"";
  }
  if (form == 5 && sample.charsets.front() == "utf-8") {
    out.message.features.insert("raw UTF-8 in a header");
    return parameter + "=\"" + name + "\"";
  }
  name = "my report.pdf";
  if (!out.choose("name with blanks and without quotes", 20)) return parameter + "=\"my report.pdf\"";
  return parameter + "=" + name;
}

}  // namespace

written_part write_text(writing& out, written_leaf& leaf) {
  const bool html = out.random.chance(30);
  leaf.type = html ? "text/html" : "text/plain";
  const sample_text& sample = out.random.pick(sample_texts());
  const std::string_view charset = out.random.pick(sample.charsets);
  out.message.features.insert("charset " + std::string(charset));
  const std::size_t lines = 1 + out.random.below(4);
  for (std::size_t line = 0; line < lines; ++line) {
    leaf.text += (html ? "<p>" : "") + std::string(sample.text) + " " + std::to_string(line);
    if (line + 1 < lines || out.random.chance(50)) leaf.text += "\n";
  }
  leaf.content = encoded_in(with_crlf(leaf.text), charset);
  written_part part;
  const bool silent =
      leaf.type == "text/plain" && (charset == "us-ascii" || charset == "utf-8") && out.random.chance(10);
  const bool undeclared_utf8 = silent && sample.charsets.front() != "us-ascii";
  if (undeclared_utf8) out.message.features.insert("undeclared UTF-8");
  if (!silent) {
    const bool quoted = out.random.chance(50);
    const std::string mark = quoted ? "\"" : "";
    part.fields = content_type(out, leaf.type, "charset=" + mark + std::string(charset) + mark);
  }
  encode(out, part, leaf.content, true);
  return part;
}

written_part write_attachment(writing& out, written_leaf& leaf) {
  constexpr std::array types{"application/octet-stream", "image/png", "application/pdf", "text/plain"};
  leaf.type = out.random.pick(types);
  leaf.attachment = true;
  const bool is_text = leaf.type == "text/plain";
  const std::size_t length = 1 + out.random.below(80);
  for (std::size_t at = 0; at < length; ++at) {
    leaf.content += static_cast<char>(is_text ? 'a' + out.random.below(26) : out.random.below(256));
  }
  written_part part;
  const bool by_type = !is_text && out.choose("name in Content-Type alone", 20);
  part.fields = content_type(out, leaf.type, by_type ? name_parameter(out, "name", leaf.name) : "");
  if (by_type) {
    part.fields += out.random.chance(50) ? "Content-Disposition: inline\r\n" : "";
  } else if (out.random.chance(15)) {
    part.fields += "Content-Disposition: attachment\r\n";
  } else {
    const std::string type = out.choose("Content-Disposition without a type", 5) ? "" : "attachment; ";
    part.fields += "Content-Disposition: " + type + name_parameter(out, "filename", leaf.name) + "\r\n";
  }
  encode(out, part, leaf.content, false);
  return part;
}

}  // namespace pop3kit::interop::parsing
