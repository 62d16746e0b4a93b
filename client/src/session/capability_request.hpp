#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <vector>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// CAPA (RFC 2449 section 5). A server without it answers -ERR, and nothing is wrong with that.
class capability_request final : public dialogue {
 public:
  explicit capability_request(std::size_t most_lines) : most_lines_(most_lines) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) override;

  /// Nothing if the server does not know the command.
  [[nodiscard]] std::optional<capabilities> answer_given();

 private:
  std::size_t most_lines_;
  std::vector<capabilities::entry> entries_;
  bool known_ = false;
  bool sent_ = false;
};

}  // namespace pop3kit::engine
