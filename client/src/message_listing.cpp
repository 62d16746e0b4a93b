#include <pop3kit/message_listing.hpp>
#include <stdexcept>
#include <utility>

#include "maildrop/listing_access.hpp"

namespace pop3kit {

message_info message_listing::operator[](std::size_t position) const {
  message_info entry = content_->columns->message(position);
  if (!content_->headers.empty()) entry.headers = content_->headers[position];
  return entry;
}

message_info message_listing::at(std::size_t position) const {
  if (position >= size_) throw std::out_of_range("message_listing::at");
  return (*this)[position];
}

std::vector<message_info> message_listing::to_vector() const {
  std::vector<message_info> entries;
  entries.reserve(size_);
  for (std::size_t position = 0; position < size_; ++position) entries.push_back((*this)[position]);
  return entries;
}

message_listing engine::listing_access::make(std::shared_ptr<const maildrop_listing> columns,
                                             std::vector<std::optional<header_collection>> headers) {
  message_listing made;
  made.size_ = columns->size();
  made.content_ = std::make_shared<const message_listing::content>(std::move(columns), std::move(headers));
  return made;
}

}  // namespace pop3kit
