#pragma once

#include <memory>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "net/stream/byte_stream.hpp"
#include "session/scenario_run.hpp"
#include "session/session_facts.hpp"

namespace pop3kit::serving {

/// A rule of a running scenario.
struct running_rule {
  running_rule() = default;
  std::uint64_t number = 0;
  std::shared_ptr<const rule> what;
  std::uint64_t fired = 0;
};

/// The most rules that a running server takes from its clients.
inline constexpr std::size_t most_rules = 10'000;

/// A scenario at work on any executor, clock and streams: `server` gives it sockets and a thread, a simulation gives it
/// memory pipes and virtual time. All members but journal(), journal_since(), verify(), report() and unfired_rules()
/// belong to the executor.
class service {
 public:
  /// Without `certificates` STLS and implicit TLS are not offered. The clock must outlive the service's sessions.
  service(net::asio::any_io_executor executor, net::clock& time, std::shared_ptr<const scenario::description> what,
          const service_options& options = service_options(), identity certificates = identity());
  service(const service&) = delete;
  service& operator=(const service&) = delete;
  /// As stop(). Sessions under way end when the executor runs next.
  ~service();

  /// Takes a connection; it is the next in the order of connections. Returns at once.
  void serve(net::stream_ptr stream, bool implicit_tls = false);
  /// Ends every session, sleeping ones included, and takes no more. Idempotent.
  void stop() noexcept;
  [[nodiscard]] std::size_t sessions() const noexcept;
  /// That is in force.
  [[nodiscard]] std::uint64_t seed() const noexcept;
  /// As another client would: sessions under way keep what they saw at login.
  [[nodiscard]] delivery deliver(std::string_view user, std::shared_ptr<const mailbox_source> mail);
  /// The message in a place of the maildrop, from 1; false where there is none.
  bool remove(std::string_view user, std::uint64_t place);
  /// The gates that somebody waits at, and the opening of one: see gates.hpp.
  [[nodiscard]] std::vector<std::string> holds() const;
  /// False if it has no room: see gates::open().
  [[nodiscard]] bool release(std::string_view gate);

  /// The rules, in the order in which they are asked.
  [[nodiscard]] std::vector<running_rule> rules() const;
  [[nodiscard]] std::size_t rule_count() const noexcept;
  /// Ahead of those that there are, or behind them; their numbers. Connections that came before any rule changed the
  /// network stay as they are on the wire.
  std::vector<std::uint64_t> add_rules(std::vector<rule> more, bool in_front);
  /// Another rule in its place; false where there is none.
  bool replace_rule(std::uint64_t number, rule other);
  /// One, or all; how many there were.
  std::size_t remove_rules(std::optional<std::uint64_t> number);

  /// Fails the verdict, as a hook that raised does.
  void fail(const std::string& why);
  /// What the maildrop of this user holds now; null where there is no such account.
  [[nodiscard]] std::shared_ptr<const roster> maildrop_of(std::string_view user) const;
  /// Those under way, by connection.
  [[nodiscard]] std::vector<session_facts> session_list() const;
  /// Ends the session on one connection, or all, at once; how many there were.
  std::size_t end_sessions(std::optional<std::uint64_t> connection, bool reset);

  /// Waits until `enough` holds, which is asked anew whenever something has happened; false where the time came to
  /// `until` or the service stopped before. The service may die meanwhile.
  [[nodiscard]] net::asio::awaitable<bool> wait_until(std::function<bool()> enough, net::time_point until);

  /// Takes messages out of a maildrop as another session's QUIT would: sessions that are logged in go on seeing them.
  void remove(std::string_view user, const std::vector<std::string>& unique_ids);

  [[nodiscard]] std::vector<journal_entry> journal() const;
  [[nodiscard]] journal_page journal_since(std::uint64_t cursor, std::size_t most) const;
  [[nodiscard]] result<> verify() const;
  [[nodiscard]] server_report report() const;
  [[nodiscard]] std::vector<std::string> unfired_rules() const;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit::serving
