#include "parsed_values.hpp"

#include <array>
#include <fstream>
#include <pop3kit/mail_message.hpp>
#include <sstream>
#include <stdexcept>

#include "interop/child_process.hpp"
#include "interop/scratch_folder.hpp"
#include "sample_text.hpp"

namespace pop3kit::interop::parsing {
namespace {

std::string with_line_feeds(std::string_view text) {
  std::string changed;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      changed += text[at];
    } else if (text.substr(at, 2) != "\r\n") {
      changed += '\n';
    }
  }
  return changed;
}

/// One line of the canonical value. The line ends of text parts are not significant.
std::string attachment_line(const std::string& type, const std::string& name, const std::string& content) {
  const std::string octets = type.starts_with("text/") ? with_line_feeds(content) : content;
  return type + "|" + name + "|" + std::to_string(octets.size()) + "|" + hex_escaped(octets, '=', "", true) + "\n";
}

std::string addresses_of(const std::vector<mail_address>& all) {
  std::string lines;
  for (const mail_address& each : all) lines += each.name + "|" + each.address + "\n";
  return lines;
}

std::string from_hex(std::string_view hex) {
  std::string octets;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    octets += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return octets;
}

}  // namespace

void note_leaves(const std::vector<written_leaf>& leaves, parsed_values& values) {
  const written_leaf* text = nullptr;
  const written_leaf* html = nullptr;
  values["attachments"];
  for (const written_leaf& leaf : leaves) {
    if (!leaf.attachment && leaf.type == "text/plain" && text == nullptr) {
      text = &leaf;
    } else if (!leaf.attachment && leaf.type == "text/html" && html == nullptr) {
      html = &leaf;
    } else {
      values["attachments"] += attachment_line(leaf.type, leaf.name, leaf.content);
    }
  }
  values["text"] = text == nullptr ? "" : text->text;
  values["html"] = html == nullptr ? "" : html->text;
}

parsed_values read_by_pop3kit(const std::string& octets) {
  const mail_message message(octets);
  parsed_values values;
  values["subject"] = message.subject();
  values["from"] = addresses_of(message.from());
  values["to"] = addresses_of(message.to());
  values["date"] = message.date().value_or("");
  values["message-id"] = message.message_id().value_or("");
  values["text"] = message.text_body();
  values["html"] = message.html_body();
  std::string& attachments = values["attachments"];
  for (const attachment& each : message.attachments()) {
    const bool inside = each.content_type == "message/rfc822";
    attachments += attachment_line(each.content_type, each.file_name,
                                   inside ? mail_message(each.content).subject() : each.content);
  }
  return values;
}

std::vector<parsed_values> read_by(const std::vector<std::string>& command,
                                   const std::vector<generated_message>& messages,
                                   const std::filesystem::path& folder) {
  const auto in = folder / "messages";
  const auto out = folder / "values";
  {
    std::ofstream file(in, std::ios::binary);
    for (const auto& each : messages) file << each.octets.size() << '\n' << each.octets;
  }
  std::vector<std::string> whole = command;
  whole.insert(whole.end(), {in.string(), out.string()});
  const finished done = run(whole);
  if (done.status != 0) throw std::runtime_error(command.back() + ": " + done.output);
  std::vector<parsed_values> all;
  std::istringstream lines(read_file(out));
  for (std::string line; std::getline(lines, line);) {
    if (line == "message") {
      all.emplace_back();
      continue;
    }
    const std::size_t blank = line.find(' ');
    all.back()[line.substr(0, blank)] = from_hex(line.substr(blank + 1));
  }
  return all;
}

}  // namespace pop3kit::interop::parsing
