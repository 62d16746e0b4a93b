#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// Hides secrets in replies of a server, because some servers echo the password. Commands need no search: the encoder
/// knows which argument is secret.
class secret_mask {
 public:
  /// An empty secret hides nothing. One of less than four octets is hidden only where it stands as a word, since hiding
  /// each such letter would tell which it is.
  void add(std::string secret);
  /// One that is good for one login only, such as a digest: the oldest are forgotten as others come.
  void add_passing(std::string secret);
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  std::vector<std::string> secrets_;
  std::deque<std::string> passing_;
};

}  // namespace pop3kit::engine
