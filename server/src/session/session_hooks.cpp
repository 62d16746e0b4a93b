#include "scenario/keywords.hpp"
#include "session/session.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

bool session::wants_hook() const {
  if (run_->hooks == nullptr || (plan_ && plan_->reply)) return false;
  return run_->hooks->has_hook(keyword_);
}

asio::awaitable<void> session::ask_hook() {
  hook_command asked;
  asked.verb = keyword_;
  asked.argument = std::string(argument_);
  const auto number = wire::parse_number(argument_.substr(0, argument_.find(' ')));
  if (number.has_value()) asked.number = *number;
  hook_verdict verdict = co_await run_->hooks->run(*this, asked);
  obey(std::move(verdict));
}

void session::obey(hook_verdict verdict) {
  if (answered_ && std::holds_alternative<hook_reply>(verdict)) {
    verdict = hook_failed{"the hook for " + keyword_ + " returned a reply, but the command was answered already"};
  }
  if (auto* const reply = std::get_if<hook_reply>(&verdict)) {
    ensure_plan().reply = std::move(reply->status_line);
  } else if (const auto* const close = std::get_if<hook_close>(&verdict)) {
    const auto how = close->reset ? net::close_kind::reset : net::close_kind::orderly;
    if (answered_) {
      transport_.end(end_reason::hook, manner_of(how));
    } else {
      end_in_place(how);
    }
  } else if (auto* const failed = std::get_if<hook_failed>(&verdict)) {
    note_failure(failed->what);
    if (!answered_) ensure_plan().reply = "-ERR [SYS/TEMP] the scenario's hook failed";
  }
}

void session::note_failure(const std::string& traceback) {
  run_->fail(peer_, traceback);
}

asio::awaitable<void> session::say(std::string octets) {
  said_ = true;
  if (!reply_.in_body()) reply_.begin(nullptr);
  reply_.more(octets);
  co_await flush();
}

asio::awaitable<void> session::answer() {
  if (answered_ || line_.empty()) co_return;
  answered_ = true;
  if (keyword_ == greeting_keyword) {
    say_greeting();
  } else {
    respond(line_);
  }
  co_await complete_response();
  co_await flush();
}

asio::awaitable<outcome<>> session::hold(std::string gate) {
  return run_->gates.pass(std::move(gate));
}

bool session::release(std::string_view gate) {
  return run_->release(peer_, gate);
}

asio::awaitable<void> session::tell(std::string_view event, std::string octets) {
  if (run_->hooks == nullptr || !run_->hooks->has_hook(event)) co_return;
  transport_.pause_idle_limit();
  hook_command told;
  told.verb = event;
  told.argument = std::move(octets);
  // There is no command that the real server could be asked to answer.
  const std::string line = std::exchange(line_, std::string());
  said_ = false;
  const hook_verdict verdict = co_await run_->hooks->run(*this, told);
  line_ = line;
  obey_event(event, verdict);
}

void session::obey_event(std::string_view event, const hook_verdict& verdict) {
  if (const auto* const close = std::get_if<hook_close>(&verdict)) {
    reply_.drop();
    transport_.end(end_reason::hook, close->reset ? end_manner::reset : end_manner::orderly);
  } else if (const auto* const failed = std::get_if<hook_failed>(&verdict)) {
    note_failure(failed->what);
  } else if (const auto* const other = std::get_if<hook_octets>(&verdict)) {
    if (said_) return note_failure("the hook for chunk returned a piece, but it has sent something behind it already");
    reply_.replace(other->octets);
  } else if (std::holds_alternative<hook_reply>(verdict)) {
    note_failure("the hook for " + std::string(event) + " returned a reply, but an event has none: see session:send");
  }
}

}  // namespace pop3kit::serving
