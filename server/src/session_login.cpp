#include <utility>

#include "session.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr int most_sasl_rounds = 16;

}  // namespace

bool session::login_open() const noexcept {
  return secured() || !host_->what().listen.require_tls;
}

bool session::refused_in_the_clear() {
  if (login_open()) return false;
  reply_.refuse({}, "credentials are not taken in the clear: STLS first");
  return true;
}

void session::on_stls() {
  if (secured()) return reply_.refuse({}, "TLS is active already");
  if (!host_->what().listen.starttls || !host_->tls()) return reply_.refuse({}, "STLS is not offered");
  reply_.ok("begin TLS negotiation");
  next_ = next_step::start_tls;
}

void session::on_user(std::string_view name) {
  if (refused_in_the_clear()) return;
  named_user_ = name;
  // The same for every name: who has a maildrop here is nobody's business before the password.
  reply_.ok("send PASS");
}

void session::on_pass(std::string_view password) {
  if (refused_in_the_clear()) return;
  if (named_user_.empty()) return reply_.refuse({}, "USER first");
  const std::string name = std::exchange(named_user_, std::string());
  maildrop* const drop = host_->authenticate(name, password);
  if (drop == nullptr) return reply_.refuse("AUTH", "wrong user name or password");
  log_in(name, *drop);
}

void session::on_auth(const wire::parsed_command& command) {
  if (refused_in_the_clear()) return;
  exchange_ = host_->sasl().start(command.words[0]);
  if (!exchange_) return reply_.refuse({}, "this mechanism is not offered; CAPA lists those that are");
  sasl_answer_.clear();
  // RFC 5034 section 4: "=" is an initial response of no octets.
  if (command.words.size() > 1 && command.words[1] != "=") sasl_answer_ = command.words[1];
  next_ = next_step::sasl;
}

asio::awaitable<void> session::authenticate_sasl() {
  const std::unique_ptr<sasl_exchange> exchange = std::move(exchange_);
  auto state = exchange->step(sasl_answer_);
  for (int round = 0; state == sasl_exchange::state::challenge; ++round) {
    if (round == most_sasl_rounds) co_return reply_.refuse({}, "too many rounds");
    reply_.challenge(exchange->challenge());
    const std::optional<std::string> answer = co_await read_sasl_answer();
    if (gone_) co_return;
    if (!answer) co_return reply_.refuse({}, "line too long");
    if (*answer == "*") co_return reply_.refuse({}, "authentication cancelled");
    state = exchange->step(*answer);
  }
  sasl_answer_.clear();
  if (state == sasl_exchange::state::malformed) co_return reply_.refuse({}, "malformed authentication data");
  maildrop* const drop = state == sasl_exchange::state::accepted ? host_->find_maildrop(exchange->user()) : nullptr;
  if (drop == nullptr) co_return reply_.refuse("AUTH", "wrong user name or password");
  log_in(exchange->user(), *drop);
}

asio::awaitable<std::optional<std::string>> session::read_sasl_answer() {
  co_await flush();
  std::optional<std::string> answer;
  while (!gone_ && !answer) {
    const auto taken = input_.take_line(max_sasl_octets);
    if (taken.has_error()) {
      end(net::close_kind::orderly, "line too long");
      break;
    }
    if (taken->has_value()) {
      answer.emplace((*taken)->text);
    } else {
      co_await fill();
    }
  }
  if (answer) host_->note(peer_, journal_kind::command, *answer == "*" ? "*" : "****");
  co_return answer;
}

void session::log_in(const std::string& user, maildrop& drop) {
  if (!drop.acquire()) return reply_.refuse("IN-USE", "the maildrop is locked by another session");
  drop_ = &drop;
  peer_.user = user;
  snapshot_.emplace(drop.current());
  reply_.ok(user + "'s maildrop has " + drop_summary());
}

}  // namespace pop3kit::serving
