#include "header_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include "sample_text.hpp"

namespace pop3kit::interop::parsing {
namespace {

/// The name of a field with its colon.
std::string field_name(writing& out, std::string name) {
  if (out.random.chance(10))
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  if (out.choose("blank before the colon", 2)) name += " ";
  return name + (out.random.chance(95) ? ": " : ":");
}

std::string subject(writing& out) {
  const sample_text& sample = out.random.pick(sample_texts());
  std::string written;
  std::string value(sample.text);
  const std::size_t form = out.random.below(10);
  if (form < 2 && sample.charsets.front() == "us-ascii") {
    written = value;
    const std::size_t blank = written.find(' ');
    if (out.random.chance(30)) written.replace(blank, 1, "\r\n ");
  } else if (form < 4) {
    written = value;
    if (sample.charsets.front() != "us-ascii") out.message.features.insert("raw UTF-8 in a header");
  } else if (form < 5 && out.choose("encoded word glued to text", 100)) {
    written = "Re:" + as_encoded_words(out, sample) + "!";
    value = "Re:" + value + "!";
  } else if (form < 7) {
    const std::string words = as_encoded_words(out, sample);
    written = "Re: " + words + " (end)";
    value = "Re: " + value + " (end)";
  } else {
    written = as_encoded_words(out, sample);
  }
  out.message.written["subject"] = value;
  return field_name(out, "Subject") + written + "\r\n";
}

struct written_address {
  std::string written;
  std::string name;
  std::string address;
};

written_address plain_address(writing& out) {
  const std::array<std::string, 6> locals{"alice", "bob.baker", "carol+list", "d-e_f", "\"john doe\"", "\"a@b\""};
  const std::array<std::string, 3> domains{"example.org", "mail.example.com", "[192.0.2.1]"};
  written_address made;
  std::string local = out.random.pick(locals);
  if (local.starts_with('"')) out.message.features.insert("quoted local part");
  std::string domain = out.random.pick(domains);
  if (domain.starts_with('[')) out.message.features.insert("domain literal");
  made.address = local + "@" + domain;
  made.written = made.address;
  if (!domain.starts_with('[') && out.choose("blanks in an address", 4)) {
    made.written = local + " @ " + domain.substr(0, domain.find('.')) + " . " + domain.substr(domain.find('.') + 1);
  }
  return made;
}

written_address address(writing& out) {
  written_address made = plain_address(out);
  const std::size_t form = out.random.below(7);
  if (form == 0) return made;
  const std::string angle =
      std::string("<") + (out.choose("route in an address", 4) ? "@relay.example:" : "") + made.written + ">";
  if (form == 1) {
    made.name = "Alice Archer";
    made.written = made.name + " " + angle;
  } else if (form == 2) {
    made.name = "Doe, \"JD\" Jane";
    made.written = "\"Doe, \\\"JD\\\" Jane\" " + angle;
  } else if (form == 3) {
    made.name = "Old Style";
    out.message.features.insert("name in a comment");
    made.written += " (Old Style)";
  } else if (form == 4) {
    made.name = "J. R. Dots";
    out.message.features.insert("dots in a phrase");
    made.written = made.name + " " + angle;
  } else {
    const sample_text& sample = out.random.pick(sample_texts());
    made.name = sample.text;
    const bool quoted = form == 5 && out.choose("encoded word in quotes", 30);
    const std::string words = as_encoded_words(out, sample);
    made.written = (quoted ? "\"" + words + "\" " : words + " ") + angle;
  }
  return made;
}

std::string addresses(writing& out, const std::string& field, const std::string& key) {
  std::string line = field_name(out, field);
  std::string& values = out.message.written[key];
  const std::size_t count = 1 + out.random.below(3);
  const bool group = out.choose("group of addresses", 5);
  if (group) line += "Friends: ";
  for (std::size_t i = 0; i < count; ++i) {
    const written_address made = address(out);
    if (i > 0) line += out.random.chance(30) ? ",\r\n " : ", ";
    line += made.written;
    values += made.name + "|" + made.address + "\n";
  }
  if (group) line += ";";
  return line + "\r\n";
}

struct zone {
  const char* written;
  const char* value;
  const char* feature;
};

constexpr std::array<zone, 9> zones{{{"+0100", "+01:00", ""},
                                     {"-0600", "-06:00", ""},
                                     {"+0530", "+05:30", ""},
                                     {"+0000", "+00:00", ""},
                                     {"GMT", "+00:00", ""},
                                     {"EST", "-05:00", "named zone"},
                                     {"PDT", "-07:00", "named zone"},
                                     {"-0000", "-00:00", "unknown offset"},
                                     {"K", "-00:00", "military zone"}}};

std::string date(writing& out) {
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::size_t month = out.random.below(12);
  const int day = 1 + static_cast<int>(out.random.below(28));
  const int year = 1980 + static_cast<int>(out.random.below(60));
  const int hour = static_cast<int>(out.random.below(24));
  const int minute = static_cast<int>(out.random.below(60));
  int second = static_cast<int>(out.random.below(60));
  const zone& where = zones[out.random.chance(50) ? out.random.below(5) : out.random.below(zones.size())];
  if (*where.feature != '\0') out.message.features.emplace(where.feature);
  const bool short_year = year >= 1980 && out.choose("two-digit year", 8);
  const bool comments = out.choose("comments in a date", 8);
  const bool seconds = !out.choose("date without seconds", 8);
  if (!seconds) second = 0;
  std::array<char, 96> text{};
  const char* const comment = comments ? "(c) " : "";
  std::snprintf(text.data(), text.size(), "%d %s%s %0*d %02d%s:%02d", day, comment, months[month], short_year ? 2 : 4,
                short_year ? year % 100 : year, hour, comments ? " (h)" : "", minute);
  std::string written = text.data();
  if (seconds) {
    std::snprintf(text.data(), text.size(), "%s:%s%02d", comments ? " " : "", comments ? " " : "", second);
    written += text.data();
  }
  written.append(" ").append(where.written);
  if (out.random.chance(20)) written += " (a comment)";
  const int full_year = short_year ? (year % 100 < 50 ? 2000 : 1900) + year % 100 : year;
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d%s", full_year, static_cast<int>(month) + 1,
                day, hour, minute, second, where.value);
  out.message.written["date"] = text.data();
  return field_name(out, "Date") + written + "\r\n";
}

std::string message_id(writing& out) {
  const std::string number = std::to_string(out.random.below(100'000));
  std::string& value = out.message.written["message-id"];
  std::string written = "<" + number + ".x@example.org>";
  value = number + ".x@example.org";
  if (out.choose("comments in the Message-ID", 5)) written = "<" + number + " . x (c) @ example . (d) org>";
  if (out.random.chance(10)) written.insert(0, "\r\n ");
  return field_name(out, "Message-ID") + written + "\r\n";
}

}  // namespace

std::string write_header(writing& out) {
  std::string header;
  header += addresses(out, "From", "from");
  header += addresses(out, "To", "to");
  header += subject(out);
  header += date(out);
  header += message_id(out);
  return header;
}

}  // namespace pop3kit::interop::parsing
