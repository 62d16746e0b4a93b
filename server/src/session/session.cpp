#include "session/session.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "response/plan_effects.hpp"
#include "scenario/keywords.hpp"
#include "session/capability_list.hpp"
#include "text/ascii.hpp"
#include "wire/command.hpp"
#include "wire/timestamp.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

using next_step = command_turn::next_step;

namespace {

/// RFC 2449 section 4. An initial response may be longer, because bearer tokens are.
std::size_t command_limit(std::span<const char> pending) noexcept {
  constexpr std::string_view long_verb = "AUTH ";
  const std::string_view begin(pending.data(), std::min(pending.size(), long_verb.size()));
  return text::equal_ignoring_case(begin, long_verb) ? max_sasl_octets : wire::max_command_octets;
}

peer peer_on(std::uint64_t connection) {
  peer made;
  made.connection = connection;
  return made;
}

std::string_view to_text(wire::command_error error) noexcept {
  switch (error) {
    case wire::command_error::unknown_verb:
      return "unknown command";
    case wire::command_error::too_few_arguments:
      return "this command needs an argument";
    case wire::command_error::too_many_arguments:
      return "too many arguments";
  }
  return {};
}

std::string in_wrong_state(const wire::verb_info& about) {
  const bool too_late = about.states == wire::session_states::authorization;
  return std::string(about.name) + (too_late ? " comes before login" : " needs a login first");
}

}  // namespace

session::session(std::shared_ptr<scenario_run> run, net::stream_ptr stream, net::fault_stream* link,
                 std::uint64_t connection)
    : run_(std::move(run)),
      peer_(peer_on(connection)),
      transport_(*run_, peer_, std::move(stream), link),
      reply_(run_->journal, run_->buffers, peer_),
      conversation_(*run_, peer_, transport_, reply_),
      hooks_(*run_, peer_, transport_, reply_, conversation_, turn_, [this] { return answer_turn(); }),
      languages_(*run_, peer_, reply_),
      transaction_(reply_, languages_),
      authorization_(*run_, peer_, transport_, reply_, conversation_, turn_, transaction_, languages_,
                     hooks_.watches()),
      rules_(*run_, peer_, transport_, reply_, authorization_, transaction_) {}

session::~session() {
  leave();
}

session_facts session::facts() const {
  session_facts out;
  out.connection = peer_.connection;
  out.user = peer_.user;
  out.transaction = transaction_.is_open();
  out.secured = transport_.is_secured();
  if (turn_.keyword() != greeting_keyword) out.last_command = turn_.shown_keyword();
  return out;
}

asio::awaitable<void> session::run(bool implicit_tls) {
  try {
    co_await converse(implicit_tls);
  } catch (const std::exception& error) {
    // A cancelled coroutine ends here. Its reason was set before.
    transport_.failed(error.what());
  }
  leave();
  hooks_.forget();
  transport_.close();
}

asio::awaitable<void> session::converse(bool implicit_tls) {
  co_await hooks_.tell(hook_event::connect);
  if (implicit_tls && !transport_.ending().manner()) co_await secure();
  if (!transport_.ending().is_over()) co_await greet();
  co_await serve_commands();
  co_await conversation_.flush();
  leave();
  co_await hooks_.tell(hook_event::disconnect);
  co_await conversation_.flush();
  co_await transport_.part();
}

asio::awaitable<void> session::greet() {
  turn_.begin_greeting();
  if (ask_rules()) co_await consult();
  if (turn_.take_answered() || transport_.ending().is_broken()) co_return;
  say_greeting();
  co_await complete_response();
}

void session::say_greeting() {
  const response_plan* const plan = turn_.plan();
  reply_.begin(plan);
  if (plan != nullptr && plan->reply) {
    say_in_place();
    authorization_.set_timestamp(wire::find_timestamp(*plan->reply).value_or(std::string_view()));
  } else {
    reply_.ok(authorization_.greeting());
  }
}

asio::awaitable<void> session::serve_commands() {
  while (!transport_.ending().is_over()) {
    const auto taken = transport_.take_line(command_limit(transport_.pending()));
    if (taken.has_error()) {
      co_await refuse_long_line();
      continue;
    }
    if (!taken->has_value()) {
      reply_.add_late_terminator();
      co_await conversation_.flush();
      run_->expectations.waits(peer_.connection);
      co_await conversation_.await_input();
      continue;
    }
    std::string_view line = (*taken)->text;
    if (conversation_.take_first() && is_http_request(line)) {
      co_await refuse_http_request();
      continue;
    }
    if (hooks_.watches()) co_await conversation_.flush();
    turn_.begin(line);
    conversation_.note_command(turn_, line, (*taken)->bare_lf);
    if (ask_rules()) {
      // A hook may read more input, which changes the input buffer under the line.
      line = turn_.keep_line(line);
      co_await consult();
    }
    if (transport_.ending().is_broken()) break;
    if (turn_.take_answered()) continue;
    respond(line);
    response_plan* const plan = turn_.plan();
    if (plan != nullptr && plan->deaf && transport_.discard_input() > 0) plan->note(deviation::discarded_input);
    // The usual reply is already complete. It waits to be sent with others, without a coroutine of its own.
    const bool usual =
        turn_.next() == next_step::command && !hooks_.watches() && reply_.pump() && !reply_.ending() && !reply_.full();
    if (usual) {
      rules_.tell_deviations(turn_);
    } else {
      co_await complete_response();
    }
  }
}

bool session::ask_rules() {
  rules_.ask(turn_);
  return turn_.waits() || hooks_.wants();
}

asio::awaitable<void> session::consult() {
  // Earlier replies are sent before the wait. Delays on our side do not count as idle time of the client.
  co_await conversation_.flush();
  transport_.pause_idle_limit();
  if (turn_.delay() > net::duration::zero()) {
    const auto slept = co_await net::sleep_for(run_->time, turn_.delay());
    if (slept.has_error()) transport_.lost(slept.error());
  }
  if (!transport_.ending().is_broken() && turn_.gate()) {
    const auto passed = co_await run_->gates.pass(*turn_.gate());
    if (passed.has_error()) transport_.lost(passed.error());
  }
  if (!transport_.ending().is_broken() && hooks_.wants()) co_await hooks_.ask();
}

void session::respond(std::string_view line) {
  const response_plan* const plan = turn_.plan();
  reply_.begin(plan);
  if (plan == nullptr || !plan->reply) return carry_out(line);
  say_in_place();
  if (turn_.verb() == wire::verb::quit) transport_.end(end_reason::quit, end_manner::orderly);
}

void session::say_in_place() {
  const response_plan& plan = *turn_.plan();
  reply_.literal(*plan.reply);
  if (!plan.dialogue.empty()) turn_.set_next(next_step::dialogue);
  if (!plan.body) return;
  std::string lines;
  for (const std::string& line : *plan.body) lines.append(line).append("\r\n");
  reply_.attach(text_body(std::move(lines)));
}

void session::carry_out(std::string_view line) {
  if (turn_.keyword() == last_keyword && run_->description->extensions.last) {
    return transaction_.last(turn_.argument());
  }
  const auto command = wire::parse_command(line);
  if (command.has_error()) return reply_.refuse({}, to_text(command.error()));
  const auto state = transaction_.is_open() ? wire::session_states::transaction : wire::session_states::authorization;
  if (!wire::allowed_in(command->id, state)) return reply_.refuse({}, in_wrong_state(wire::info(command->id)));
  dispatch(*command);
}

void session::dispatch(const wire::parsed_command& command) {
  using wire::verb;
  switch (command.id) {
    case verb::user:
      return authorization_.user(command.words[0]);
    case verb::pass:
      return authorization_.pass(command.words[0]);
    case verb::apop:
      return authorization_.apop(command);
    case verb::auth:
      return authorization_.auth(command);
    case verb::stls:
      return authorization_.stls();
    case verb::capa:
      return list_capabilities();
    case verb::stat:
      return transaction_.stat();
    case verb::list:
      return transaction_.list(command);
    case verb::retr:
      return transaction_.retr(command);
    case verb::dele:
      return transaction_.dele(command);
    case verb::noop:
      return reply_.ok();
    case verb::rset:
      return transaction_.rset();
    case verb::top:
      return transaction_.top(command);
    case verb::uidl:
      return transaction_.uidl(command);
    case verb::quit:
      transport_.end(end_reason::quit, end_manner::orderly);
      return transaction_.quit();
    case verb::utf8:
      return languages_.utf8();
    case verb::lang:
      return languages_.lang(command);
  }
}

void session::list_capabilities() {
  std::string lines = capability_lines(*run_, authorization_, transaction_, languages_, transport_);
  reply_.ok("Capability list follows");
  if (reply_.plan() != nullptr) lines = deviate_capabilities(lines, *reply_.plan());
  reply_.attach(text_body(std::move(lines)));
}

/// For hooks that let the real server answer.
asio::awaitable<void> session::answer_turn() {
  if (turn_.keyword() == greeting_keyword) {
    say_greeting();
  } else {
    respond(turn_.line());
  }
  co_await complete_response();
}

asio::awaitable<void> session::complete_response() {
  if (turn_.next() == next_step::sasl) co_await authorization_.exchange();
  if (turn_.next() == next_step::dialogue) co_await hold_dialogue();
  if (authorization_.take_login()) co_await welcome();
  while (!transport_.ending().is_broken() && !reply_.pump()) {
    rules_.tell_deviations(turn_);
    if (hooks_.watches() && reply_.has_body()) co_await hooks_.tell(hook_event::chunk, reply_.output());
    co_await conversation_.flush();
    if (reply_.pause()) co_await conversation_.wait_out(*reply_.pause());
  }
  rules_.tell_deviations(turn_);
  if (hooks_.watches() && reply_.has_body()) co_await hooks_.tell(hook_event::chunk, reply_.output());
  if (reply_.ending()) transport_.end(end_reason::rule, manner_of(*reply_.ending()));
  if (turn_.next() == next_step::start_tls && !transport_.ending().is_over()) co_await secure();
  turn_.set_next(next_step::command);
  if (reply_.full()) co_await conversation_.flush();
}

asio::awaitable<void> session::hold_dialogue() {
  for (const std::string& octets : turn_.plan()->dialogue) {
    const std::optional<std::string> line = co_await conversation_.read_line();
    if (transport_.ending().is_broken() || !line) co_return;
    reply_.more(octets);
  }
}

/// The hook's own input, output and waits come before the reply to the login.
asio::awaitable<void> session::welcome() {
  co_await hooks_.tell(hook_event::login);
  if (transport_.ending().is_over()) co_return;
  reply_.begin(turn_.plan());
  authorization_.welcome();
}

asio::awaitable<void> session::secure() {
  const tls_condition* const condition = run_->tls.condition_for(peer_.connection);
  if (condition != nullptr) {
    run_->journal.note(peer_, journal_kind::tls, to_prefix(condition->where) + "a TLS condition");
    reply_.append_raw(condition->plan.inject);
  }
  co_await conversation_.flush();
  if (transport_.ending().is_broken()) co_return;
  // RFC 2595 section 4: plaintext input before TLS is ignored, both pipelined commands and the user name.
  const std::size_t dropped = transport_.discard_input();
  authorization_.forget_user();
  if (dropped > 0) run_->journal.note(peer_, journal_kind::tls, "dropped octets that came after STLS", dropped);
  co_await transport_.accept_tls(condition);
}

/// This is not done in the destructor of a part, because it needs all parts.
void session::leave() {
  if (left_) return;
  left_ = true;
  rules_.tell_deviations(turn_);
  reply_.abandon();
  transaction_.release();
  const std::string reason = transport_.ending().text();
  run_->journal.note(peer_, journal_kind::disconnect, reason);
  run_->happened(peer_, disconnect_event, reason);
}

}  // namespace pop3kit::serving
