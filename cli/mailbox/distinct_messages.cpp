#include "mailbox/distinct_messages.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace pop3kit::command {
namespace {

bool is_number(const message_id& id) {
  return id.which.number() != nullptr;
}

/// By unique-id; nothing for one that several messages have.
std::map<unique_id, std::optional<sequence_number>> numbers_of(const message_listing& listed) {
  std::map<unique_id, std::optional<sequence_number>> numbers;
  for (const message_info& each : listed) {
    if (!each.unique_id) continue;
    const auto [place, is_new] = numbers.try_emplace(*each.unique_id, each.sequence_number);
    if (!is_new) place->second.reset();
  }
  return numbers;
}

}  // namespace

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
