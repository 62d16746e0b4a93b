#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <pop3kit/server_report.hpp>
#include <string>
#include <string_view>

#include "auth/authenticator.hpp"
#include "expectation/expectation_tracker.hpp"
#include "journal/journal_writer.hpp"
#include "mailbox/maildrop.hpp"
#include "response/buffer_pool.hpp"
#include "rules/gates.hpp"
#include "rules/network_conditions.hpp"
#include "rules/rule_book.hpp"
#include "rules/tls_conditions.hpp"
#include "scenario/description.hpp"
#include "scenario/hooks.hpp"
#include "session/service_options.hpp"

namespace pop3kit::serving {

/// A scenario while it is played: what all sessions of one run share. Belongs to one executor. Other threads may call
/// only const functions of `journal` and `expectations`.
struct scenario_run {
  /// The clock must outlive the run.
  scenario_run(net::asio::any_io_executor on, net::clock& clock, std::shared_ptr<const scenario::description> played,
               const service_options& chosen, identity certificates);
  scenario_run(const scenario_run&) = delete;
  scenario_run& operator=(const scenario_run&) = delete;

  /// The time since the run began.
  [[nodiscard]] net::duration age() const noexcept { return time.now() - started; }
  /// Returns the state of the expectations, with the seed in use. Can be called from any thread.
  [[nodiscard]] server_report report() const;

  /// Delivers messages to an account, as maildrops::deliver() does, and writes this into the journal.
  delivery deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail);
  /// Removes the message with this number, from 1, and writes this into the journal. Returns false if there is none.
  bool remove(std::string_view user, std::uint64_t number);
  /// Writes into the journal that these messages were delivered to an account. `by` is the actor that delivered them,
  /// as a prefix of the text; empty: none.
  void note_delivery(std::string_view by, std::string_view user, const mailbox_source& mail);
  /// Opens a gate, and writes this into the journal for the connection `about`, 0 for none. Returns false if the gate
  /// cannot be opened: see gates::open().
  bool release(const peer& about, std::string_view gate);
  /// Makes the verdict a failure, and writes the reason into the journal.
  void fail(const peer& about, std::string_view why);
  /// Passes an event that is not a command to the expectations: see watch.hpp.
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
  std::unique_ptr<hook_runner> hooks;  ///< null if the scenario has no hooks
  serving::maildrops maildrops;
  buffer_pool buffers;

 private:
  void follow(rule_change change, const rule_book::entry& which);
};

}  // namespace pop3kit::serving
