#include <cstddef>
#include <span>
#include <string_view>

#include "session/session.hpp"

/// How a session refuses input that it does not read as a command: lines that are too long, and requests of HTTP.
namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_skipped_octets = 1024 * 1024;

}  // namespace

/// Returns true for the request line of HTTP/1 or HTTP/2 (RFC 9112 section 3): three words, the last of which names the
/// protocol.
bool session::is_http_request(std::string_view line) noexcept {
  constexpr std::string_view protocol = " HTTP/";
  const std::size_t last = line.rfind(' ');
  return last != std::string_view::npos && line.find(' ') != last && line.substr(last).starts_with(protocol);
}

/// A web page can make a browser send a POST to any port, with POP3 commands as its body.
asio::awaitable<void> session::refuse_http_request() {
  run_->journal.note(peer_, journal_kind::command, "(an HTTP request)");
  co_await refuse_unreadable("this is a POP3 server; it does not speak HTTP", end_reason::http_request);
}

/// Discards the line first, or the most octets that are skipped if it does not end.
asio::awaitable<void> session::refuse_long_line() {
  run_->journal.note(peer_, journal_kind::command, "(a line that is too long)");
  std::size_t skipped = 0;
  bool found = false;
  while (!found && !transport_.ending().is_broken() && skipped < most_skipped_octets) {
    const std::span<char> pending = transport_.pending();
    const std::string_view octets(pending.data(), pending.size());
    const std::size_t line_feed = octets.find('\n');
    found = line_feed != std::string_view::npos;
    const std::size_t done = found ? line_feed + 1 : octets.size();
    transport_.consume(done);
    skipped += done;
    if (!found) co_await conversation_.await_input();
  }
  co_await refuse_unreadable("line too long", end_reason::line_too_long);
}

/// Refuses a line unread. Rules for any command apply to it too.
asio::awaitable<void> session::refuse_unreadable(std::string_view text, end_reason why) {
  turn_.begin_unreadable();
  if (ask_rules()) co_await consult();
  if (transport_.ending().is_broken()) co_return;
  const response_plan* const plan = turn_.plan();
  reply_.begin(plan);
  if (plan != nullptr && plan->reply) {
    say_in_place();
  } else {
    reply_.refuse({}, text);
  }
  transport_.end(why, end_manner::orderly);
  co_await complete_response();
}

}  // namespace pop3kit::serving
