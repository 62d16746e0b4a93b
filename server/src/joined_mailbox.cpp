#include "joined_mailbox.hpp"

#include <utility>

namespace pop3kit::serving {
namespace {

class joined_mailbox final : public mailbox_source {
 public:
  joined_mailbox(std::shared_ptr<const mailbox_source> first, std::shared_ptr<const mailbox_source> second,
                 std::string prefix)
      : first_(std::move(first)), second_(std::move(second)), prefix_(std::move(prefix)), split_(first_->count()) {}

  [[nodiscard]] std::size_t count() const override { return split_ + second_->count(); }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override {
    return position < split_ ? first_->octets(position) : second_->octets(position - split_);
  }
  [[nodiscard]] std::string unique_id(std::size_t position) const override {
    return position < split_ ? first_->unique_id(position) : prefix_ + second_->unique_id(position - split_);
  }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override {
    return position < split_ ? first_->open(position) : second_->open(position - split_);
  }

 private:
  std::shared_ptr<const mailbox_source> first_;
  std::shared_ptr<const mailbox_source> second_;
  std::string prefix_;
  std::size_t split_;
};

}  // namespace

std::shared_ptr<const mailbox_source> join_mailboxes(std::shared_ptr<const mailbox_source> first,
                                                     std::shared_ptr<const mailbox_source> second, std::string prefix) {
  return std::make_shared<const joined_mailbox>(std::move(first), std::move(second), std::move(prefix));
}

}  // namespace pop3kit::serving
