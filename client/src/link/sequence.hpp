#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// Runs several dialogues as one: the commands of each part follow those of the previous part, in the same window. A
/// part is complete the first time that it offers no command.
class sequence : public dialogue {
 public:
  /// Makes a sequence. The parts must outlive it. If `goes_on` returns false, no other part begins. In lock-step, this
  /// avoids commands whose answer is already known.
  explicit sequence(std::vector<dialogue*> parts, std::function<bool()> goes_on = nullptr)
      : parts_(std::move(parts)), goes_on_(std::move(goes_on)) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) override;
  outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest) override;
  outcome<> on_octets(std::span<const char> octets, body_piece which) override;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const override;
  outcome<> on_end() override;
  [[nodiscard]] const failure* cause() const override;

 private:
  std::vector<dialogue*> parts_;
  std::function<bool()> goes_on_;
  std::size_t speaking_ = 0;
  std::deque<dialogue*> answering_;
};

}  // namespace pop3kit::engine
