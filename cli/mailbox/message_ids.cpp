#include "mailbox/message_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace pop3kit::command {
namespace {

command_error id_error(std::string_view argument, std::string_view what) {
  return usage_error(fmt::format("ID '{}': {}; write a sequence number from 1 on, or uid:UNIQUE-ID", argument, what));
}

message_reference parse_reference(const std::string& argument) {
  constexpr std::string_view prefix = "uid:";
  if (argument.starts_with(prefix)) {
    std::string octets = argument.substr(prefix.size());
    if (octets.empty()) throw id_error(argument, "the unique-id is missing");
    if (octets.find_first_of("\r\n") != std::string::npos) throw id_error(argument, "a unique-id has no line breaks");
    return unique_id{std::move(octets)};
  }
  sequence_number number = 0;
  const char* end = argument.data() + argument.size();
  const auto [stopped, fault_code] = std::from_chars(argument.data(), end, number);
  if (fault_code == std::errc::result_out_of_range) throw id_error(argument, "no maildrop holds that many messages");
  if (fault_code != std::errc{} || stopped != end) throw id_error(argument, "neither a number nor a unique-id");
  if (number == 0) throw id_error(argument, "there is no message 0");
  return number;
}

bool are_equal(const message_reference& left, const message_reference& right) {
  if (left.number() != nullptr && right.number() != nullptr) return *left.number() == *right.number();
  return left.id() != nullptr && right.id() != nullptr && *left.id() == *right.id();
}

bool is_number(const message_id& id) {
  return id.which.number() != nullptr;
}

/// The number for each unique-id; nothing for a unique-id that several messages have.
std::map<unique_id, std::optional<sequence_number>> numbers_of(const message_listing& listed) {
  std::map<unique_id, std::optional<sequence_number>> numbers;
  for (const message_info& each : listed) {
    if (!each.unique_id) continue;
    const auto [entry, is_new] = numbers.try_emplace(*each.unique_id, each.sequence_number);
    if (!is_new) entry->second.reset();
  }
  return numbers;
}

}  // namespace

std::vector<message_id> parse_message_ids(const std::vector<std::string>& arguments) {
  std::vector<message_id> ids;
  for (const std::string& argument : arguments) {
    message_id id{argument, parse_reference(argument)};
    const bool known =
        std::ranges::any_of(ids, [&](const message_id& each) { return are_equal(each.which, id.which); });
    if (!known) ids.push_back(std::move(id));
  }
  return ids;
}

bool means(const message_reference& which, const message_info& message) {
  if (which.number() != nullptr) return *which.number() == message.sequence_number;
  return message.unique_id && *which.id() == *message.unique_id;
}

std::vector<message_id> distinct_messages(mail_session& session, std::vector<message_id> ids) {
  if (std::ranges::all_of(ids, is_number) || std::ranges::none_of(ids, is_number)) return ids;
  const result<message_listing> listed = session.mail().list_unique_ids();
  if (!listed && listed.error().session_usable()) return ids;
  return distinct_messages(session.need(listed), std::move(ids));
}

std::vector<message_id> distinct_messages(const message_listing& listed, std::vector<message_id> ids) {
  const auto numbers = numbers_of(listed);
  std::set<sequence_number> seen;
  std::erase_if(ids, [&](const message_id& id) {
    if (is_number(id)) return !seen.insert(*id.which.number()).second;
    const auto found = numbers.find(*id.which.id());
    return found != numbers.end() && found->second && !seen.insert(*found->second).second;
  });
  return ids;
}

}  // namespace pop3kit::command
