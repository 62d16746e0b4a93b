#include "maildrop/id_index.hpp"

namespace pop3kit::engine {

id_index::id_index(std::shared_ptr<const id_list> ids) : ids_(std::move(ids)) {
  numbers_.reserve(ids_->size());
  bool all_have_ids = true;
  for (std::size_t position = 0; position < ids_->size(); ++position) {
    const std::string_view id = ids_->id(position);
    all_have_ids = all_have_ids && !id.empty();
    if (!id.empty()) numbers_.add(id, ids_->numbers()[position]);
  }
  numbers_.sort();
  tells_all_apart_ = all_have_ids && numbers_.all_differ();
}

}  // namespace pop3kit::engine
