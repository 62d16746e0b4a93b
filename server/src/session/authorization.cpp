#include "session/authorization.hpp"

#include <utility>

#include "auth/login_policies.hpp"
#include "net/tls/tls_facts.hpp"
#include "scenario/keywords.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr int most_sasl_rounds = 16;

std::string in_seconds(net::duration span) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(span).count()) + " s";
}

}  // namespace

authorization::authorization(scenario_run& run, peer& about, transport& octets, reply_writer& reply, conversation& talk,
                             command_turn& turn, transaction& opens, const language_commands& languages,
                             bool delays_welcome) noexcept
    : run_(run),
      peer_(about),
      transport_(octets),
      reply_(reply),
      conversation_(talk),
      turn_(turn),
      transaction_(opens),
      languages_(languages),
      delays_welcome_(delays_welcome) {}

bool authorization::is_open() const noexcept {
  return transport_.is_secured() || !run_.description->listen.require_tls;
}

bool authorization::refused_in_the_clear() {
  if (is_open()) return false;
  reply_.refuse({}, "credentials are refused without TLS: use STLS first");
  return true;
}

void authorization::stls() {
  if (transport_.is_secured()) return reply_.refuse({}, "TLS is already active");
  if (languages_.in_utf8_mode()) return reply_.refuse({}, "STLS does not follow UTF8 (RFC 6856 section 2.1)");
  if (!run_.description->listen.starttls || !run_.tls.any()) return reply_.refuse({}, "STLS is not offered");
  reply_.ok("begin TLS negotiation");
  turn_.set_next(command_turn::next_step::start_tls);
}

login_link authorization::link() const {
  login_link out;
  const net::tls_facts* const facts = transport_.tls_facts();
  if (facts == nullptr) return out;
  out.tls_unique = facts->tls_unique;
  // TLS 1.3 has no tls-unique (RFC 9266 section 3).
  if (out.tls_unique.empty()) out.tls_exporter = facts->tls_exporter;
  out.client_name = facts->client_name;
  return out;
}

/// Adds a timestamp only if APOP is offered by name, because a timestamp makes clients use APOP.
std::string authorization::greeting() {
  std::string text = "pop3kit POP3 server ready";
  if (!run_.authenticator.offer().has("APOP", link())) return text;
  // The timestamp must differ between connections, and between moments.
  const auto moment = run_.time.wall_now().time_since_epoch().count();
  timestamp_ = "<" + std::to_string(peer_.connection) + "." + std::to_string(moment) + "@pop3kit.test>";
  return text.append(" ").append(timestamp_);
}

void authorization::user(std::string_view name) {
  if (refused_in_the_clear()) return;
  if (!run_.authenticator.offer().has("USER", link())) return reply_.refuse({}, "USER is not offered");
  named_user_ = name;
  // The reply is the same for every name, so that the server does not reveal before the password who has a maildrop.
  reply_.ok("send PASS");
}

void authorization::pass(std::string_view password) {
  if (refused_in_the_clear()) return;
  if (named_user_.empty()) return reply_.refuse({}, "USER first");
  const std::string name = std::exchange(named_user_, std::string());
  log_in(run_.authenticator.by_password(name, password));
}

void authorization::apop(const wire::parsed_command& command) {
  if (timestamp_.empty()) return reply_.refuse({}, "APOP is not offered");
  if (refused_in_the_clear()) return;
  log_in(run_.authenticator.by_digest(command.words[0], timestamp_, command.words[1]));
}

void authorization::auth(const wire::parsed_command& command) {
  if (refused_in_the_clear()) return;
  exchange_ = run_.authenticator.start(command.words[0], link());
  if (!exchange_) return reply_.refuse({}, "this mechanism is not offered; CAPA lists those that are");
  initial_response_.reset();
  if (command.words.size() > 1) {
    // RFC 5034 section 4: "=" is an empty initial response.
    initial_response_.emplace(command.words[1] == "=" ? std::string_view() : command.words[1]);
  }
  if (initial_response_ && !exchange_->client_first()) {
    return reply_.refuse({}, "the server speaks first in this mechanism");
  }
  turn_.set_next(command_turn::next_step::sasl);
}

asio::awaitable<void> authorization::exchange() {
  const std::unique_ptr<sasl_exchange> exchange = std::move(exchange_);
  const auto deviation = reply_.plan() == nullptr ? challenge_plan::own : reply_.plan()->challenges;
  if (deviation == challenge_plan::endless || deviation == challenge_plan::malformed) {
    co_return co_await challenge_in_vain(deviation);
  }
  const bool awaited = exchange->client_first() && !initial_response_;
  auto state =
      awaited ? sasl_exchange::state::challenge : exchange->step(std::exchange(initial_response_, {}).value_or(""));
  for (int round = 0; state == sasl_exchange::state::challenge; ++round) {
    if (round == most_sasl_rounds) co_return reply_.refuse({}, "too many rounds");
    reply_.challenge(exchange->challenge());
    const std::optional<std::string> answer = co_await conversation_.read_line();
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
  log_in(run_.authenticator.find(exchange->user()));
}

/// Answers an exchange that has ended with the rule's reply, in place of the real server's.
bool authorization::say_last_reply() {
  const response_plan* const plan = reply_.plan();
  if (plan == nullptr || !plan->last_reply) return false;
  plan->note(deviation::last_reply);
  reply_.literal(*plan->last_reply);
  return true;
}

/// Sends challenges for which no answer is right.
asio::awaitable<void> authorization::challenge_in_vain(challenge_plan which) {
  const bool endless = which == challenge_plan::endless;
  for (;;) {
    reply_.challenge(endless ? "YW5kIHdoYXQgZWxzZT8=" : "*** this is no base64 ***");
    const std::optional<std::string> answer = co_await conversation_.read_line();
    if (transport_.ending().is_broken()) co_return;
    if (!answer) co_return reply_.refuse({}, "line too long");
    if (*answer == "*") co_return reply_.refuse({}, "authentication cancelled");
    if (!endless) co_return reply_.refuse({}, "malformed authentication data");
  }
}

void authorization::log_in(const account* owner) {
  maildrop* const drop = owner == nullptr ? nullptr : run_.maildrops.find(owner->name);
  if (drop == nullptr) return reply_.refuse("AUTH", "wrong user name or password");
  const net::time_point moment = run_.time.now();
  const net::duration delay = login_delay_of(*run_.description, *owner);
  if (drop->opened_within(delay, moment)) {
    return reply_.refuse("LOGIN-DELAY", "the time between logins is at least " + in_seconds(delay));
  }
  if (!drop->acquire(moment)) return reply_.refuse("IN-USE", "the maildrop is locked by another session");
  transaction_.open(*drop);
  peer_.user = owner->name;
  run_.happened(peer_, login_event, owner->name);
  logged_in_ = delays_welcome_;
  if (!logged_in_) welcome();
}

void authorization::welcome() {
  reply_.ok(peer_.user + "'s maildrop has " + transaction_.summary());
}

}  // namespace pop3kit::serving
