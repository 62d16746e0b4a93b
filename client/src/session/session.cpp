#include "session/session.hpp"

#include <utility>

#include "link/refusal.hpp"
#include "operations/single_reply.hpp"
#include "session/capability_request.hpp"
#include "session/opening.hpp"

namespace pop3kit::engine {

session::session(std::unique_ptr<connection> link, std::optional<capabilities> offered, const client_options& options,
                 pipelining_trust& trust)
    : link_(std::move(link)),
      answers_capa_(offered.has_value()),
      may_pipeline_(options.pipeline == pipelining::automatic && trust.holds()),
      trust_(trust),
      most_capability_lines_(options.limits.capability_lines) {
  if (offered) offered_ = std::move(*offered);
}

asio::awaitable<result<std::unique_ptr<session>>> session::open(environment& around, leash& held) {
  bool expired = false;
  auto work = open_session(around);
  result<std::unique_ptr<session>> opened =
      co_await run_bounded(std::move(work), held, around.time(), around.options().timeout, expired);
  if (opened || !expired) co_return opened;
  failure late(errc::deadline_exceeded, opened.error().detail());
  late.set_verb(opened.error().verb());
  co_return late;
}

asio::awaitable<result<>> session::run(dialogue& talk) {
  if (!may_pipeline_ || !announces("PIPELINING")) co_return co_await run_in_lock_step(talk);
  link_->quick_acknowledge(false);
  result<> done = co_await exchange(*link_, talk, pipelined, evidence_);
  if (!done && talk.cause() == nullptr && evidence_.doubtful(done.error().code())) trust_.lose();
  co_return done;
}

asio::awaitable<result<>> session::run_in_lock_step(dialogue& talk) {
  // A server that writes a response in two pieces would wait for our delayed acknowledgement between them.
  link_->quick_acknowledge(true);
  co_return co_await exchange(*link_, talk, lock_step);
}

asio::awaitable<result<capabilities>> session::ask_capabilities() {
  if (!answers_capa_) co_return capabilities();
  capability_request asked(most_capability_lines_);
  const result<> done = co_await run_in_lock_step(asked);
  if (!done) co_return done.error();
  if (std::optional<capabilities> given = asked.answer_given()) offered_ = std::move(*given);
  co_return offered_;
}

asio::awaitable<void> session::abandon() {
  link_->close("failed");
  co_await link_->finish_writes();
}

asio::awaitable<result<>> session::quit(net::duration most) {
  single_reply bye(wire::verb::quit, "QUIT\r\n", errc::commit_rejected);
  link_->bound_replies(most);
  const result<> done = co_await run_in_lock_step(bye);
  if (bye.answered() && !link_->closed()) co_await link_->say_goodbye();
  link_->close("quit");
  // What stands behind the last reply belongs to nobody and harms nobody.
  if (!bye.answered()) co_return done;
  if (bye.refused()) co_return failure(*bye.refused()).set_session_usable(false);
  co_return result<>{};
}

}  // namespace pop3kit::engine
