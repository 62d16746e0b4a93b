#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/signal.hpp"

namespace pop3kit::serving {

/// Gates that sessions wait at, by name: what `hold` waits for and `release` opens. A gate that was opened stays open,
/// so that no release is lost because it came early. Belongs to one executor.
class gates {
 public:
  explicit gates(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  gates(const gates&) = delete;
  gates& operator=(const gates&) = delete;

  /// Completes once the gate is open, or with errc::cancelled.
  [[nodiscard]] boost::asio::awaitable<outcome<>> pass(std::string name);
  void open(std::string_view name);
  /// Whoever comes from now on waits again.
  void shut(std::string_view name);
  /// The gates that somebody waits at, in the order of their names.
  [[nodiscard]] std::vector<std::string> waited_at() const;

 private:
  struct gate {
    bool is_open = false;
    std::vector<net::signal*> waiting;
  };

  boost::asio::any_io_executor executor_;
  std::map<std::string, gate, std::less<>> gates_;
};

}  // namespace pop3kit::serving
