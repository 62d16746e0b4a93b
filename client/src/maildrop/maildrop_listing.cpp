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
  std::size_t position = 0;
  for (std::size_t at = 0; at < listed.size(); ++at) {
    while (position < named.size() && named[position] < listed[at]) both.append(named[position++]);
    if (position < named.size() && named[position] == listed[at]) {
      ++position;
      ++in_both;
    }
    both.append(listed[at]);
  }
  while (position < named.size()) both.append(named[position++]);
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

std::string_view maildrop_listing::id(std::size_t position) const {
  if (both_) return ids_->id_of(number(position));
  return ids_->size() == 0 ? std::string_view() : ids_->id(position);
}

std::optional<std::uint64_t> maildrop_listing::octets(std::size_t position) const {
  if (both_) return sizes_.octets_of(number(position));
  return sizes_.size() == 0 ? std::nullopt : sizes_.octets(position);
}

message_info maildrop_listing::message(std::size_t position) const {
  message_info made;
  made.sequence_number = number(position);
  made.size = octets(position);
  const std::string_view named = id(position);
  if (!named.empty()) made.unique_id.emplace(named);
  return made;
}

std::vector<message_info> maildrop_listing::messages() const {
  std::vector<message_info> made;
  made.reserve(size());
  for (std::size_t position = 0; position < size(); ++position) made.push_back(message(position));
  return made;
}

}  // namespace pop3kit::engine
