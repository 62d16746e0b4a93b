#include "arguments/message_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

command_error wrong(std::string_view argument, std::string_view what) {
  return usage_error(fmt::format("ID '{}': {}; write a sequence number from 1 on, or uid:UNIQUE-ID", argument, what));
}

message_reference parse_reference(const std::string& argument) {
  constexpr std::string_view prefix = "uid:";
  if (argument.starts_with(prefix)) {
    std::string octets = argument.substr(prefix.size());
    if (octets.empty()) throw wrong(argument, "the unique-id is missing");
    if (octets.find_first_of("\r\n") != std::string::npos) throw wrong(argument, "a unique-id has no line breaks");
    return unique_id{std::move(octets)};
  }
  sequence_number number = 0;
  const char* end = argument.data() + argument.size();
  const auto [stopped, fault_code] = std::from_chars(argument.data(), end, number);
  if (fault_code == std::errc::result_out_of_range) throw wrong(argument, "no maildrop holds that many messages");
  if (fault_code != std::errc{} || stopped != end) throw wrong(argument, "neither a number nor a unique-id");
  if (number == 0) throw wrong(argument, "there is no message 0");
  return number;
}

bool same(const message_reference& left, const message_reference& right) {
  if (left.number() != nullptr && right.number() != nullptr) return *left.number() == *right.number();
  return left.id() != nullptr && right.id() != nullptr && *left.id() == *right.id();
}

}  // namespace

bool means(const message_reference& which, const message_info& message) {
  if (which.number() != nullptr) return *which.number() == message.sequence_number;
  return message.unique_id && *which.id() == *message.unique_id;
}

std::vector<message_id> parse_message_ids(const std::vector<std::string>& arguments) {
  std::vector<message_id> ids;
  for (const std::string& argument : arguments) {
    message_id id{argument, parse_reference(argument)};
    const bool known = std::ranges::any_of(ids, [&](const message_id& each) { return same(each.which, id.which); });
    if (!known) ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace pop3kit::command
