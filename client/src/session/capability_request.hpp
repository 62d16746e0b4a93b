#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <vector>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// CAPA (RFC 2449 section 5). A server that does not support it answers -ERR, which is not an error.
class capability_request final : public dialogue {
 public:
  explicit capability_request(std::size_t most_lines) : most_lines_(most_lines) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) override;

  /// Returns the capabilities. Empty if the server does not support CAPA.
  [[nodiscard]] std::optional<capabilities> answer_given();

 private:
  std::size_t most_lines_;
  std::vector<capabilities::entry> entries_;
  bool known_ = false;
  bool sent_ = false;
};

}  // namespace pop3kit::engine
