#pragma once

#include <string_view>
#include <vector>

#include "console/command_error.hpp"
#include "console/standard_error.hpp"

namespace pop3kit::command {

/// Outputs that could not be written. They are kept until the result is known, which they must not hide.
class output_troubles {
 public:
  /// Runs `step`, and keeps the command_error that it throws. An output that fails twice is kept once.
  template <class Step>
  void attempt(Step step) {
    try {
      step();
    } catch (const command_error& trouble) {
      for (const command_error& each : troubles_) {
        if (std::string_view(each.what()) == trouble.what()) return;
      }
      troubles_.push_back(trouble);
    }
  }
  [[nodiscard]] bool any() const noexcept { return !troubles_.empty(); }
  /// Warns of each: for a result that decides the exit status itself.
  void warn_of_all() const {
    for (const command_error& each : troubles_) warn(each.what());
  }
  /// Throws the first, which decides the exit status, and warns of the others. Does nothing if there is none.
  void rethrow() const {
    if (troubles_.empty()) return;
    for (std::size_t at = 1; at < troubles_.size(); ++at) warn(troubles_[at].what());
    throw command_error(troubles_.front());
  }

 private:
  std::vector<command_error> troubles_;
};

}  // namespace pop3kit::command
