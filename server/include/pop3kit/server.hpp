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

/// A certificate authority for servers: its certificate and its private key, both PEM.
struct ca_key_pair {
  /// Makes an empty pair.
  ca_key_pair() = default;
  std::string ca_pem;      ///< for server_options::ca_pem
  std::string ca_key_pem;  ///< for server_options::ca_key_pem. Whoever has it can sign for any host.
};

/// Makes a certificate authority that is valid for ten years, for server_options. Errors: those of OpenSSL.
[[nodiscard]] result<ca_key_pair> make_certificate_authority();

/// How a server listens, and what it tells the program.
struct server_options {
  /// Makes options for a server on free ports of 127.0.0.1, without a control room.
  server_options() = default;
  /// The address to listen on, or a name: then the first of its addresses that this machine has, IPv4 first.
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;                   ///< port of the plain listener; 0: any free one
  std::uint16_t tls_port = 0;               ///< port of the listener for implicit TLS; 0: any free one
  std::optional<std::uint64_t> seed;        ///< replaces the scenario's seed, except while the scenario file is read
  std::size_t journal_entries = 1'000'000;  ///< how many entries the journal keeps; then it drops the oldest
  /// If true, a rule that never fired fails the verdict. Otherwise the verdict only names such rules.
  bool strict = false;
  /// The certificate of the authority that signs the server's certificates, PEM, and its private key, PEM without a
  /// passphrase. If both are empty, each start() makes a new authority in memory.
  ///
  /// The first certificate of `ca_pem` is the one of the key, and must be allowed to sign certificates (RFC 5280
  /// section 4.2.1.9). Further certificates lead to a root that clients trust. Supply an authority that outlives the
  /// server if clients keep what they trust: see make_certificate_authority().
  std::string ca_pem;
  std::string ca_key_pem;  ///< see `ca_pem`
  /// Called with each journal entry, just before the journal has it. May be empty.
  ///
  /// Called on the server's thread, so it must be quick. Before the entries of each scenario it gets an entry of kind
  /// `start`, which names the seed; the first of these comes on the thread that calls start(). See `server` for what it
  /// may call.
  std::function<void(const journal_entry&)> on_event;

  /// Port of the HTTP control room (docs/reference/control.md); 0: any free port; nullopt: no control room.
  std::optional<std::uint16_t> admin_port;
  std::string admin_host = "127.0.0.1";  ///< the address or name that the control room listens on
  std::filesystem::path scenario_file;   ///< the file that the control room reads if a request asks for a reload
  /// If true, the server checks `scenario_file` before each connection and plays it again if it has changed, as long as
  /// play() or the control room has not put another scenario in its place. If the file is invalid, the verdict fails
  /// and the earlier scenario goes on.
  bool watch_scenario_file = false;
  /// Called with one line of text if the server cannot work as it should: it cannot accept connections, for instance
  /// because the process has no file descriptor left; the watched file cannot be read, which does not fail the verdict;
  /// or the watched file is invalid, which does. Called once when the trouble begins, on the server's thread. May be
  /// empty.
  std::function<void(const std::string& line)> on_warning;
  /// Called on the server's thread if a request to the control room asks the program to stop the server. Call stop() on
  /// another thread then. May be empty.
  std::function<void()> on_shutdown;
};

/// An in-process POP3 server that tests script in Lua.
///
/// Each server has its own thread, ports, accounts and journal. One process can have any number of servers. All member
/// functions may be called from any thread, except that moving, assigning and destroying must not overlap other calls.
/// A server that was moved from can only be destroyed or assigned to.
///
/// Callbacks. The server's thread waits while it runs a callback of server_options or the predicate of wait_for().
/// Within these, functions that only look at the server (ports, token, authority, journal, verdict, report, rules) work
/// as usual. wait_for() and await_verdict() look once and do not wait. Functions that change the server fail at once
/// with errc::operation_in_progress. stop() does nothing.
class server {
 public:
  /// Makes a server that will play this scenario. Opens nothing before start().
  explicit server(scenario what, server_options options = server_options());
  /// Takes over a server, which goes on running.
  server(server&&) noexcept;
  /// Stops this server, then takes over the other one, which goes on running.
  server& operator=(server&&) noexcept;
  /// Stops the server, as stop() does.
  ~server();

  /// Opens the ports and starts the server's thread. The server accepts connections when this function returns.
  ///
  /// A new start() after stop() begins the scenario anew, with a new certificate authority unless the options have one.
  /// Blocks. Errors: errc::operation_in_progress if the server is running, or within a callback; errc::invalid_option
  /// if the authority of the options cannot be used, with the reason in the detail; errc::host_not_found, or the
  /// system's error with the address in the detail, if a port cannot be opened; errc::mechanism_not_supported if
  /// `listen.mechanisms` of the scenario names a login mechanism whose library is missing.
  [[nodiscard]] result<> start();
  /// Ends every session at once, sleeping hooks included, and joins the server's thread.
  ///
  /// Blocks until the thread has ended. Does nothing if the server is not running, or within a callback. The journal
  /// and the verdict stay readable.
  void stop() noexcept;

  /// Ends every session at once and plays another scenario from its beginning.
  ///
  /// Mailboxes, counters, journal and verdict are new. Listeners that both scenarios have keep their ports. The
  /// certificate authority stays. Blocks. Errors: errc::wrong_state if the server is not running;
  /// errc::operation_in_progress within a callback; the system's error if a port cannot be opened;
  /// errc::mechanism_not_supported as for start(). After the last two, the earlier scenario goes on.
  result<> play(const scenario& next);
  /// Plays the current scenario again from its beginning, as play() does: the one from the constructor, or from the
  /// latest successful play(). Errors as for play().
  result<> reset();

  /// Adds rules before the existing rules, and returns their numbers.
  ///
  /// `text` is what stands between the braces of `rules = { ... }` in a scenario. The rules apply at once, also to open
  /// sessions, until another scenario begins. Errors: errc::invalid_scenario, with line and reason, if a rule is
  /// invalid: then none is added; errc::wrong_state if the server is not running; errc::operation_in_progress within a
  /// callback.
  result<std::vector<std::uint64_t>> add_rules(const std::string& text);
  /// Removes the rule with this number. The rules of a scenario are numbered from 1, in their order.
  ///
  /// Errors: errc::invalid_option if there is no such rule; errc::wrong_state if the server is not running;
  /// errc::operation_in_progress within a callback.
  result<> remove_rule(std::uint64_t number);
  /// Delivers a whole message to an account. Sessions that log in later see it.
  ///
  /// Each LF without CR becomes CRLF, and the last line gets CRLF if it has no end. Errors: errc::invalid_option if
  /// there is no such account, or if it cannot take more mail (docs/reference/limits.md); errc::wrong_state if the
  /// server is not running; errc::operation_in_progress within a callback.
  result<> deliver(const std::string& account, const std::string& message);
  /// Opens a gate: sessions that wait there because of a `hold` go on, and later ones do not wait.
  ///
  /// Errors: errc::invalid_option if the name is too long or too many gates are open (docs/reference/limits.md);
  /// errc::wrong_state if the server is not running; errc::operation_in_progress within a callback.
  result<> release(const std::string& gate);

  /// Returns the port of the plain listener. Returns nullopt before the first start(), and if the scenario switches
  /// this listener off. After stop() it returns the port of the last run.
  [[nodiscard]] std::optional<std::uint16_t> port() const noexcept;
  /// Returns the port of the listener for implicit TLS. Returns nullopt before the first start(), and if the scenario
  /// switches this listener off. After stop() it returns the port of the last run.
  [[nodiscard]] std::optional<std::uint16_t> tls_port() const noexcept;
  /// Returns the port of the control room. Returns nullopt before the first start(), and if there is no control room.
  /// After stop() it returns the port of the last run.
  [[nodiscard]] std::optional<std::uint16_t> admin_port() const noexcept;
  /// Returns the token that each request to the control room must send: `Authorization: Bearer TOKEN`.
  ///
  /// Each start() makes a random one. Empty if there is no control room. The reference is valid until the next start().
  [[nodiscard]] const std::string& admin_token() const noexcept;
  /// Returns the certificate (PEM) of the authority that signed the server's certificate. Tests trust it.
  ///
  /// It is server_options::ca_pem, if that is not empty. Otherwise each start() makes a new authority in memory. Empty
  /// before the first start(). The reference is valid until the next start().
  [[nodiscard]] const std::string& ca_pem() const noexcept;

  /// Returns a copy of the journal of the current scenario, oldest entry first. Empty before the first start().
  [[nodiscard]] std::vector<journal_entry> journal() const;
  /// Returns at most `most` entries of the journal, from number `cursor` on. The first entry of a scenario has number
  /// 0.
  [[nodiscard]] journal_page journal_since(std::uint64_t cursor, std::size_t most = SIZE_MAX) const;
  /// Blocks until the journal has an entry for which `wanted` returns true, and returns that entry.
  ///
  /// Earlier entries of the current scenario count too. Returns nullopt if `limit` passes, the server stops or another
  /// scenario begins first. `wanted` is called on the server's thread, or on the caller's if the server is not running:
  /// then, and within a callback, it looks once and does not wait. A command is in the journal before it is answered,
  /// so a test can examine the client while the reply is pending.
  [[nodiscard]] std::optional<journal_entry> wait_for(const std::function<bool(const journal_entry&)>& wanted,
                                                      std::chrono::nanoseconds limit) const;

  /// Returns the verdict on what has happened so far.
  ///
  /// Errors: errc::expectation_failed if an expectation is not met, if a rule never fired and server_options::strict is
  /// set, or if the server was never started; errc::script_failed if a hook raised an error. The detail has a line for
  /// each finding, and names the rules that never fired.
  [[nodiscard]] result<> verify() const;
  /// Waits until the verdict is certain, at most for `limit`, and returns it as verify() does.
  ///
  /// The verdict is certain if it is good, or if something has failed that nothing can repair. If the
  /// server is not running, it does not wait. Within a callback it does not wait either, and returns
  /// errc::operation_in_progress unless the verdict is certain already or `limit` is zero.
  [[nodiscard]] result<> await_verdict(std::chrono::nanoseconds limit) const;
  /// Returns the verdict in detail, expectation by expectation. Empty before the first start().
  [[nodiscard]] server_report report() const;
  /// Returns the rules that never took effect, in the order in which they were added, as server_report does. They fail
  /// the verdict only if server_options::strict is set.
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

 private:
  struct implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
