#include "mailbox/stored_messages.hpp"

#include <algorithm>

#include "scenario/stable_hash.hpp"

namespace pop3kit::serving {
namespace {

class stored_message final : public message_content {
 public:
  explicit stored_message(std::string octets) : octets_(std::move(octets)), fingerprint_(fingerprint_of(octets_)) {}

  [[nodiscard]] std::uint64_t octets() const override { return octets_.size(); }

  [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> room) const override {
    if (offset >= octets_.size()) return 0;
    return octets_.copy(room.data(), room.size(), static_cast<std::size_t>(offset));
  }

  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return fingerprint_; }

 private:
  std::string octets_;
  std::uint64_t fingerprint_;
};

class stored_messages final : public message_set {
 public:
  explicit stored_messages(std::vector<std::string> messages) {
    messages_.reserve(messages.size());
    for (auto& message : messages) messages_.push_back(std::make_shared<stored_message>(std::move(message)));
  }

  [[nodiscard]] std::size_t count() const override { return messages_.size(); }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override { return messages_[position]->octets(); }
  [[nodiscard]] std::uint64_t fingerprint(std::size_t position) const override {
    return messages_[position]->fingerprint();
  }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override {
    return messages_[position];
  }

 private:
  std::vector<std::shared_ptr<const stored_message>> messages_;
};

}  // namespace

message_set_ptr make_stored_messages(std::vector<std::string> messages) {
  return std::make_shared<stored_messages>(std::move(messages));
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + static_cast<std::size_t>(std::ranges::count(text, '\n')) + 2);
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    out.append(line);
    if (end == std::string_view::npos && line.ends_with('\r')) out.pop_back();  // a CR at the end without its LF
    out.append("\r\n");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace pop3kit::serving
