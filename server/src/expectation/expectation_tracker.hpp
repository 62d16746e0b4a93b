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

/// Follows the expectations during the run, so that the verdict does not depend on the journal. Written on the
/// service's executor, read from any thread.
class expectation_tracker {
 public:
  /// Called once for an expectation, as soon as it has failed for certain, with the connection and the difference.
  using failure_handler = std::function<void(std::uint64_t connection, const std::string& difference)>;

  /// `secrets` become asterisks in all texts. If `strict`, the verdict fails as long as a rule has not fired.
  expectation_tracker(const scenario::description& what, net::clock& time, const net::asio::any_io_executor& executor,
                      const secret_words& secrets, failure_handler on_failure, bool strict);

  void happened(const occurrence& what);
  /// Call it when the server has sent all responses to this connection and waits for its next command.
  void waits(std::uint64_t connection);
  /// Rules are identified by their numbers. A rule that was removed is no longer reported.
  void rule_came(std::uint64_t number, const std::string& title);
  void rule_left(std::uint64_t number);
  void rule_fired(std::uint64_t number);
  void hook_failed(std::string traceback);
  /// Ends all reports of failures.
  void stop() noexcept;

  /// Returns errc::script_failed if a hook raised an error, or errc::expectation_failed with every difference on its
  /// own line. After these come the rules that never fired. They alone are a failure only if the tracker is strict.
  [[nodiscard]] result<> verdict() const;
  /// Returns "file:line: RETR" or "file:line: 'name' (RETR)" for each rule that never fired, in the order in which the
  /// rules were added.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;
  [[nodiscard]] std::uint64_t times_fired(std::uint64_t number) const;
  [[nodiscard]] server_report report() const;

 private:
  struct followed {
    std::unique_ptr<watch> by;
    bool reported = false;
  };

  struct counted_rule {
    std::string title;
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
  bool strict_;
  std::vector<followed> watches_;
  std::map<std::uint64_t, counted_rule> rules_;
  std::vector<std::string> tracebacks_;
  std::unique_ptr<net::timer> timer_;  ///< null if no expectation depends on time, and after stop()
  net::time_point wakes_at_ = net::time_point::max();
};

}  // namespace pop3kit::serving
