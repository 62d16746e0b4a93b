#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>
#include <string_view>

#include "link/connection.hpp"
#include "link/exchange.hpp"
#include "net/async/leash.hpp"
#include "session/environment.hpp"

namespace pop3kit::engine {

using net::leash;

/// How long it took to open a session. Used to estimate the time for another one.
struct opening_times {
  net::duration whole{};
  net::duration round_trip{};  ///< of the shortest step, which is connecting or a command; see learn_distance()
  net::duration command{};     ///< from the shortest command to its reply
  net::duration service{};     ///< time that the server took for its quickest command, without the network
  std::size_t round_trips = 0;
  net::duration longest_step{};  ///< of connecting, greeting, capabilities, TLS and login
};

/// One login to the maildrop: a connection in TRANSACTION state (RFC 1939 section 5).
class session {
 public:
  session(std::unique_ptr<connection> link, std::optional<capabilities> offered, environment& around,
          const opening_times& took);

  /// Connects, negotiates TLS and logs in, all within `client_options::timeout`.
  ///
  /// If `known` has a value, it replaces the replies to CAPA, which is not sent then. The leash can end the opening
  /// early. The environment must outlive the session. If `ordinal` is not null, it is set to the number of the
  /// connection, also if the opening fails.
  [[nodiscard]] static asio::awaitable<result<std::unique_ptr<session>>> open(environment& around, leash& held,
                                                                              std::optional<known_capabilities> known,
                                                                              std::uint64_t* ordinal = nullptr);

  /// Checks, without waiting, whether the server closed the session or sent something while no operation was running.
  ///
  /// errc::connection_closed: the server closed the connection, perhaps after a -ERR that says why.
  /// errc::unsolicited_data: the server sent something else. Both end the session.
  [[nodiscard]] outcome<> still_there();
  /// Runs a dialogue. Commands are pipelined if the server and the options allow it. If CAPA is due, it is sent in the
  /// same pipeline. A failure means that the session has ended.
  [[nodiscard]] asio::awaitable<result<>> run(dialogue& talk);
  /// Runs a dialogue as run() does, but sends one command at a time.
  [[nodiscard]] asio::awaitable<result<>> run_one_by_one(dialogue& talk);
  /// Runs a dialogue one command at a time, and does not send CAPA if it is due.
  [[nodiscard]] asio::awaitable<result<>> run_in_lock_step(dialogue& talk);
  /// Makes CAPA due, because servers may announce more after the login. It is sent when it costs least.
  void ask_capabilities_later() noexcept { capabilities_due_ = true; }
  /// Sends CAPA now, if it is due.
  [[nodiscard]] asio::awaitable<result<>> ensure_capabilities();
  /// Sends CAPA and returns the capabilities. Empty if the server does not support CAPA.
  [[nodiscard]] asio::awaitable<result<capabilities>> ask_capabilities();
  /// The purpose of a QUIT.
  enum class quit_purpose : std::uint8_t {
    commit,  ///< the server removes the marked messages, so what it sends after its reply matters too
    leave,   ///< nothing is marked: only the end of the session
  };
  /// Sends QUIT and reads its reply, within `most`. The session has ended afterwards.
  ///
  /// Succeeds if the server answers +OK. Fails with fault::refused and session_usable() false if it answers -ERR, and
  /// with another fault if no answer arrives, or if two answers contradict each other.
  [[nodiscard]] asio::awaitable<result<>> quit(net::duration most, quit_purpose purpose = quit_purpose::leave);

  [[nodiscard]] const capabilities& offered() const noexcept { return offered_; }
  [[nodiscard]] bool announces(std::string_view tag) const noexcept { return offered_.has(tag); }
  /// Returns true if UTF8 was sent and accepted (RFC 6856 section 2.1).
  [[nodiscard]] bool in_utf8_mode() const noexcept { return in_utf8_mode_; }
  void note_utf8_mode() noexcept { in_utf8_mode_ = true; }
  /// Returns true if run() pipelines commands.
  [[nodiscard]] bool pipelines() const noexcept {
    const bool gains = around_.trust().gain() != pipelining_gain::none;
    return may_pipeline_ && gains && evidence_.may_send_ahead() && announces("PIPELINING");
  }
  /// Returns true if the session has ended because a reply in a pipeline was malformed or out of place. The same
  /// commands may succeed in another session, one at a time.
  [[nodiscard]] bool mixed_up() const noexcept { return mixed_up_; }
  /// Ends the session because replies in a pipeline are out of place. Returns the failure.
  [[nodiscard]] failure end_mixed_up(wire::verb verb);
  /// Returns how long it took to open the session.
  [[nodiscard]] const opening_times& opening() const noexcept { return opening_; }
  [[nodiscard]] bool alive() const noexcept { return !link_->closed(); }
  [[nodiscard]] std::uint64_t ordinal() const noexcept { return link_->trace().connection(); }
  void close(std::string_view why) noexcept { link_->close(why); }
  /// Called after a dialogue has thrown an exception. Closes the connection, and waits until no coroutine uses it any
  /// more.
  [[nodiscard]] asio::awaitable<void> abandon();

 private:
  [[nodiscard]] asio::awaitable<result<>> run_pipelined(dialogue& talk);
  [[nodiscard]] asio::awaitable<result<>> run_behind_capabilities(dialogue& talk);
  void note_capabilities(std::optional<capabilities> given);
  [[nodiscard]] asio::awaitable<bool> says_more(net::duration most);
  void learn_distance();

  std::unique_ptr<connection> link_;
  environment& around_;
  capabilities offered_;
  bool answers_capa_;
  bool in_utf8_mode_ = false;
  bool may_pipeline_;
  bool capabilities_due_ = false;
  pipelining_evidence evidence_;
  bool mixed_up_ = false;
  opening_times opening_;
};

}  // namespace pop3kit::engine
