#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <cstdint>
#include <memory>
#include <string_view>

#include "session/authorization.hpp"
#include "session/conversation.hpp"
#include "session/hook_desk.hpp"
#include "session/language_commands.hpp"
#include "session/rule_desk.hpp"
#include "session/session_facts.hpp"
#include "session/transaction.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// One connection, from the greeting to its end: the states of RFC 1939, with the deviations of the scenario. For each
/// command, the rules are asked first. If no rule replies, the hook is called. If the hook does not decide, the real
/// server answers. A literal reply, of a rule or a hook, replaces the command: no state changes. After such a reply to
/// QUIT the connection ends, and no message is removed.
///
/// The session drives its parts. A part knows only those that were made before it, and allocates no memory while idle.
///
/// Memory while idle: the object, its coroutine and an input window of 512 octets. At work: an input window of at most
/// 16 KiB, an output of at most 192 KiB, and one piece of a message (32 KiB; byte-stuffed, at most 64 KiB).
class session {
 public:
  /// `link` is the faulty stream within `stream`, or null.
  session(std::shared_ptr<scenario_run> run, net::stream_ptr stream, net::fault_stream* link, std::uint64_t connection);
  session(const session&) = delete;
  session& operator=(const session&) = delete;
  ~session();

  /// Completes when the connection has ended. The session must outlive it.
  [[nodiscard]] net::asio::awaitable<void> run(bool implicit_tls);
  /// Returns the slot to which run() must be bound, so that stop() can interrupt it.
  [[nodiscard]] net::asio::cancellation_slot slot() noexcept { return transport_.slot(); }
  /// Ends the connection at once, whatever it is doing.
  void stop() noexcept { transport_.interrupt(end_reason::stopped); }
  /// Ends the connection at once because an HTTP client or a call of `server` asked for it.
  void kill(bool by_reset) noexcept { transport_.kill(by_reset); }
  /// Ends the connection in this way after `span`. Call it before run().
  void live_for(net::duration span, net::close_kind how) { transport_.live_for(span, how); }
  [[nodiscard]] session_facts facts() const;

 private:
  net::asio::awaitable<void> converse(bool implicit_tls);
  net::asio::awaitable<void> greet();
  void say_greeting();
  net::asio::awaitable<void> serve_commands();
  /// Applies the rules. Returns true if consult() has to wait, or to run a hook, before the response.
  [[nodiscard]] bool ask_rules();
  net::asio::awaitable<void> consult();
  void respond(std::string_view line);
  void say_in_place();
  void carry_out(std::string_view line);
  void dispatch(const wire::parsed_command& command);
  void list_capabilities();
  net::asio::awaitable<void> answer_turn();
  net::asio::awaitable<void> complete_response();
  net::asio::awaitable<void> hold_dialogue();
  net::asio::awaitable<void> welcome();
  net::asio::awaitable<void> secure();
  void leave();

  // In unreadable_input.cpp:
  [[nodiscard]] static bool is_http_request(std::string_view line) noexcept;
  net::asio::awaitable<void> refuse_http_request();
  net::asio::awaitable<void> refuse_long_line();
  net::asio::awaitable<void> refuse_unreadable(std::string_view text, end_reason why);

  std::shared_ptr<scenario_run> run_;
  peer peer_;
  transport transport_;
  reply_writer reply_;
  conversation conversation_;
  command_turn turn_;
  hook_desk hooks_;
  language_commands languages_;
  transaction transaction_;
  authorization authorization_;
  rule_desk rules_;
  bool left_ = false;
};

}  // namespace pop3kit::serving
