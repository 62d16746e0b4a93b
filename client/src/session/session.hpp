#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>
#include <string_view>

#include "link/connection.hpp"
#include "link/exchange.hpp"
#include "net/async/bounded.hpp"
#include "session/environment.hpp"

namespace pop3kit::engine {

using net::leash;

/// What opening a session took, for estimates of what another one would.
struct opening_times {
  net::duration whole{};
  net::duration round_trip{};  ///< the shortest step: connecting, or a command and its reply; see learn_distance()
  net::duration command{};     ///< the shortest command and its reply
  net::duration service{};     ///< of the quickest command known: the server's own time, without the way there and back
  std::size_t round_trips = 0;
  net::duration longest_step{};  ///< of connecting, greeting, capabilities, securing, logging in
};

/// One login to the maildrop: a connection in TRANSACTION state (RFC 1939 section 5).
class session {
 public:
  session(std::unique_ptr<connection> link, std::optional<capabilities> offered, environment& around,
          const opening_times& took);

  /// Connects, secures and logs in, within `client_options::timeout` as a whole. `known`: what CAPA would say, where
  /// that is known; nobody is asked then. The leash ends it early. The environment must outlive the session. `ordinal`,
  /// if any, becomes that of the connection, whether or not the session comes about.
  [[nodiscard]] static asio::awaitable<result<std::unique_ptr<session>>> open(environment& around, leash& held,
                                                                              std::optional<known_capabilities> known,
                                                                              std::uint64_t* ordinal = nullptr);

  /// What became of the session while nobody asked for anything, without waiting. connection_closed: the server has
  /// ended it, with a -ERR for a farewell or without a word. unsolicited_data: it sent what nobody can make sense of.
  /// Either has ended the session.
  [[nodiscard]] outcome<> still_there();
  /// Holds a dialogue, pipelined where the server and the caller's options allow. CAPA leaves together with it where it
  /// is due. A failure has ended the session.
  [[nodiscard]] asio::awaitable<result<>> run(dialogue& talk);
  /// Does what run() does, but sends one command at a time.
  [[nodiscard]] asio::awaitable<result<>> run_one_by_one(dialogue& talk);
  /// One command after the other, whatever the server announces. Does not ask for capabilities that are due.
  [[nodiscard]] asio::awaitable<result<>> run_in_lock_step(dialogue& talk);
  /// What was announced before the login may not be all: CAPA is to be asked again, when it costs least.
  void ask_capabilities_later() noexcept { capabilities_due_ = true; }
  /// Asks now, if it is due.
  [[nodiscard]] asio::awaitable<result<>> ensure_capabilities();
  /// CAPA once more; empty for a server without it.
  [[nodiscard]] asio::awaitable<result<capabilities>> ask_capabilities();
  /// What a QUIT is for.
  enum class quit_purpose : std::uint8_t {
    commit,  ///< the server removes what is marked as deleted: what it says after its reply matters, too
    leave,
  };
  /// Sends QUIT and reads its reply, within `most`. +OK: nothing; -ERR: refused with session_usable() false; no answer,
  /// or two that contradict each other: a failure that is not fault::refused. The session has ended.
  [[nodiscard]] asio::awaitable<result<>> quit(net::duration most, quit_purpose purpose = quit_purpose::leave);

  [[nodiscard]] const capabilities& offered() const noexcept { return offered_; }
  [[nodiscard]] bool announces(std::string_view tag) const noexcept { return offered_.has(tag); }
  /// UTF8 was sent and agreed to (RFC 6856 section 2.1).
  [[nodiscard]] bool in_utf8_mode() const noexcept { return in_utf8_mode_; }
  void note_utf8_mode() noexcept { in_utf8_mode_ = true; }
  /// Whether run() sends ahead.
  [[nodiscard]] bool pipelines() const noexcept {
    const bool gains = around_.trust().gain() != pipelining_gain::none;
    return may_pipeline_ && gains && evidence_.may_send_ahead() && announces("PIPELINING");
  }
  /// The session has ended because a reply to a command that was sent ahead was malformed or out of place. Sent one by
  /// one in another session, the same commands may succeed.
  [[nodiscard]] bool mixed_up() const noexcept { return mixed_up_; }
  /// Ends a session whose replies to commands that were sent ahead turned out to be mixed up. Returns the failure.
  [[nodiscard]] failure end_mixed_up(wire::verb verb);
  /// What opening it took.
  [[nodiscard]] const opening_times& opening() const noexcept { return opening_; }
  [[nodiscard]] bool alive() const noexcept { return !link_->closed(); }
  [[nodiscard]] std::uint64_t ordinal() const noexcept { return link_->trace().connection(); }
  void close(std::string_view why) noexcept { link_->close(why); }
  /// After an exception has left a dialogue: closes, and waits until nothing refers to the connection any more.
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
