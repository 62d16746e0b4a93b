#include "session/session.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "scenario/keywords.hpp"
#include "text/ascii.hpp"
#include "wire/command.hpp"
#include "wire/timestamp.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_skipped_octets = 1024 * 1024;

/// RFC 2449 section 4; an initial response may be longer, because bearer tokens are.
std::size_t command_limit(std::span<const char> pending) noexcept {
  constexpr std::string_view long_verb = "AUTH ";
  const std::string_view begin(pending.data(), std::min(pending.size(), long_verb.size()));
  return text::equal_ignoring_case(begin, long_verb) ? max_sasl_octets : wire::max_command_octets;
}

/// The request line of HTTP/1 or HTTP/2 (RFC 9112 section 3): three words, the last of which names the protocol.
bool is_http_request(std::string_view line) noexcept {
  constexpr std::string_view protocol = " HTTP/";
  const std::size_t last = line.rfind(' ');
  return last != std::string_view::npos && line.find(' ') != last && line.substr(last).starts_with(protocol);
}

}  // namespace

session::session(std::shared_ptr<scenario_run> shared, net::stream_ptr stream, net::fault_stream* link,
                 std::uint64_t connection)
    : run_(std::move(shared)),
      transport_(*run_, peer_, std::move(stream), link),
      reply_(run_->journal, run_->buffers, peer_) {
  peer_.connection = connection;
  began_ = run_->time.now();
  const hook_runner* const hooks = run_->hooks.get();
  watched_ = hooks != nullptr && (hooks->has_hook(hook_event::chunk) || hooks->has_hook(hook_event::login));
}

session::~session() {
  leave();
}

session_facts session::facts() const {
  session_facts out;
  out.connection = peer_.connection;
  out.user = peer_.user;
  out.transaction = state() == wire::session_states::transaction;
  out.secured = secured();
  if (keyword_ != greeting_keyword) out.last_command = shown_keyword();
  return out;
}

asio::awaitable<void> session::run(bool implicit_tls) {
  try {
    co_await converse(implicit_tls);
  } catch (const std::exception& error) {
    // A cancelled coroutine ends here, with its reason given before.
    transport_.failed(error.what());
  }
  leave();
  if (run_->hooks != nullptr) run_->hooks->forget(peer_.connection);
  transport_.close();
}

asio::awaitable<void> session::converse(bool implicit_tls) {
  co_await tell(hook_event::connect);
  if (implicit_tls && !transport_.ending().manner()) co_await secure();
  if (!transport_.ending().is_over()) co_await greet();
  co_await serve_commands();
  co_await flush();
  leave();
  co_await tell(hook_event::disconnect);
  co_await flush();
  co_await transport_.part();
}

asio::awaitable<void> session::greet() {
  keyword_ = greeting_keyword;
  argument_ = {};
  line_ = greeting_keyword;
  if (match_rule()) co_await consult();
  if (!std::exchange(answered_, false) && !transport_.ending().is_broken()) {
    say_greeting();
    co_await complete_response();
  }
}

void session::say_greeting() {
  reply_.begin(plan_ ? &*plan_ : nullptr);
  if (plan_ && plan_->reply) {
    say_in_place();
    timestamp_ = wire::find_timestamp(*plan_->reply).value_or(std::string_view());
  } else {
    reply_.ok(greeting());
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
      co_await flush();
      run_->expectations.waits(peer_.connection);
      co_await await_input();
      continue;
    }
    std::string_view line = (*taken)->text;
    if (!std::exchange(heard_, true) && is_http_request(line)) {
      co_await refuse_http();
      continue;
    }
    if (watched_) co_await flush();
    if (note_command(line, (*taken)->bare_lf)) {
      // Whoever is consulted may read on, and the window moves under the line.
      line_.assign(line);
      line = line_;
      argument_ = line.substr(std::min(keyword_.size() + 1, line.size()));
      co_await consult();
    }
    if (transport_.ending().is_broken()) break;
    if (std::exchange(answered_, false)) continue;
    respond(line);
    if (plan_ && plan_->deaf && transport_.discard_input() > 0) plan_->note(deviation::discarded_input);
    // The usual reply is complete already and waits for others to go out with it, without a coroutine of its own.
    const bool usual = next_ == next_step::command && !watched_ && reply_.pump() && !reply_.ending() && !reply_.full();
    if (usual) {
      tell_deviations();
    } else {
      co_await complete_response();
    }
  }
}

void session::respond(std::string_view line) {
  reply_.begin(plan_ ? &*plan_ : nullptr);
  if (!plan_ || !plan_->reply) return carry_out(line);
  say_in_place();
  if (keyword_ == "QUIT") transport_.end(end_reason::quit, end_manner::orderly);
}

void session::say_in_place() {
  reply_.literal(*plan_->reply);
  if (!plan_->dialogue.empty()) next_ = next_step::dialogue;
  if (!plan_->reply_body) return;
  std::string lines;
  for (const std::string& line : *plan_->reply_body) lines.append(line).append("\r\n");
  reply_.attach(text_body(std::move(lines)));
}

asio::awaitable<void> session::complete_response() {
  if (next_ == next_step::sasl) co_await authenticate_sasl();
  if (next_ == next_step::dialogue) co_await hold_dialogue();
  if (std::exchange(logged_in_, false)) co_await tell_login();
  while (!transport_.ending().is_broken() && !reply_.pump()) {
    tell_deviations();
    if (watched_ && reply_.has_body()) co_await tell(hook_event::chunk, reply_.output());
    co_await flush();
    if (reply_.pause()) co_await wait_out(*reply_.pause());
  }
  tell_deviations();
  if (watched_ && reply_.has_body()) co_await tell(hook_event::chunk, reply_.output());
  if (reply_.ending()) transport_.end(end_reason::rule, manner_of(*reply_.ending()));
  if (next_ == next_step::start_tls && !transport_.ending().is_over()) co_await secure();
  next_ = next_step::command;
  if (reply_.full()) co_await flush();
}

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
    if (!found) co_await await_input();
  }
  co_await refuse_line("line too long", end_reason::line_too_long);
}

/// A line that is not even looked at. Rules for any command hold for it too.
asio::awaitable<void> session::refuse_line(std::string_view text, end_reason why) {
  keyword_.clear();
  hides_keyword_ = false;
  argument_ = {};
  line_.clear();
  if (match_rule()) co_await consult();
  if (transport_.ending().is_broken()) co_return;
  reply_.begin(plan_ ? &*plan_ : nullptr);
  if (plan_ && plan_->reply) {
    say_in_place();
  } else {
    reply_.refuse({}, text);
  }
  transport_.end(why, end_manner::orderly);
  co_await complete_response();
}

/// A web page can make a browser send a POST to any port, with POP3 commands as its body.
asio::awaitable<void> session::refuse_http() {
  run_->journal.note(peer_, journal_kind::command, "(an HTTP request)");
  co_await refuse_line("this is a POP3 server; it does not speak HTTP", end_reason::http_request);
}

void session::let_go() {
  if (drop_ == nullptr) return;
  const std::vector<std::uint32_t> consumed(consumed_.begin(), consumed_.end());
  consumed_.clear();
  drop_->remove(consumed);
  drop_->release();
  drop_ = nullptr;
}

void session::leave() {
  if (left_) return;
  left_ = true;
  tell_deviations();
  reply_.abandon();
  let_go();
  const std::string reason = transport_.ending().text();
  run_->journal.note(peer_, journal_kind::disconnect, reason);
  run_->happened(peer_, disconnect_event, reason);
}

}  // namespace pop3kit::serving
