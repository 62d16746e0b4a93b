#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::serving {

/// Messages from strings; their unique-ids are "uid-1", "uid-2" ...
class text_mailbox final : public mailbox_source {
 public:
  explicit text_mailbox(std::vector<std::string> messages) : messages_(std::move(messages)) {}

  [[nodiscard]] std::size_t count() const override { return messages_.size(); }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override { return messages_[position].size(); }
  [[nodiscard]] std::string unique_id(std::size_t position) const override {
    return "uid-" + std::to_string(position + 1);
  }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override {
    return std::make_shared<const content>(messages_[position]);
  }

 private:
  class content final : public message_content {
   public:
    explicit content(const std::string& text) : text_(text) {}
    [[nodiscard]] std::uint64_t octets() const override { return text_.size(); }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> room) const override {
      return text_.copy(room.data(), room.size(), static_cast<std::size_t>(offset));
    }

   private:
    const std::string& text_;
  };

  std::vector<std::string> messages_;
};

[[nodiscard]] inline std::shared_ptr<const mailbox_source> mailbox_of(std::vector<std::string> messages) {
  return std::make_shared<const text_mailbox>(std::move(messages));
}

/// A message of exactly so many octets, with a subject, in lines of at most 72.
[[nodiscard]] inline std::string message_of(std::size_t octets) {
  std::string out = "Subject: test\r\n\r\n";
  while (out.size() < octets) {
    const std::size_t line = std::min<std::size_t>(72, octets - out.size());
    out += line > 2 ? std::string(line - 2, 'x') + "\r\n" : std::string(line, '\n');
  }
  return out;
}

}  // namespace pop3kit::serving
