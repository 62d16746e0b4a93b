#include "session/hook_desk.hpp"

#include <utility>

namespace pop3kit::serving {

namespace asio = boost::asio;

hook_desk::hook_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply, conversation& talk,
                     command_turn& turn, answer_function answer)
    : run_(run),
      peer_(about),
      transport_(octets),
      reply_(reply),
      conversation_(talk),
      turn_(turn),
      answer_(std::move(answer)),
      watches_(run.hooks && (run.hooks->has_hook(hook_event::chunk) || run.hooks->has_hook(hook_event::login))) {}

bool hook_desk::wants() {
  if (!run_.hooks || (turn_.plan() != nullptr && turn_.plan()->reply)) return false;
  return run_.hooks->has_hook(turn_.keyword());
}

asio::awaitable<void> hook_desk::ask() {
  hook_command asked;
  asked.verb = turn_.keyword();
  asked.argument = std::string(turn_.argument());
  asked.number = turn_.number();
  hook_verdict verdict = co_await run_.hooks->run(*this, asked);
  obey(std::move(verdict));
}

void hook_desk::obey(hook_verdict verdict) {
  const bool answered = turn_.is_answered();
  if (answered && std::holds_alternative<hook_reply>(verdict)) {
    verdict =
        hook_failed{"the hook for " + turn_.keyword() + " returned a reply, but the command was answered already"};
  }
  if (auto* const reply = std::get_if<hook_reply>(&verdict)) {
    turn_.ensure_plan().reply = std::move(reply->status_line);
  } else if (const auto* const close = std::get_if<hook_close>(&verdict)) {
    const auto how = close->reset ? net::close_kind::reset : net::close_kind::orderly;
    if (answered) {
      transport_.end(end_reason::hook, manner_of(how));
    } else {
      turn_.say_nothing(how);
    }
  } else if (auto* const failed = std::get_if<hook_failed>(&verdict)) {
    run_.fail(peer_, failed->what);
    if (!answered) turn_.ensure_plan().reply = "-ERR [SYS/TEMP] the scenario's hook failed";
  }
}

asio::awaitable<void> hook_desk::tell(std::string_view event, std::string octets) {
  if (!run_.hooks || !run_.hooks->has_hook(event)) co_return;
  transport_.pause_idle_limit();
  hook_command asked;
  asked.verb = event;
  asked.argument = std::move(octets);
  // During an event, there is no command that the real server could answer.
  std::string line = turn_.take_line();
  sent_ = false;
  const hook_verdict verdict = co_await run_.hooks->run(*this, asked);
  turn_.put_line(std::move(line));
  obey_event(event, verdict);
}

void hook_desk::obey_event(std::string_view event, const hook_verdict& verdict) {
  if (const auto* const close = std::get_if<hook_close>(&verdict)) {
    reply_.drop();
    transport_.end(end_reason::hook, close->reset ? end_manner::reset : end_manner::orderly);
  } else if (const auto* const failed = std::get_if<hook_failed>(&verdict)) {
    run_.fail(peer_, failed->what);
  } else if (const auto* const other = std::get_if<hook_octets>(&verdict)) {
    constexpr std::string_view too_late =
        "the hook for chunk returned a piece, but it has already sent octets that come after the piece";
    if (sent_) return run_.fail(peer_, too_late);
    reply_.replace(other->octets);
  } else if (std::holds_alternative<hook_reply>(verdict)) {
    run_.fail(peer_,
              "the hook for " + std::string(event) + " returned a reply, but an event has none: see session:send");
  }
}

void hook_desk::forget() noexcept {
  if (run_.hooks) run_.hooks->forget(peer_.connection);
}

asio::awaitable<void> hook_desk::send(std::string octets) {
  sent_ = true;
  if (!reply_.in_body()) reply_.begin(nullptr);
  reply_.more(octets);
  co_await conversation_.flush();
}

asio::awaitable<std::optional<std::string>> hook_desk::read_line(net::duration limit) {
  return conversation_.read_line(limit);
}

asio::awaitable<void> hook_desk::answer() {
  if (turn_.is_answered() || turn_.line().empty()) co_return;
  turn_.set_answered();
  co_await answer_();
  co_await conversation_.flush();
}

asio::awaitable<outcome<>> hook_desk::hold(std::string gate) {
  return run_.gates.pass(std::move(gate));
}

bool hook_desk::release(std::string_view gate) {
  return run_.release(peer_, gate);
}

}  // namespace pop3kit::serving
