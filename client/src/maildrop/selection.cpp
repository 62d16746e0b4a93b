#include "maildrop/selection.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

namespace {

class finder {
 public:
  explicit finder(const std::vector<message_info>& listed) : listed_(listed) {
    for (const message_info& message : listed) {
      if (!message.unique_id) continue;
      const auto [known, fresh] = by_id_.emplace(message.unique_id->str(), &message);
      if (!fresh) known->second = nullptr;
    }
  }

  [[nodiscard]] outcome<const message_info*> find(const message_reference& which) const {
    return which.number() != nullptr ? find(*which.number()) : find(which.id()->str());
  }

 private:
  [[nodiscard]] outcome<const message_info*> find(sequence_number number) const {
    if (number == 0) return errc::invalid_sequence_number;
    const auto found = std::ranges::lower_bound(listed_, number, {}, &message_info::sequence_number);
    if (found == listed_.end() || found->sequence_number != number) return errc::no_such_message;
    return &*found;
  }
  [[nodiscard]] outcome<const message_info*> find(const std::string& id) const {
    if (id.empty()) return errc::empty_argument;
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return errc::no_such_message;
    if (found->second == nullptr) return errc::ambiguous_unique_id;
    return found->second;
  }

  const std::vector<message_info>& listed_;
  std::unordered_map<std::string_view, const message_info*> by_id_;
};

message_info as_written(const message_reference& which) {
  message_info asked;
  if (which.number() != nullptr) asked.sequence_number = *which.number();
  if (which.id() != nullptr) asked.unique_id = *which.id();
  return asked;
}

}  // namespace

selection select_from(const std::vector<message_info>& listed, const std::vector<message_reference>& which) {
  const finder in(listed);
  selection chosen;
  chosen.maildrop = listed.size();
  chosen.messages.reserve(which.size());
  chosen.places.reserve(which.size());
  for (std::size_t place = 0; place < which.size(); ++place) {
    const outcome<const message_info*> found = in.find(which[place]);
    if (found) {
      chosen.messages.push_back(**found);
      chosen.places.push_back(place);
    } else {
      chosen.misses.emplace_back(as_written(which[place]), failure(found.error()).set_session_usable(true), place);
    }
  }
  return chosen;
}

bool told_apart_by_ids(const std::vector<message_info>& messages) {
  std::vector<std::string_view> ids;
  ids.reserve(messages.size());
  for (const message_info& message : messages) {
    if (!message.unique_id) return false;
    ids.push_back(message.unique_id->str());
  }
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) == ids.end();
}

std::uint64_t listed_total(const std::vector<message_info>& messages) {
  return std::transform_reduce(messages.begin(), messages.end(), std::uint64_t{0}, std::plus<>(),
                               [](const message_info& message) { return message.size.value_or(0); });
}

}  // namespace pop3kit::engine
