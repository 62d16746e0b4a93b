#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <pop3kit/server_report.hpp>
#include <string>
#include <string_view>

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

/// What a scenario does not say. The defaults conform to the RFCs.
struct service_options {
  service_options() = default;
  std::optional<std::uint64_t> seed;                    ///< in place of the scenario's
  std::size_t journal_entries = 1'000'000;              ///< the oldest fall out beyond it
  net::duration autologout = std::chrono::minutes(10);  ///< RFC 1939 section 3: at least 10 minutes
  net::duration handshake_limit = std::chrono::minutes(1);
  net::duration linger = std::chrono::seconds(2);      ///< how long to read on after the last reply, so that it arrives
  std::function<void(const journal_entry&)> on_event;  ///< what is journalled, as it happens, on the executor
};

/// What all sessions of one run share: a scenario while it is played. Belongs to one executor; other threads may call
/// const functions of `journal` and `expectations` only.
struct scenario_run {
  /// The clock must outlive the run.
  scenario_run(net::asio::any_io_executor on, net::clock& clock, std::shared_ptr<const scenario::description> played,
               const service_options& chosen, identity certificates);
  scenario_run(const scenario_run&) = delete;
  scenario_run& operator=(const scenario_run&) = delete;

  /// The time since the run began.
  [[nodiscard]] net::duration age() const noexcept { return time.now() - started; }
  /// What the expectations came to, with the seed in force. From any thread.
  [[nodiscard]] server_report report() const;

  /// Delivers messages to an account, as maildrops::deliver() does, and says so in the journal.
  delivery deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail);
  /// Removes the message with this number, from 1, and says so in the journal. Returns false if there is none.
  bool remove(std::string_view user, std::uint64_t number);
  /// Opens a gate and says so for the connection `about`, 0 for none, in the journal. Returns false if the gate
  /// cannot be opened: see gates::open().
  bool release(const peer& about, std::string_view gate);
  /// Fails the verdict, and says why in the journal.
  void fail(const peer& about, std::string_view why);
  /// Tells the expectations of an event, which is no command: see watch.hpp.
  void happened(const peer& about, std::string_view event, std::string_view argument);

  net::asio::any_io_executor executor;
  net::clock& time;
  net::time_point started;
  std::shared_ptr<const scenario::description> description;
  service_options options;
  std::uint64_t seed;
  rule_book rules;
  network_conditions network;
  tls_conditions tls;
  serving::gates gates;
  journal_writer journal;
  expectation_tracker expectations;
  serving::authenticator authenticator;
  std::unique_ptr<hook_runner> hooks;  ///< null: the scenario has none
  serving::maildrops maildrops;
  buffer_pool buffers;

 private:
  void follow(rule_change change, const rule_book::entry& which);
};

}  // namespace pop3kit::serving
