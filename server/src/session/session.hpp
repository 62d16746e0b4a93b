#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "auth/sasl_server.hpp"
#include "mailbox/snapshot.hpp"
#include "response/reply_writer.hpp"
#include "scenario/hooks.hpp"
#include "session/scenario_run.hpp"
#include "session/session_facts.hpp"
#include "session/transport.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// A line of a SASL exchange, with its line end (RFC 5034 section 4).
inline constexpr std::size_t max_sasl_octets = 12'288;

/// One connection, from the greeting to its end: RFC 1939's states, and what the scenario makes of them. For each
/// command the rules are asked first; where no rule replies, the hook; where that declines, the real server answers.
/// A literal reply (of rule or hook) stands in place of the command: it changes no state, but behind QUIT the
/// connection ends, with nothing removed.
///
/// Memory: idle, the object, its coroutine and an input window of 512 octets; at work, an input window of at most
/// 16 KiB and an output of at most 64 KiB and one piece of a message (32 KiB, stuffed: at most 64 KiB).
class session final : private hook_session {
 public:
  /// `link` is the faulty stream within `stream`, or null.
  session(std::shared_ptr<scenario_run> shared, net::stream_ptr stream, net::fault_stream* link,
          std::uint64_t connection);
  session(const session&) = delete;
  session& operator=(const session&) = delete;
  ~session() override;

  /// Completes when the connection has ended. The session must outlive it.
  [[nodiscard]] net::asio::awaitable<void> run(bool implicit_tls);
  /// What run() must be bound to for stop() to reach it.
  [[nodiscard]] net::asio::cancellation_slot slot() noexcept { return transport_.slot(); }
  /// Ends the connection at once, whatever is under way.
  void stop() noexcept { transport_.interrupt(end_reason::stopped); }
  /// The same at somebody's wish.
  void kill(bool by_reset) noexcept { transport_.kill(by_reset); }
  [[nodiscard]] session_facts facts() const;
  /// Ends it in this way after so long. Before run().
  void live_for(net::duration span, net::close_kind how) { transport_.live_for(span, how); }

 private:
  enum class next_step : std::uint8_t { command, start_tls, sasl, dialogue };

  [[nodiscard]] std::uint64_t connection() const override { return peer_.connection; }
  [[nodiscard]] std::string user() const override { return peer_.user; }
  [[nodiscard]] bool secured() const override { return transport_.is_secured(); }
  // session_hooks.cpp: what hooks ask for, and the events that they are told of
  [[nodiscard]] net::asio::awaitable<void> say(std::string octets) override;
  [[nodiscard]] net::asio::awaitable<std::optional<std::string>> listen(net::duration limit) override {
    return read_client_line(limit);
  }
  [[nodiscard]] net::asio::awaitable<void> answer() override;
  [[nodiscard]] net::asio::awaitable<outcome<>> hold(std::string gate) override;
  [[nodiscard]] bool release(std::string_view gate) override;
  [[nodiscard]] bool wants_hook() const;
  net::asio::awaitable<void> ask_hook();
  void obey(hook_verdict verdict);
  net::asio::awaitable<void> tell(std::string_view event, std::string octets = std::string());
  void obey_event(std::string_view event, const hook_verdict& verdict);
  void note_failure(const std::string& traceback);

  // session.cpp: the conversation
  net::asio::awaitable<void> converse(bool implicit_tls);
  net::asio::awaitable<void> greet();
  void say_greeting();
  net::asio::awaitable<void> serve_commands();
  net::asio::awaitable<void> complete_response();
  net::asio::awaitable<void> refuse_long_line();
  net::asio::awaitable<void> refuse_http();
  net::asio::awaitable<void> refuse_line(std::string_view text, end_reason why);
  void respond(std::string_view line);
  void say_in_place();
  void leave();
  void let_go();

  // session_transport.cpp: replies out, commands in
  net::asio::awaitable<void> await_input();
  net::asio::awaitable<void> flush();
  net::asio::awaitable<void> wait_out(net::duration pause);
  net::asio::awaitable<void> secure();

  // session_rules.cpp: what the scenario has to say
  [[nodiscard]] bool note_command(std::string_view line, bool bare_lf);
  [[nodiscard]] std::string shown_keyword() const { return hides_keyword_ ? "****" : keyword_; }
  [[nodiscard]] bool match_rule();
  [[nodiscard]] occasion now();
  void apply_rule(std::size_t index, const occasion& what);
  void tell_rule(std::uint64_t number, const rule& which, std::string_view keyword, const action& done, bool counts);
  void tell_deviations();
  [[nodiscard]] bool consumes() const;
  void act_aside(std::size_t index, const occasion& what);
  void shape_response(std::size_t index, const occasion& what);
  [[nodiscard]] std::string_view user_at_hand() const;
  [[nodiscard]] maildrop* maildrop_at_hand();
  net::asio::awaitable<void> consult();
  [[nodiscard]] response_plan& ensure_plan();
  void end_in_place(net::close_kind how);
  net::asio::awaitable<void> hold_dialogue();

  // session_login.cpp: the AUTHORIZATION state
  void on_stls();
  void on_user(std::string_view name);
  void on_pass(std::string_view password);
  void on_apop(const wire::parsed_command& command);
  void on_auth(const wire::parsed_command& command);
  [[nodiscard]] login_link login_facts() const;
  [[nodiscard]] std::string greeting();
  net::asio::awaitable<void> authenticate_sasl();
  net::asio::awaitable<void> challenge_in_vain(challenge_plan which);
  net::asio::awaitable<std::optional<std::string>> read_client_line(net::duration limit = net::duration::max());
  void log_in(const account* owner);
  net::asio::awaitable<void> tell_login();
  void welcome();
  [[nodiscard]] bool say_last_reply();
  [[nodiscard]] bool login_open() const noexcept;
  [[nodiscard]] bool refused_in_the_clear();

  // session_languages.cpp: RFC 6856
  void append_extensions(std::string& lines) const;
  void on_utf8();
  void on_lang(const wire::parsed_command& command);
  [[nodiscard]] const spoken_language& preferred_language() const;
  [[nodiscard]] bool refused_without_utf8(std::uint64_t number);

  // session_commands.cpp: the real server
  void carry_out(std::string_view line);
  void dispatch(const wire::parsed_command& command);
  void on_capa();
  void on_stat();
  void say_of_one(std::string line);
  void on_list(const wire::parsed_command& command);
  void on_uidl(const wire::parsed_command& command);
  void on_retr(const wire::parsed_command& command);
  void on_top(const wire::parsed_command& command);
  void on_dele(const wire::parsed_command& command);
  void on_rset();
  void on_last();
  void access(std::uint64_t number);
  void on_quit();
  [[nodiscard]] std::optional<std::uint64_t> existing_message(std::string_view word);
  [[nodiscard]] wire::session_states state() const noexcept;
  [[nodiscard]] std::string drop_summary() const;

  std::shared_ptr<scenario_run> run_;
  peer peer_;
  transport transport_;
  reply_writer reply_;

  // the command under way
  std::string keyword_;        ///< upper case
  std::string_view argument_;  ///< of the input window, or of `line_`
  std::string line_;           ///< the whole of it, while somebody is consulted
  bool answered_ = false;      ///< by a hook's leave, before the hook has ended
  std::optional<response_plan> plan_;
  /// A rule of which it only turns out while the response is made what happens of it.
  struct doubtful_rule {
    doubtful_rule() = default;
    std::uint64_t number = 0;
    std::shared_ptr<const rule> what;
    std::string keyword;
    deviation_set told;
    bool fired = false;
  };
  std::optional<doubtful_rule> in_doubt_;  ///< of the response under way
  std::optional<doubtful_rule> belated_;   ///< of a response before it, whose terminator is still owed
  net::duration delay_{};
  std::optional<std::string> hold_;  ///< the gate to wait at
  next_step next_ = next_step::command;

  // the state of RFC 1939
  std::string named_user_;  ///< by USER, not yet proved
  maildrop* drop_ = nullptr;
  std::optional<snapshot> snapshot_;
  std::set<std::uint32_t> consumed_;  ///< positions of messages that leave with the session
  std::unique_ptr<sasl_exchange> exchange_;
  std::optional<std::string> sasl_answer_;  ///< that came with AUTH
  bool in_utf8_mode_ = false;
  bool after_auth_ = false;            ///< the last command that is known was AUTH
  bool hides_keyword_ = false;         ///< the command's first word may be a secret
  std::uint32_t responses_ = 0;        ///< that faults have had random octets for
  std::uint64_t last_accessed_ = 0;    ///< what LAST tells
  std::uint64_t accessed_before_ = 0;  ///< and what it told at login
  std::string timestamp_;              ///< of the greeting, for APOP; empty: none

  bool heard_ = false;      ///< the client has sent a command line
  bool watched_ = false;    ///< there are hooks for events
  bool logged_in_ = false;  ///< and neither the hook nor the client was told yet
  bool said_ = false;       ///< a hook has said something since it was called
  bool left_ = false;

  rule_memory memory_;
  net::time_point began_;
};

}  // namespace pop3kit::serving
