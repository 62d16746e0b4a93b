#include "held_messages.hpp"

#include <utility>

namespace pop3kit::simulated {

namespace {

class held_content final : public serving::message_content {
 public:
  explicit held_content(std::string octets) : octets_(std::move(octets)) {}
  [[nodiscard]] std::uint64_t octets() const override { return octets_.size(); }
  [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> room) const override {
    if (offset >= octets_.size()) return 0;
    return octets_.copy(room.data(), room.size(), static_cast<std::size_t>(offset));
  }

 private:
  std::string octets_;
};

class held_messages final : public serving::mailbox_source {
 public:
  explicit held_messages(std::vector<stored_message> messages) {
    for (stored_message& message : messages) {
      ids_.push_back(std::move(message.unique_id));
      contents_.push_back(std::make_shared<held_content>(std::move(message.octets)));
    }
  }
  [[nodiscard]] std::size_t count() const override { return ids_.size(); }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override { return contents_[position]->octets(); }
  [[nodiscard]] std::string unique_id(std::size_t position) const override { return ids_[position]; }
  [[nodiscard]] std::shared_ptr<const serving::message_content> open(std::size_t position) const override {
    return contents_[position];
  }

 private:
  std::vector<std::string> ids_;
  std::vector<std::shared_ptr<const held_content>> contents_;
};

}  // namespace

std::shared_ptr<const serving::mailbox_source> hold_messages(std::vector<stored_message> messages) {
  return std::make_shared<held_messages>(std::move(messages));
}

}  // namespace pop3kit::simulated
