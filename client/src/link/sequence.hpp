#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// Several dialogues as one: the commands of each after those of the one before, all in the same window. A part has
/// said all it has to say as soon as it offers no command once.
class sequence : public dialogue {
 public:
  /// The parts must outlive it.
  explicit sequence(std::vector<dialogue*> parts) : parts_(std::move(parts)) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) override;
  outcome<> on_octets(std::span<const char> octets) override;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const override;
  outcome<> on_end() override;
  [[nodiscard]] const failure* cause() const override;

 private:
  std::vector<dialogue*> parts_;
  std::size_t speaking_ = 0;
  std::deque<dialogue*> answering_;
};

}  // namespace pop3kit::engine
