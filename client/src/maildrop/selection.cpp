#include "maildrop/selection.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "maildrop/id_table.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

namespace {

class finder {
 public:
  finder(const std::vector<message_info>& listed, const std::vector<sequence_number>& gone)
      : listed_(listed), gone_(gone) {
    by_id_.reserve(listed.size());
    for (std::size_t position = 0; position < listed.size(); ++position) {
      if (listed[position].unique_id) by_id_.add(listed[position].unique_id->str(), position);
    }
    by_id_.sort();
  }

  [[nodiscard]] outcome<const message_info*> find(const message_reference& which) const {
    const auto found = which.number() != nullptr ? find(*which.number()) : find(which.id()->str());
    if (found && std::ranges::binary_search(gone_, (*found)->sequence_number)) return errc::no_such_message;
    return found;
  }
  [[nodiscard]] bool mistakable(const message_info& message) const {
    return !message.unique_id || (!by_id_.all_differ() && by_id_.find(message.unique_id->str()).has_error());
  }

 private:
  [[nodiscard]] outcome<const message_info*> find(sequence_number number) const {
    if (number == 0) return errc::invalid_sequence_number;
    const auto found = std::ranges::lower_bound(listed_, number, {}, &message_info::sequence_number);
    if (found == listed_.end() || found->sequence_number != number) return errc::no_such_message;
    return &*found;
  }
  [[nodiscard]] outcome<const message_info*> find(std::string_view id) const {
    if (id.empty()) return errc::empty_argument;
    const outcome<std::uint64_t> position = by_id_.find(id);
    if (!position) return position.error();
    return &listed_[static_cast<std::size_t>(*position)];
  }

  const std::vector<message_info>& listed_;
  const std::vector<sequence_number>& gone_;
  id_table<> by_id_;
};

bool all_have_ids_of_their_own(const std::vector<message_info>& messages) {
  id_table<> ids;
  ids.reserve(messages.size());
  for (const message_info& message : messages) {
    if (!message.unique_id) return false;
    ids.add(message.unique_id->str(), 0);
  }
  ids.sort();
  return ids.all_differ();
}

failure why_missed(boost::system::error_code why, const message_reference& which) {
  if (which.id() != nullptr && !which.id()->str().empty()) return unmatched_id(why, *which.id());
  return failure(why).set_session_usable(true);
}

message_info as_written(const message_reference& which) {
  message_info asked;
  if (which.number() != nullptr) asked.sequence_number = *which.number();
  if (which.id() != nullptr) asked.unique_id = *which.id();
  return asked;
}

}  // namespace

selection::selection(std::vector<message_info> listed) : maildrop(listed.size()), messages(std::move(listed)) {}

bool selection::told_apart_by_ids() {
  if (!mistakable) mistakable = !all_have_ids_of_their_own(messages);
  return !*mistakable;
}

failure unmatched_id(boost::system::error_code why, const unique_id& id) {
  return failure(why, "unique-id " + std::string(id.str())).set_session_usable(true);
}

selection select_from(const std::vector<message_info>& listed, const std::vector<message_reference>& which,
                      const std::vector<sequence_number>& gone) {
  const finder in(listed, gone);
  selection chosen;
  chosen.maildrop = listed.size();
  chosen.messages.reserve(which.size());
  chosen.positions.reserve(which.size());
  bool mistakable = false;
  for (std::size_t position = 0; position < which.size(); ++position) {
    const outcome<const message_info*> found = in.find(which[position]);
    if (found) {
      mistakable = mistakable || in.mistakable(**found);
      chosen.messages.push_back(**found);
      chosen.positions.push_back(position);
    } else {
      chosen.misses.emplace_back(as_written(which[position]), why_missed(found.error(), which[position]), position);
    }
  }
  chosen.mistakable = mistakable;
  return chosen;
}

std::uint64_t listed_total(const std::vector<message_info>& messages) {
  return std::transform_reduce(messages.begin(), messages.end(), std::uint64_t{0}, std::plus<>(),
                               [](const message_info& message) { return message.size.value_or(0); });
}

}  // namespace pop3kit::engine
