#include "maildrop/listing_cache.hpp"

#include <string_view>
#include <utility>

namespace pop3kit::engine {

listing_cache::listing listing_cache::keep(size_list sizes) {
  latest_ = std::make_shared<const maildrop_listing>(std::move(sizes), std::make_shared<const id_list>());
  latest_has_ids_ = false;
  return latest_;
}

listing_cache::listing listing_cache::keep(size_list sizes, id_list ids, std::optional<failure> ids_refused) {
  ids_ = std::make_shared<const id_list>(std::move(ids));
  latest_ = std::make_shared<const maildrop_listing>(std::move(sizes), ids_);
  ids_refused_ = std::move(ids_refused);
  // If UIDL was refused but may be accepted next time, the listing counts as incomplete, and UIDL is sent again.
  latest_has_ids_ = !ids_refused_ || ids_ruled_out_;
  return latest_;
}

message_info listing_cache::known(std::uint64_t number) const {
  message_info made;
  made.sequence_number = number;
  std::string_view id;
  if (index_) {
    id = index_->ids().id_of(number);
  } else if (ids_) {
    id = ids_->id_of(number);
  }
  if (!id.empty()) made.unique_id.emplace(id);
  made.size = size_of(number);
  return made;
}

std::optional<std::uint64_t> listing_cache::size_of(std::uint64_t number) const {
  return latest_ ? latest_->sizes().octets_of(number) : std::nullopt;
}

void listing_cache::forget_listing() noexcept {
  index_.reset();
  latest_.reset();
}

void listing_cache::clear() noexcept {
  forget_listing();
  ids_.reset();
  ids_ruled_out_.reset();
}

}  // namespace pop3kit::engine
