#pragma once

#include <span>
#include <string>
#include <vector>

namespace pop3kit::serving {

/// Lends output buffers to sessions that have something to send, so that an idle session needs none. Belongs to the
/// executor of the run.
class buffer_pool {
 public:
  buffer_pool();
  buffer_pool(const buffer_pool&) = delete;
  buffer_pool& operator=(const buffer_pool&) = delete;

  /// Returns an empty buffer, with the memory of an earlier one if possible.
  [[nodiscard]] std::string borrow();
  void give_back(std::string&& buffer);
  /// Returns room for one piece of a message. Its contents are valid only until the next suspension.
  [[nodiscard]] std::span<char> scratch() noexcept { return scratch_; }

 private:
  std::vector<std::string> buffers_;
  std::vector<char> scratch_;
};

}  // namespace pop3kit::serving
