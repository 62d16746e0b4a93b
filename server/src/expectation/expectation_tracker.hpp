#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <pop3kit/result.hpp>
#include <pop3kit/server_report.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/watch.hpp"
#include "journal/secret_words.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Follows the expectations as things happen, so that the verdict needs no journal. Written on the service's executor,
/// read from any thread.
class expectation_tracker {
 public:
  /// Told of an expectation once, as soon as it has failed for certain: what happened then, and the difference.
  using failure_handler = std::function<void(std::uint64_t connection, const std::string& difference)>;

  /// `secrets` become asterisks in everything that is told.
  expectation_tracker(const scenario::description& what, net::clock& time, const net::asio::any_io_executor& executor,
                      const secret_words& secrets, failure_handler on_failure);

  void happened(const occurrence& what);
  /// The server owes this connection nothing and waits for its next command.
  void waits(std::uint64_t connection);
  /// Rules are known by their numbers; what is taken away is nobody's concern any more.
  void rule_came(std::uint64_t number, std::string name);
  void rule_left(std::uint64_t number);
  void rule_fired(std::uint64_t number);
  void hook_failed(std::string traceback);
  /// Nothing will be told any more.
  void stop() noexcept;

  /// errc::script_failed if a hook raised; errc::expectation_failed with every difference, a line each; then the rules
  /// that never fired, which alone fail nothing.
  [[nodiscard]] result<> verdict() const;
  /// "file:line: RETR", in the order in which they came.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;
  [[nodiscard]] std::uint64_t times_fired(std::uint64_t number) const;
  [[nodiscard]] server_report report() const;

 private:
  struct followed {
    std::unique_ptr<watch> by;
    bool told = false;
  };

  struct counted_rule {
    std::string name;
    std::uint64_t fired = 0;
  };

  [[nodiscard]] std::string difference(const watch& of) const;
  void tell_failures(std::uint64_t connection);
  void wake_at(net::time_point when);
  void look_at_the_time();

  mutable std::mutex guard_;
  const scenario::description& what_;
  net::clock& time_;
  const secret_words& secrets_;
  failure_handler on_failure_;
  std::vector<followed> watches_;
  std::map<std::uint64_t, counted_rule> rules_;
  std::vector<std::string> tracebacks_;
  std::unique_ptr<net::timer> timer_;  ///< null where no expectation is about time, and once stopped
  net::time_point wakes_at_ = net::time_point::max();
};

}  // namespace pop3kit::serving
