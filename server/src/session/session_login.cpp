#include <utility>

#include "auth/login_policies.hpp"
#include "scenario/keywords.hpp"
#include "session/session.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr int most_sasl_rounds = 16;

std::string in_seconds(net::duration span) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(span).count()) + " s";
}

}  // namespace

bool session::login_open() const noexcept {
  return secured() || !run_->description->listen.require_tls;
}

bool session::refused_in_the_clear() {
  if (login_open()) return false;
  reply_.refuse({}, "credentials are not taken in the clear: STLS first");
  return true;
}

void session::on_stls() {
  if (secured()) return reply_.refuse({}, "TLS is active already");
  if (in_utf8_mode_) return reply_.refuse({}, "STLS does not follow UTF8 (RFC 6856 section 2.1)");
  if (!run_->description->listen.starttls || !run_->tls.any()) return reply_.refuse({}, "STLS is not offered");
  reply_.ok("begin TLS negotiation");
  next_ = next_step::start_tls;
}

login_link session::login_facts() const {
  login_link link;
  const net::tls_facts* const facts = transport_.tls_facts();
  if (facts == nullptr) return link;
  link.tls_unique = facts->tls_unique;
  // TLS 1.3 has no tls-unique (RFC 9266 section 3).
  if (link.tls_unique.empty()) link.tls_exporter = facts->tls_exporter;
  link.client_name = facts->client_name;
  return link;
}

/// Only where APOP is offered by name: a timestamp is an invitation to use it.
std::string session::greeting() {
  std::string text = "pop3kit POP3 server ready";
  if (!run_->authenticator.offer().has("APOP", login_facts())) return text;
  // No other connection and no other moment has the same one.
  const auto moment = run_->time.wall_now().time_since_epoch().count();
  timestamp_ = "<" + std::to_string(peer_.connection) + "." + std::to_string(moment) + "@pop3kit.test>";
  return text.append(" ").append(timestamp_);
}

void session::on_user(std::string_view name) {
  if (refused_in_the_clear()) return;
  if (!run_->authenticator.offer().has("USER", login_facts())) return reply_.refuse({}, "USER is not offered");
  named_user_ = name;
  // The same for every name: who has a maildrop here is nobody's business before the password.
  reply_.ok("send PASS");
}

void session::on_pass(std::string_view password) {
  if (refused_in_the_clear()) return;
  if (named_user_.empty()) return reply_.refuse({}, "USER first");
  const std::string name = std::exchange(named_user_, std::string());
  log_in(run_->authenticator.by_password(name, password));
}

void session::on_apop(const wire::parsed_command& command) {
  if (timestamp_.empty()) return reply_.refuse({}, "APOP is not offered");
  if (refused_in_the_clear()) return;
  log_in(run_->authenticator.by_digest(command.words[0], timestamp_, command.words[1]));
}

void session::on_auth(const wire::parsed_command& command) {
  if (refused_in_the_clear()) return;
  exchange_ = run_->authenticator.start(command.words[0], login_facts());
  if (!exchange_) return reply_.refuse({}, "this mechanism is not offered; CAPA lists those that are");
  sasl_answer_.reset();
  // RFC 5034 section 4: "=" is an initial response of no octets.
  if (command.words.size() > 1) sasl_answer_ = command.words[1] == "=" ? std::string_view() : command.words[1];
  if (sasl_answer_ && !exchange_->client_first()) {
    return reply_.refuse({}, "the server speaks first in this mechanism");
  }
  next_ = next_step::sasl;
}

asio::awaitable<void> session::authenticate_sasl() {
  const std::unique_ptr<sasl_exchange> exchange = std::move(exchange_);
  const auto deviation = reply_.plan() == nullptr ? challenge_plan::own : reply_.plan()->challenges;
  if (deviation == challenge_plan::endless || deviation == challenge_plan::malformed) {
    co_return co_await challenge_in_vain(deviation);
  }
  const bool awaited = exchange->client_first() && !sasl_answer_;
  auto state = awaited ? sasl_exchange::state::challenge : exchange->step(std::exchange(sasl_answer_, {}).value_or(""));
  for (int round = 0; state == sasl_exchange::state::challenge; ++round) {
    if (round == most_sasl_rounds) co_return reply_.refuse({}, "too many rounds");
    reply_.challenge(exchange->challenge());
    const std::optional<std::string> answer = co_await read_client_line();
    if (transport_.ending().is_broken()) co_return;
    if (!answer) co_return reply_.refuse({}, "line too long");
    if (*answer == "*") co_return reply_.refuse({}, "authentication cancelled");
    if (deviation == challenge_plan::refused) {
      reply_.plan()->note(serving::deviation::challenges);
      co_return reply_.refuse({}, {});
    }
    state = exchange->step(*answer);
  }
  if (state == sasl_exchange::state::malformed) co_return reply_.refuse({}, "malformed authentication data");
  if (say_last_reply()) co_return;
  if (state == sasl_exchange::state::unprepared) co_return reply_.refuse("SYS/PERM", exchange->refusal());
  if (state == sasl_exchange::state::refused) co_return reply_.refuse("AUTH", exchange->refusal());
  log_in(run_->authenticator.find(exchange->user()));
}

/// The rule's word on an exchange that came to its end, whatever the real server thinks of it.
bool session::say_last_reply() {
  const response_plan* const plan = reply_.plan();
  if (plan == nullptr || !plan->last_reply) return false;
  plan->note(deviation::last_reply);
  reply_.literal(*plan->last_reply);
  return true;
}

/// Challenges that no answer satisfies.
asio::awaitable<void> session::challenge_in_vain(challenge_plan which) {
  const bool endless = which == challenge_plan::endless;
  for (;;) {
    reply_.challenge(endless ? "YW5kIHdoYXQgZWxzZT8=" : "*** this is no base64 ***");
    const std::optional<std::string> answer = co_await read_client_line();
    if (transport_.ending().is_broken()) co_return;
    if (!answer) co_return reply_.refuse({}, "line too long");
    if (*answer == "*") co_return reply_.refuse({}, "authentication cancelled");
    if (!endless) co_return reply_.refuse({}, "malformed authentication data");
  }
}

asio::awaitable<std::optional<std::string>> session::read_client_line(net::duration limit) {
  co_await flush();
  const net::time_point until = net::later(run_->time.now(), limit);
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
    } else if (run_->time.now() < until) {
      reply_.rest();
      co_await transport_.read_until(until);
    } else {
      break;
    }
  }
  if (answer) run_->journal.note_line(peer_, *answer == "*" ? "*" : "****", ended_by);
  co_return answer;
}

void session::log_in(const account* owner) {
  maildrop* const drop = owner == nullptr ? nullptr : run_->maildrops.find(owner->name);
  if (drop == nullptr) return reply_.refuse("AUTH", "wrong user name or password");
  const net::time_point moment = run_->time.now();
  const net::duration delay = login_delay_of(*run_->description, *owner);
  if (drop->opened_within(delay, moment)) {
    return reply_.refuse("LOGIN-DELAY", "the time between logins is at least " + in_seconds(delay));
  }
  if (!drop->acquire(moment)) return reply_.refuse("IN-USE", "the maildrop is locked by another session");
  drop_ = drop;
  peer_.user = owner->name;
  run_->happened(peer_, login_event, owner->name);
  snapshot_.emplace(drop->current());
  accessed_before_ = last_accessed_ = drop->accessed_count();
  logged_in_ = watched_;
  if (!logged_in_) welcome();
}

/// What the hook sends, reads or waits for comes before the reply to the login.
asio::awaitable<void> session::tell_login() {
  co_await tell(hook_event::login);
  if (transport_.ending().is_over()) co_return;
  reply_.begin(plan_ ? &*plan_ : nullptr);
  welcome();
}

void session::welcome() {
  reply_.ok(peer_.user + "'s maildrop has " + drop_summary());
}

}  // namespace pop3kit::serving
