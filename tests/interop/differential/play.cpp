#include <algorithm>
#include <chrono>
#include <sstream>

#include "interop/raw_session.hpp"
#include "script.hpp"

namespace pop3kit::interop {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string upper(std::string word) {
  std::ranges::transform(word, word.begin(), [](unsigned char octet) { return std::toupper(octet); });
  return word;
}

/// The status and its response code.
std::string status_of(const std::string& line) {
  const auto words = words_of(line);
  if (words.empty()) return line;
  std::string status = words[0];
  const auto code_end = line.find(']');
  if (words.size() > 1 && words[1].starts_with('[') && code_end != std::string::npos) {
    status += line.substr(line.find(' '), code_end + 1 - line.find(' '));
  }
  return status;
}

/// The first `count` words after the status, which the RFC defines.
std::string with_words(const std::string& line, std::size_t count) {
  const auto words = words_of(line);
  std::string kept = words.at(0);
  for (std::size_t i = 1; i <= count && i < words.size(); ++i) kept += " " + words[i];
  return kept;
}

bool has_argument(const std::vector<std::string>& command) {
  return command.size() > 1;
}

bool is_multi_line(const std::vector<std::string>& command) {
  const auto verb = command.empty() ? "" : upper(command[0]);
  if (verb == "LIST" || verb == "UIDL" || verb == "LANG") return !has_argument(command);
  return verb == "RETR" || verb == "TOP" || verb == "CAPA" || (verb == "AUTH" && !has_argument(command));
}

std::string status_line_of(const std::vector<std::string>& command, const std::string& line) {
  if (!line.starts_with("+OK") || command.empty()) return line.starts_with("+ ") ? line : status_of(line);
  const auto verb = upper(command[0]);
  if (verb == "STAT") return with_words(line, 2);
  if (verb == "LIST" && has_argument(command)) return with_words(line, 2);
  if (verb == "UIDL" && has_argument(command)) return with_words(line, 1) + " ...";
  return status_of(line);
}

std::string lines_of(const std::vector<std::string>& command, std::vector<std::string> lines) {
  const auto verb = upper(command[0]);
  // The order of capabilities and of mechanisms says nothing.
  if (verb == "CAPA" || verb == "AUTH") std::ranges::sort(lines);
  std::string text;
  for (auto& line : lines) text += "\n" + (verb == "UIDL" ? line.substr(0, line.find(' ')) + " ..." : std::move(line));
  return text + "\n.";
}

std::string answer(raw_session& session, const std::string& sent) {
  const auto line = session.line();
  if (!line) return "closed";
  const auto command = words_of(sent);
  std::string whole = status_line_of(command, *line);
  if (line->starts_with("+OK") && is_multi_line(command)) whole += lines_of(command, session.lines());
  return whole;
}

std::vector<exchange> converse(const script& what, std::uint16_t port) {
  raw_session session(port);
  static_cast<void>(session.line());
  std::vector<exchange> heard;
  for (const auto& command : what.commands) {
    session.send(what.raw ? command : command + "\r\n");
    // A raw piece may hold several commands.
    std::istringstream pieces(command);
    for (std::string piece; std::getline(pieces, piece);) heard.push_back({piece, answer(session, piece)});
    if (command.empty()) heard.push_back({command, answer(session, command)});
  }
  return heard;
}

}  // namespace

std::vector<exchange> play(const script& what, std::uint16_t port) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  for (;;) {
    auto heard = converse(what, port);
    // The session before may still hold the maildrop; a refused login has changed nothing.
    const auto in_use = [](const exchange& each) { return each.answer.find("[IN-USE]") != std::string::npos; };
    if (std::ranges::none_of(heard, in_use) || std::chrono::steady_clock::now() > patience) return heard;
  }
}

}  // namespace pop3kit::interop
