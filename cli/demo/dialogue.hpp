#pragma once

#include <cstddef>
#include <memory>
#include <pop3kit/trace.hpp>
#include <string>
#include <vector>

#include "demo/palette.hpp"

namespace pop3kit::command {

/// What a client and a server said to each other, gathered from the client's trace and told in brief.
class dialogue {
 public:
  dialogue() : events_(std::make_shared<std::vector<trace_event>>()) {}

  /// For client_options::trace; lives as long as the client needs it.
  [[nodiscard]] trace_sink sink() const;
  /// Lines for a reader: a body becomes its number of octets, a long dialogue its beginning and its end.
  [[nodiscard]] std::vector<std::string> take_brief(const palette& colours) const;

 private:
  std::shared_ptr<std::vector<trace_event>> events_;
};

}  // namespace pop3kit::command
