#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// Masks secrets in replies of a server, because some servers echo the password. Commands do not need it, because their
/// encoder knows which argument is secret.
class secret_mask {
 public:
  /// Adds a secret. An empty one is ignored. A secret of fewer than four octets is masked only if it is a whole word,
  /// because masking each of its occurrences would reveal it.
  void add(std::string secret);
  /// Adds a secret that is valid for one login only, such as a digest. The oldest of these are forgotten when more
  /// come.
  void add_passing(std::string secret);
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  std::vector<std::string> secrets_;
  std::deque<std::string> passing_;
};

}  // namespace pop3kit::engine
