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

/// Gates that sessions wait at, by name: what `hold` waits for and `release` opens. A gate that was opened stays open,
/// so that no release is lost because it came early. A gate that is not open and has no session at it is forgotten.
/// Belongs to one executor.
class gates {
 public:
  /// How many gates can be open, and how long a name can be, in octets: scripts and HTTP clients can make up names
  /// without end.
  static constexpr std::size_t most_open = 10'000;
  static constexpr std::size_t longest_name = 256;

  explicit gates(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  gates(const gates&) = delete;
  gates& operator=(const gates&) = delete;

  /// Completes once the gate is open, or with errc::cancelled.
  [[nodiscard]] boost::asio::awaitable<outcome<>> pass(std::string name);
  /// Whether open() would open it, or find it open.
  [[nodiscard]] bool has_room(std::string_view name) const;
  /// False if so many gates are open, or if the name is too long: nothing was opened then.
  [[nodiscard]] bool open(std::string_view name);
  /// The gates that sessions wait at, in the order of their names.
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
