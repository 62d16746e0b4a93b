#include "lua/hook_runner.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <utility>

#include "lua/hook_thread.hpp"
#include "net/async/is_cancelled.hpp"
#include "rules/gates.hpp"

namespace pop3kit::serving::lua {
namespace {

namespace asio = boost::asio;

/// Lets other sessions run. Requests of a hook can complete at once, for example at a gate that is already open.
/// Without this, a hook that sends requests forever would block the server. Returns false if the server stops or the
/// client is gone.
asio::awaitable<bool> let_others_go_on() {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  const bool stopped = co_await net::is_cancelled();
  co_return !stopped;
}

/// Shares ownership of the script, because a session can be destroyed after its server.
asio::awaitable<hook_verdict> run_hook(std::shared_ptr<hook_script> scripts, net::clock& time, hook_session& session,
                                       hook_command command) {
  hook_thread thread{std::move(scripts), session, command};
  std::optional<std::string> heard;
  for (;;) {
    hook_step step = thread.resume(std::exchange(heard, std::nullopt));
    bool interrupted = false;  // the server stops, or the client is gone
    switch (step.asked) {
      case hook_request::none:
        co_return std::move(step.verdict);
      case hook_request::sleep: {
        const auto slept = co_await net::sleep_for(time, step.wait);
        interrupted = slept.has_error();
        break;
      }
      case hook_request::hold: {
        const auto passed = co_await session.hold(step.text);
        interrupted = passed.has_error();
        break;
      }
      case hook_request::release:
        if (!session.release(step.text)) {
          hook_verdict refused = thread.refuse(no_more_gates);
          co_return refused;
        }
        break;
      case hook_request::send:
        co_await session.send(step.text);
        break;
      case hook_request::read_line:
        heard = co_await session.read_line(step.wait);
        break;
      case hook_request::answer:
        co_await session.answer();
        break;
    }
    if (!interrupted) interrupted = !co_await let_others_go_on();
    if (interrupted) {
      hook_verdict nobody_listens = hook_close();
      co_return nobody_listens;
    }
  }
}

}  // namespace

lua_hook_runner::lua_hook_runner(const script& what, const std::vector<std::string>& verbs, net::clock& time,
                                 std::uint64_t seed, const limits& bounds)
    : verbs_(verbs), time_(time), scripts_(std::make_shared<hook_script>(what, seed, bounds)) {}

bool lua_hook_runner::has_hook(std::string_view verb) const {
  return std::ranges::find(verbs_, verb) != verbs_.end();
}

asio::awaitable<hook_verdict> lua_hook_runner::run(hook_session& session, const hook_command& command) {
  return run_hook(scripts_, time_, session, command);
}

void lua_hook_runner::forget(std::uint64_t connection) noexcept {
  scripts_->forget(connection);
}

}  // namespace pop3kit::serving::lua
