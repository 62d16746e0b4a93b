#include "asked_message.hpp"

#include <algorithm>
#include <string_view>

#include "dice.hpp"

namespace pop3kit::proof {

namespace {

constexpr std::uint64_t beyond_the_last = 63;
constexpr std::uint64_t dice_of_picks = 60;
constexpr std::string_view nobody = "nobody";

std::uint64_t place_of(const mail_model& model, const work_step& step) {
  const std::uint64_t count = model.ids().size();
  return step.pick == beyond_the_last || count == 0 ? count : step.pick % count;
}

}  // namespace

asked_message::asked_message(watched_client& client, std::uint64_t place, bool by_id)
    : by_id_(by_id),
      number_(place + 1),
      id_(place < client.model().ids().size() ? client.model().ids()[static_cast<std::size_t>(place)] : nobody) {}

asked_message::asked_message(watched_client& client, const work_step& step)
    : asked_message(client, place_of(client.model(), step), step.by_id) {}

message_reference asked_message::reference() const {
  if (by_id_) return unique_id(id_);
  return number_;
}

std::optional<std::vector<std::string>> asked_message::may_be(watched_client& client) const {
  if (by_id_) {
    if (id_ == nobody) return std::vector<std::string>();
    return std::vector<std::string>{id_};
  }
  const auto told = client.view().listing.find(number_);
  if (told != client.view().listing.end()) return std::vector<std::string>{told->second};
  if (client.world().shared()) return std::nullopt;
  return client.model().ids_at(number_);
}

std::vector<asked_message> choose_many(watched_client& client, const work_step& step) {
  dice chance(client.seed() + step.pick, dice_of_picks);
  std::vector<asked_message> chosen;
  const std::uint64_t count = client.model().ids().size();
  for (std::uint64_t place = 0; place < count; ++place) {
    if (!chance.one_in(4)) chosen.emplace_back(client, place, step.by_id);
  }
  if (chance.one_in(3)) chosen.emplace_back(client, count, step.by_id);
  return chosen;
}

std::vector<message_reference> references(const std::vector<asked_message>& asked) {
  std::vector<message_reference> made;
  made.reserve(asked.size());
  for (const asked_message& one : asked) made.push_back(one.reference());
  return made;
}

bool belongs_to(const header_collection& headers, std::string_view id) {
  return std::ranges::any_of(headers.fields(),
                             [&](const auto& field) { return field.value.find(id) != std::string::npos; });
}

bool begins(const std::string& message, std::string_view top) {
  const std::size_t header = message.find("\r\n\r\n") + std::string_view("\r\n\r\n").size();
  if (top.size() < header) return false;
  // One that ends at a bare LF is given a line end of its own.
  if (!message.starts_with(top) && top.ends_with("\r\n")) top.remove_suffix(2);
  return message.starts_with(top);
}

}  // namespace pop3kit::proof
