#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/async/signal.hpp"

namespace pop3kit::serving {

/// Named gates: `hold` waits at a gate, and `release` opens it. An open gate stays open, so that a release before the
/// wait is not lost. A closed gate is forgotten when no session waits at it. Belongs to one executor.
class gates {
 public:
  /// Bounds on the number of open gates and on the octets of a name, because scripts and HTTP clients can invent any
  /// number of names.
  static constexpr std::size_t most_open = 10'000;
  static constexpr std::size_t longest_name = 256;

  explicit gates(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  gates(const gates&) = delete;
  gates& operator=(const gates&) = delete;

  /// Completes when the gate is open, or fails with errc::cancelled.
  [[nodiscard]] boost::asio::awaitable<outcome<>> pass(std::string name);
  /// Returns true if open() would succeed.
  [[nodiscard]] bool has_room(std::string_view name) const;
  /// Opens a gate. Returns false, and opens nothing, if there are too many open gates or if the name is too long.
  [[nodiscard]] bool open(std::string_view name);
  /// Returns the gates at which sessions wait, sorted by name.
  [[nodiscard]] std::vector<std::string> waited_at() const;

 private:
  struct gate {
    bool is_open = false;
    std::vector<net::signal*> waiting;
  };
  using gate_map = std::map<std::string, gate, std::less<>>;
  class place_in_queue;

  void forget_if_unused(gate_map::iterator which);

  boost::asio::any_io_executor executor_;
  gate_map gates_;
  std::size_t open_ = 0;
};

inline constexpr const char* no_more_gates =
    "this gate cannot be opened: at most 10,000 gates can be open, and a name can have 256 octets";

}  // namespace pop3kit::serving
