#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "auth/authenticator.hpp"
#include "expectation/expectation_tracker.hpp"
#include "journal/journal_writer.hpp"
#include "mailbox/maildrop.hpp"
#include "response/reply_writer.hpp"
#include "rules/gates.hpp"
#include "rules/network_conditions.hpp"
#include "rules/rule_book.hpp"
#include "rules/tls_conditions.hpp"
#include "scenario/description.hpp"
#include "scenario/hooks.hpp"

namespace pop3kit::serving {

/// What does not stand in a scenario. The defaults are the conforming ones.
struct service_options {
  service_options() = default;
  std::optional<std::uint64_t> seed;                    ///< in place of the scenario's
  std::size_t journal_entries = 1'000'000;              ///< the oldest fall out beyond it
  net::duration autologout = std::chrono::minutes(10);  ///< RFC 1939 section 3: at least 10 minutes
  net::duration handshake_limit = std::chrono::minutes(1);
  net::duration linger = std::chrono::seconds(2);  ///< how long a leaving client is heard out, so that no reply is lost
  std::function<void(const journal_entry&)> on_event;  ///< what is journalled, as it happens, on the executor
};

/// Everything that the sessions of one service share. Belongs to one executor; journal and expectation_tracker alone
/// may be read from other threads.
class scenario_run {
 public:
  scenario_run(net::asio::any_io_executor executor, net::clock& time, std::shared_ptr<const scenario::description> what,
               const service_options& options, identity certificates);
  scenario_run(const scenario_run&) = delete;
  scenario_run& operator=(const scenario_run&) = delete;

  [[nodiscard]] const net::asio::any_io_executor& executor() const noexcept { return executor_; }
  [[nodiscard]] net::clock& time() const noexcept { return time_; }
  [[nodiscard]] const scenario::description& what() const noexcept { return *what_; }
  [[nodiscard]] const service_options& options() const noexcept { return options_; }
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
  [[nodiscard]] tls_conditions& tls() noexcept { return tls_; }
  [[nodiscard]] rule_book& rules() noexcept { return rules_; }
  [[nodiscard]] network_conditions& network() noexcept { return network_; }
  [[nodiscard]] serving::gates& gates() noexcept { return gates_; }
  /// Since the server began.
  [[nodiscard]] net::duration age() const noexcept { return time_.now() - started_; }
  [[nodiscard]] expectation_tracker& expectations() noexcept { return expectations_; }
  [[nodiscard]] journal_writer& journal() noexcept { return journal_; }
  [[nodiscard]] serving::authenticator& authenticator() noexcept { return authenticator_; }
  /// Null where the scenario has no hooks.
  [[nodiscard]] hook_runner* hooks() noexcept { return hooks_.get(); }

  [[nodiscard]] serving::maildrops& maildrops() noexcept { return maildrops_; }

  /// Fails the verdict, and says why in the journal.
  void script_failed(const peer& about, std::string_view what);
  /// Something that is no command happened to a connection, for the expectations: see watch.hpp.
  void happened(const peer& about, std::string_view event, std::string_view argument);

  [[nodiscard]] buffer_pool& buffers() noexcept { return buffers_; }

 private:
  void note_failure(std::uint64_t connection, const std::string& difference);

  net::asio::any_io_executor executor_;
  net::clock& time_;
  net::time_point started_;
  std::shared_ptr<const scenario::description> what_;
  service_options options_;
  std::uint64_t seed_;
  rule_book rules_;
  network_conditions network_;
  tls_conditions tls_;
  serving::gates gates_;
  journal_writer journal_;
  expectation_tracker expectations_;
  serving::authenticator authenticator_;
  std::unique_ptr<hook_runner> hooks_;
  serving::maildrops maildrops_;
  buffer_pool buffers_;
};

}  // namespace pop3kit::serving
