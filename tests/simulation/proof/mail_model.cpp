#include "mail_model.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::proof {

void mail_model::find(std::string what) {
  if (!finding_) finding_ = std::move(what);
}

const std::string* mail_model::octets_of(std::string_view id) const {
  const auto found = ever_.find(id);
  return found == ever_.end() ? nullptr : &found->second;
}

void mail_model::replace(const std::vector<stored_message>& now) {
  ids_.clear();
  for (const stored_message& message : now) {
    ids_.push_back(message.unique_id);
    if (ever_.emplace(message.unique_id, message.octets).second) octets_ += message.octets.size();
  }
  views_.push_back(ids_);
}

void mail_model::observe(const std::vector<stored_message>& now) {
  id_set present;
  for (const stored_message& message : now) {
    present.insert(message.unique_id);
    const std::string* const known = octets_of(message.unique_id);
    if (known == nullptr || *known != message.octets) find("the maildrop holds a message that was never put there");
  }
  for (const std::string& id : ids_) {
    if (present.contains(id)) continue;
    gone_.insert(id);
    if (!may_go_.contains(id)) find("message " + id + " is gone, although it was not deleted");
  }
  std::erase_if(ids_, [&](const std::string& id) { return !present.contains(id); });
}

std::vector<std::string> mail_model::ids_at(std::uint64_t number) const {
  std::vector<std::string> found;
  for (const std::vector<std::string>& view : views_) {
    if (number != 0 && number <= view.size()) found.push_back(view[static_cast<std::size_t>(number - 1)]);
  }
  return found;
}

}  // namespace pop3kit::proof
