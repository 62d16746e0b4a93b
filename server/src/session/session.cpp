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

constexpr std::size_t initial_window = 512;
constexpr std::size_t largest_window = 16 * 1024;
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
      stream_(std::move(stream)),
      link_(link),
      input_(initial_window, largest_window),
      reply_(run_->journal, run_->buffers, peer_),
      autologout_(run_->time, run_->executor, [this] { give_up("autologout"); }) {
  peer_.connection = connection;
  began_ = run_->time.now();
  const hook_runner* const hooks = run_->hooks.get();
  watched_ = hooks != nullptr && (hooks->has_hook(hook_event::chunk) || hooks->has_hook(hook_event::login));
}

session::~session() {
  leave();
}

void session::stop() noexcept {
  give_up("stopped");
}

void session::kill(bool reset) noexcept {
  if (reason_.empty()) reason_ = "killed";
  if (reset && stream_) stream_->reset();
  give_up(reason_);
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

void session::live_for(net::duration span, net::close_kind how) {
  by_reset_ = how == net::close_kind::reset;
  lifetime_.emplace(run_->time, run_->executor, [this] { give_up("the end of its lifetime"); });
  lifetime_->expires_after(span);
}

void session::give_up(std::string_view reason) noexcept {
  if (reason_.empty()) reason_ = reason;
  // Whatever is resumed from now on must not carry out another command.
  gone_ = true;
  if (reading_) reading_->emit(asio::cancellation_type::terminal);
  cancel_.emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> session::run(bool implicit_tls) {
  try {
    co_await converse(implicit_tls);
  } catch (const std::exception& error) {
    // A cancelled coroutine ends here, with its reason given before.
    if (reason_.empty()) reason_ = error.what();
  }
  leave();
  const bool resets = by_reset_ && lifetime_->expired();
  lifetime_.reset();
  if (run_->hooks != nullptr) run_->hooks->forget(peer_.connection);
  if (stream_ && resets) stream_->reset();
  if (stream_) stream_->close();
}

asio::awaitable<void> session::converse(bool implicit_tls) {
  co_await tell(hook_event::connect);
  if (implicit_tls && !ending_) co_await secure();
  if (!gone_ && !ending_) co_await greet();
  co_await serve_commands();
  co_await flush();
  leave();
  co_await tell(hook_event::disconnect);
  co_await part();
}

asio::awaitable<void> session::greet() {
  keyword_ = greeting_keyword;
  argument_ = {};
  line_ = greeting_keyword;
  if (match_rule()) co_await consult();
  if (!std::exchange(answered_, false) && !gone_) {
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
  while (!ending_ && !gone_) {
    const auto taken = input_.take_line(command_limit(input_.pending()));
    if (taken.has_error()) {
      co_await refuse_long_line();
      continue;
    }
    if (!taken->has_value()) {
      reply_.add_late_terminator();
      co_await flush();
      run_->expectations.waits(peer_.connection);
      co_await fill();
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
    if (gone_) break;
    if (std::exchange(answered_, false)) continue;
    respond(line);
    if (plan_ && plan_->deaf && !input_.pending().empty()) {
      input_.consume(input_.pending().size());
      plan_->note(deviation::discarded_input);
    }
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
  if (keyword_ == "QUIT") end(net::close_kind::orderly, "quit");
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
  while (!gone_ && !reply_.pump()) {
    tell_deviations();
    if (watched_ && reply_.has_body()) co_await tell(hook_event::chunk, reply_.output());
    co_await flush();
    if (reply_.pause()) co_await wait_out(*reply_.pause());
  }
  tell_deviations();
  if (watched_ && reply_.has_body()) co_await tell(hook_event::chunk, reply_.output());
  if (reply_.ending()) end(*reply_.ending(), "rule");
  if (next_ == next_step::start_tls && !ending_ && !gone_) co_await secure();
  next_ = next_step::command;
  if (reply_.full()) co_await flush();
}

asio::awaitable<void> session::refuse_long_line() {
  run_->journal.note(peer_, journal_kind::command, "(a line that is too long)");
  std::size_t skipped = 0;
  bool found = false;
  while (!found && !gone_ && skipped < most_skipped_octets) {
    const std::span<char> pending = input_.pending();
    const std::string_view octets(pending.data(), pending.size());
    const std::size_t line_feed = octets.find('\n');
    found = line_feed != std::string_view::npos;
    const std::size_t done = found ? line_feed + 1 : octets.size();
    input_.consume(done);
    skipped += done;
    if (!found) co_await fill();
  }
  co_await refuse_line("line too long", "line too long");
}

/// A line that is not even looked at. Rules for any command hold for it too.
asio::awaitable<void> session::refuse_line(std::string_view text, std::string_view reason) {
  keyword_.clear();
  hides_keyword_ = false;
  argument_ = {};
  line_.clear();
  if (match_rule()) co_await consult();
  if (gone_) co_return;
  reply_.begin(plan_ ? &*plan_ : nullptr);
  if (plan_ && plan_->reply) {
    say_in_place();
  } else {
    reply_.refuse({}, text);
  }
  end(net::close_kind::orderly, reason);
  co_await complete_response();
}

/// A web page can make a browser send a POST to any port, with POP3 commands as its body.
asio::awaitable<void> session::refuse_http() {
  run_->journal.note(peer_, journal_kind::command, "(an HTTP request)");
  co_await refuse_line("this is a POP3 server; it does not speak HTTP", "HTTP request");
}

void session::end(net::close_kind how, std::string_view reason) {
  ending_ = how;
  if (reason_.empty()) reason_ = reason;
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
  run_->journal.note(peer_, journal_kind::disconnect, reason_);
  run_->happened(peer_, disconnect_event, reason_);
}

}  // namespace pop3kit::serving
