#include "mailbox/message_set.hpp"

#include <algorithm>
#include <utility>

#include "text/hexadecimal.hpp"

namespace pop3kit::serving {
namespace {

class concatenated_mailbox final : public mailbox_source {
 public:
  explicit concatenated_mailbox(std::vector<message_set_ptr> parts) : parts_(std::move(parts)) {
    for (const auto& part : parts_) {
      count_ += part->count();
      ends_.push_back(count_);
    }
  }

  [[nodiscard]] std::size_t count() const override { return count_; }

  [[nodiscard]] std::uint64_t octets(std::size_t position) const override {
    const auto [part, inner] = locate(position);
    return part->octets(inner);
  }

  [[nodiscard]] std::string unique_id(std::size_t position) const override {
    const auto [part, inner] = locate(position);
    std::string id;
    id.reserve(24);
    text::append_hex_number(id, position + 1, 8);
    text::append_hex_number(id, part->fingerprint(inner), 16);
    return id;
  }

  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override {
    const auto [part, inner] = locate(position);
    return part->open(inner);
  }

 private:
  [[nodiscard]] std::pair<const message_set*, std::size_t> locate(std::size_t position) const {
    const auto end = std::ranges::upper_bound(ends_, position);
    const auto index = static_cast<std::size_t>(end - ends_.begin());
    return {parts_[index].get(), index == 0 ? position : position - ends_[index - 1]};
  }

  std::vector<message_set_ptr> parts_;
  std::vector<std::size_t> ends_;  // ends_[i]: the first position after part i
  std::size_t count_ = 0;
};

}  // namespace

std::shared_ptr<const mailbox_source> concatenate(std::vector<message_set_ptr> parts) {
  return std::make_shared<concatenated_mailbox>(std::move(parts));
}

}  // namespace pop3kit::serving
