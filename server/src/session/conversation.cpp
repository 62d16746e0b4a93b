#include "session/conversation.hpp"

#include "auth/account_book.hpp"
#include "journal/shown_command.hpp"
#include "scenario/keywords.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

asio::awaitable<void> conversation::flush() {
  const std::string& octets = reply_.output();
  if (!transport_.ending().is_broken() && !octets.empty()) co_await transport_.write(octets);
  reply_.written();
}

/// This is not a coroutine of its own, to save memory in idle sessions.
asio::awaitable<void> conversation::await_input() {
  if (!transport_.ending().is_broken()) reply_.rest();
  return transport_.read();
}

asio::awaitable<std::optional<std::string>> conversation::read_line(net::duration limit) {
  co_await flush();
  const net::time_point until = net::later(run_.time.now(), limit);
  std::optional<std::string> answer;
  line_ending ended_by = line_ending::crlf;
  while (!transport_.ending().is_broken() && !answer) {
    const auto taken = transport_.take_line(max_sasl_octets);
    if (taken.has_error()) {
      transport_.end(end_reason::line_too_long, end_manner::orderly);
      break;
    }
    if (taken->has_value()) {
      answer.emplace((*taken)->text);
      ended_by = (*taken)->bare_lf ? line_ending::lf : line_ending::crlf;
    } else if (until == net::time_point::max()) {
      co_await await_input();
    } else if (run_.time.now() < until) {
      reply_.rest();
      co_await transport_.read_until(until);
    } else {
      break;
    }
  }
  if (answer) run_.journal.note_line(peer_, *answer == "*" ? "*" : "****", ended_by);
  co_return answer;
}

asio::awaitable<void> conversation::wait_out(net::duration pause) {
  if (pause == net::duration::max()) {
    // There is no more output. The server only waits until the client closes the connection.
    co_await transport_.drain(run_.options.autologout);
    co_return transport_.lost(errc::connection_closed);
  }
  transport_.pause_idle_limit();
  const auto slept = co_await net::sleep_for(run_.time, pause);
  if (slept.has_error()) co_return transport_.lost(slept.error());
  reply_.resume();
}

void conversation::note_command(command_turn& turn, std::string_view line, bool bare_lf) {
  const bool is_known = turn.verb() || turn.keyword() == last_keyword;
  if (is_known) after_auth_ = turn.verb() == wire::verb::auth;
  const bool secret = !is_known && holds_secret(*run_.description, line);
  const std::string shown = secret ? "****" : shown_command(line, after_auth_, run_.journal.secrets());
  turn.hide_keyword(shown.starts_with("****") && !line.starts_with("****"));
  run_.journal.note_line(peer_, shown, bare_lf ? line_ending::lf : line_ending::crlf);
  run_.expectations.happened({peer_.connection, turn.keyword(), turn.argument(), peer_.user, shown});
}

}  // namespace pop3kit::serving
