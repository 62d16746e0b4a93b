#include "maildrop/maildrop_listing.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::engine {

maildrop_listing::maildrop_listing(size_list sizes, std::shared_ptr<const id_list> ids)
    : sizes_(std::move(sizes)), ids_(std::move(ids)) {
  const bool one_alone = ids_->size() == 0 || sizes_.size() == 0;
  if (one_alone) listed_once_ = std::max(ids_->size(), sizes_.size());
  if (one_alone || ids_->numbers() == sizes_.numbers()) return;
  const number_list& listed = sizes_.numbers();
  const number_list& named = ids_->numbers();
  number_list& both = both_.emplace();
  std::size_t in_both = 0;
  std::size_t place = 0;
  for (std::size_t at = 0; at < listed.size(); ++at) {
    while (place < named.size() && named[place] < listed[at]) both.append(named[place++]);
    if (place < named.size() && named[place] == listed[at]) {
      ++place;
      ++in_both;
    }
    both.append(listed[at]);
  }
  while (place < named.size()) both.append(named[place++]);
  listed_once_ = both.size() - in_both;
}

maildrop_listing::maildrop_listing(const std::vector<message_info>& messages) {
  id_list ids;
  for (const message_info& message : messages) {
    sizes_.append(message.sequence_number, message.size);
    ids.append(message.sequence_number, message.unique_id ? message.unique_id->str() : std::string_view());
  }
  ids_ = std::make_shared<const id_list>(std::move(ids));
}

std::string_view maildrop_listing::id(std::size_t place) const {
  if (both_) return ids_->id_of(number(place));
  return ids_->size() == 0 ? std::string_view() : ids_->id(place);
}

std::optional<std::uint64_t> maildrop_listing::octets(std::size_t place) const {
  if (both_) return sizes_.octets_of(number(place));
  return sizes_.size() == 0 ? std::nullopt : sizes_.octets(place);
}

message_info maildrop_listing::message(std::size_t place) const {
  message_info made;
  made.sequence_number = number(place);
  made.size = octets(place);
  const std::string_view named = id(place);
  if (!named.empty()) made.unique_id.emplace(named);
  return made;
}

std::vector<message_info> maildrop_listing::messages() const {
  std::vector<message_info> made;
  made.reserve(size());
  for (std::size_t place = 0; place < size(); ++place) made.push_back(message(place));
  return made;
}

}  // namespace pop3kit::engine
