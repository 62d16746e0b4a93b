#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/journal.hpp>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <pop3kit/server_report.hpp>
#include <string>
#include <vector>

namespace pop3kit {

struct server_options {
  server_options() = default;
  std::string host = "127.0.0.1";           ///< an address, or a name: its first IPv4 address of this machine
  std::uint16_t port = 0;                   ///< plain listener; 0: any free one
  std::uint16_t tls_port = 0;               ///< implicit TLS listener; 0: any free one
  std::optional<std::uint64_t> seed;        ///< in place of the scenario's
  std::size_t journal_entries = 1'000'000;  ///< that the journal keeps; the oldest fall out beyond it
  /// Gets each entry of the journal as it happens, just before it stands in the journal: on the server's thread, so it
  /// must be quick. Ahead of the entries of each scenario that begins comes one of kind `start`, which tells the seed;
  /// the first is told on the thread that calls start(). What it may call of the server: see below.
  std::function<void(const journal_entry&)> on_event;

  /// HTTP control room (docs/reference/control.md); 0: any free port; nothing: none
  std::optional<std::uint16_t> admin_port;
  std::string admin_host = "127.0.0.1";  ///< the address or name that the control room listens on
  std::filesystem::path scenario_file;   ///< what the control room reads again when it is told to reload
  /// Reads `scenario_file` again before a connection that finds it changed. What is wrong with it then fails the
  /// verdict, and the old scenario goes on.
  bool watch_scenario_file = false;
  /// Gets one line about each trouble around the server, when it begins: no connection can be accepted, as happens when
  /// the process has no descriptor left; the watched file cannot be read, which fails no verdict; or it is wrong, which
  /// fails the verdict. Called on the server's thread.
  std::function<void(const std::string& line)> on_warning;
  /// Called on the server's thread if the control room is told to end the server; stop() is for another thread.
  std::function<void()> on_shutdown;
};

/// A POP3 server that a test holds in its hand. One thread of its own; as many servers in one process as you like.
/// All members may be called from any thread. The destructor stops.
///
/// The callbacks of server_options, and the predicate of wait_for(), hold up the server's thread. Within them the
/// members that look at the server (ports, token, authority, journal, verdict, report, rules) work as anywhere else;
/// wait_for() and await_verdict() look once instead of waiting; all that change the server fail at once with
/// errc::operation_in_progress; and stop() does nothing.
class server {
 public:
  explicit server(scenario what, server_options options = server_options());
  server(server&&) noexcept;
  server& operator=(server&&) noexcept;
  ~server();

  /// Bound and listening when it returns. errc::operation_in_progress if the server is running already, or within a
  /// callback.
  [[nodiscard]] result<> start();
  /// Ends every session at once, sleeping hooks included, and joins the thread. Idempotent. Does nothing within a
  /// callback.
  void stop() noexcept;

  /// Ends every session at once and begins `next` with nothing left of what was: mailboxes, counters, journal and
  /// verdict are new, ports and authority stay. Only while the server runs (errc::wrong_state); where a listener that
  /// `next` needs cannot be opened, everything stays as it is. errc::operation_in_progress within a callback.
  result<> play(const scenario& next);
  /// The same with the scenario that was given to the constructor, or to play() since.
  result<> reset();

  /// These change the scenario that is played, for sessions under way too, until another one begins; the control room
  /// does the same over HTTP (docs/reference/control.md). Only while the server runs (errc::wrong_state), and not
  /// within a callback (errc::operation_in_progress). Adds rules ahead of those that there are: what would stand
  /// between the braces of `rules = { ... }` in a scenario. The numbers that they keep; errc::invalid_scenario, with
  /// line and reason, where one is wrong, and then none is added.
  result<std::vector<std::uint64_t>> add_rules(const std::string& text);
  /// errc::invalid_option where there is no such rule. The scenario's own are numbered from 1.
  result<> remove_rule(std::uint64_t number);
  /// A whole message arrives, for sessions that log in later; LF becomes CRLF. errc::invalid_option where there is no
  /// such account.
  result<> deliver(const std::string& account, const std::string& message);
  /// Opens the gate of this name: whoever waits there by `hold` goes on.
  result<> release(const std::string& gate);

  /// Nothing if that listener is off, or before the first start(). After stop() it is that of the last run.
  [[nodiscard]] std::optional<std::uint16_t> port() const noexcept;
  [[nodiscard]] std::optional<std::uint16_t> tls_port() const noexcept;
  [[nodiscard]] std::optional<std::uint16_t> admin_port() const noexcept;
  /// The secret that requests to the control room must show: `Authorization: Bearer TOKEN`. A random one is made by
  /// each start(); empty if there is no control room. The reference is good until the next start().
  [[nodiscard]] const std::string& admin_token() const noexcept;
  /// The authority that signed the server's certificate; made at start(), in memory. The reference is good until the
  /// next start().
  [[nodiscard]] const std::string& ca_pem() const noexcept;

  [[nodiscard]] std::vector<journal_entry> journal() const;
  /// At most `most` entries from number `cursor` on; the first that was ever written has number 0.
  [[nodiscard]] journal_page journal_since(std::uint64_t cursor, std::size_t most = SIZE_MAX) const;
  /// Blocks until the journal holds an entry that is wanted, those of the past included, and returns it; nothing where
  /// `limit` passes or the server stops before. `wanted` is called on the server's thread, or on the caller's if the
  /// server is not running. A command stands in the journal before it is answered, so a test may look at things while a
  /// reply is pending. Within a callback it looks once and does not wait.
  [[nodiscard]] std::optional<journal_entry> wait_for(const std::function<bool(const journal_entry&)>& wanted,
                                                      std::chrono::nanoseconds limit) const;

  /// The scenario's expectations against what happened so far: errc::expectation_failed, or errc::script_failed if a
  /// hook raised.
  [[nodiscard]] result<> verify() const;
  /// As verify(), but waits until everything is met, or something has failed for certain; at most for `limit`. Within a
  /// callback it does not wait: errc::operation_in_progress unless the verdict is certain already or `limit` is zero.
  [[nodiscard]] result<> await_verdict(std::chrono::nanoseconds limit) const;
  /// The verdict in full, expectation by expectation.
  [[nodiscard]] server_report report() const;
  /// Rules that never fired, "file:line: VERB", in the scenario's order. They alone fail no verdict; a failed verdict
  /// names them too.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

 private:
  struct implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
