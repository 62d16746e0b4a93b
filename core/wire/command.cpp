#include "wire/command.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::wire {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view masked = "****";

outcome<> check_argument(const verb_info& about, std::string_view argument) {
  if (argument.empty()) return errc::empty_argument;
  if (text::breaks_line(argument)) return errc::line_break_in_argument;
  if (about.max_arguments != rest_of_line && argument.find(' ') != argument.npos) return errc::space_in_argument;
  return {};
}

bool takes(const verb_info& about, std::size_t arguments) {
  const std::size_t most = about.max_arguments == rest_of_line ? 1 : about.max_arguments;
  return arguments >= about.min_arguments && arguments <= most;
}

std::string redact_unknown(std::string_view keyword, bool more) {
  const bool plausible = keyword.size() >= 3 && keyword.size() <= 4 && std::ranges::all_of(keyword, text::is_letter);
  std::string out{plausible ? keyword : masked};
  if (plausible && more) out.append(" ").append(masked);
  return out;
}

}  // namespace

outcome<command> command::make(verb id, const std::vector<std::string_view>& arguments) {
  const verb_info& about = info(id);
  if (!takes(about, arguments.size())) return errc::invalid_option;
  std::string line{about.name};
  for (const std::string_view argument : arguments) {
    if (const auto checked = check_argument(about, argument); checked.has_error()) return checked.error();
    line.append(" ").append(argument);
  }
  line.append(line_end);
  const bool has_initial_response = id == verb::auth && arguments.size() > 1;
  if (line.size() > max_command_octets && !has_initial_response) return errc::argument_too_long;
  return command{id, std::move(line)};
}

void append_numbered(std::string& out, verb id, std::uint64_t sequence_number) {
  out.append(name(id)).push_back(' ');
  append_number(out, sequence_number);
  out.append(line_end);
}

void append_top(std::string& out, std::uint64_t sequence_number, std::uint64_t lines) {
  out.append(name(verb::top)).push_back(' ');
  append_number(out, sequence_number);
  out.push_back(' ');
  append_number(out, lines);
  out.append(line_end);
}

boost::system::result<parsed_command, command_error> parse_command(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const auto id = find_verb(line.substr(0, space));
  if (!id) return command_error::unknown_verb;

  parsed_command parsed{*id};
  parsed.keyword = line.substr(0, space);
  parsed.argument = line.substr(std::min(space + 1, line.size()));
  const verb_info& about = info(*id);
  if (about.max_arguments == rest_of_line) {
    if (!parsed.argument.empty()) parsed.words.push_back(parsed.argument);
  } else {
    std::string_view rest = parsed.argument;
    for (auto word = text::take_field(rest); !word.empty(); word = text::take_field(rest)) {
      // One word too many is enough for an error. A long line of words must not cost memory.
      if (parsed.words.size() == about.max_arguments) return command_error::too_many_arguments;
      parsed.words.push_back(word);
    }
  }
  if (parsed.words.size() < about.min_arguments) return command_error::too_few_arguments;
  return parsed;
}

std::string redact(std::string_view line) {
  const auto* const blank = std::ranges::find_if(line, text::is_blank);
  const std::string_view keyword = line.substr(0, static_cast<std::size_t>(blank - line.begin()));
  std::string_view rest = line.substr(keyword.size());
  const auto id = find_verb(keyword);
  if (!id) return redact_unknown(keyword, !text::trim_left(rest).empty());

  const secrecy secret = info(*id).secret;
  if (secret == secrecy::open) return std::string{line};
  std::string out{keyword};
  if (secret == secrecy::after_first_word) {
    const std::string_view first = text::take_field(rest);
    if (!first.empty()) out.append(" ").append(first);
  }
  if (!rest.empty()) out.append(" ").append(masked);
  return out;
}

}  // namespace pop3kit::wire
