#include "session/session.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

asio::awaitable<void> session::await_input() {
  if (!transport_.ending().is_broken()) reply_.rest();
  return transport_.read();
}

asio::awaitable<void> session::flush() {
  const std::string& octets = reply_.output();
  if (!transport_.ending().is_broken() && !octets.empty()) co_await transport_.write(octets);
  reply_.written();
}

asio::awaitable<void> session::wait_out(net::duration pause) {
  if (pause == net::duration::max()) {
    // Nothing more will be said; all that is left is to notice when the client goes away.
    co_await transport_.drain(run_->options.autologout);
    co_return transport_.lost(errc::connection_closed);
  }
  transport_.pause_idle_limit();
  const auto slept = co_await net::sleep_for(run_->time, pause);
  if (slept.has_error()) co_return transport_.lost(slept.error());
  reply_.resume();
}

asio::awaitable<void> session::secure() {
  const tls_condition* const condition = run_->tls.condition_for(peer_.connection);
  if (condition != nullptr) {
    run_->journal.note(peer_, journal_kind::tls, to_prefix(condition->where) + "a TLS condition");
    reply_.append_raw(condition->plan.inject);
  }
  co_await flush();
  if (transport_.ending().is_broken()) co_return;
  // RFC 2595 section 4: nothing that came in the clear counts, neither commands sent ahead nor the user's name.
  const std::size_t dropped = transport_.discard_input();
  named_user_.clear();
  if (dropped > 0) run_->journal.note(peer_, journal_kind::tls, "dropped octets that came behind STLS", dropped);
  co_await transport_.accept_tls(condition);
}

}  // namespace pop3kit::serving
