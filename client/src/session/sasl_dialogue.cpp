#include "session/sasl_dialogue.hpp"

#include <functional>
#include <memory>
#include <utility>

#include "link/refusal.hpp"
#include "net/async/aside.hpp"
#include "text/base64.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr auto auth = wire::verb::auth;

bool fits_one_line(std::string_view line, initial_response how) {
  if (how == initial_response::automatic) return line.size() <= wire::max_command_octets;
  return how == initial_response::always;
}

}  // namespace

asio::awaitable<login_attempt> sasl_dialogue::run() {
  login_attempt attempt(co_await talk());
  attempt.proof_sent = proof_sent_;
  if (!attempt.outcome && attempt.outcome.error().detail().empty()) {
    failure why = attempt.outcome.error();
    why.set_detail(link_.trace().secrets().apply(mechanism_.explanation()));
    attempt.outcome = std::move(why);
  }
  co_return attempt;
}

asio::awaitable<result<>> sasl_dialogue::talk() {
  if (!link_.pending().empty()) co_return broken(errc::unsolicited_data, auth);
  if (about_.first == opener::client) {
    outcome<std::string> initial = co_await made_by_mechanism(std::string_view());
    // Nothing has been sent yet, so the session is as it was.
    if (!initial) co_return failure(initial.error()).set_verb(wire::name(auth));
    initial_ = std::move(*initial);
  }
  outcome<> sent = co_await begin();
  const std::size_t most_rounds = around_.options().limits.sasl_rounds;
  for (std::size_t round = 0; sent; ++round) {
    const outcome<std::string_view> line = co_await link_.read_line();
    if (!line) co_return broken(line.error(), auth);
    const outcome<wire::status_line> status = wire::parse_status_line(*line);
    if (status && !(status->ok && to_send_)) {
      link_.trace_line(*line);
      co_return conclude(*status);
    }
    // Challenges are masked in the trace, because they help an attacker to guess the secret.
    link_.trace_line(line->size() > 2 ? "+ ****" : *line);
    if (round == most_rounds) co_return co_await cancel(errc::too_many_challenges);
    const outcome<std::string> response = co_await respond(*line);
    if (response.has_error() && response.error() == errc::cancelled) co_return broken(errc::cancelled, auth);
    if (!response) co_return co_await cancel(response.error());
    sent = co_await send_response(*response);
  }
  co_return broken(sent.error(), auth);
}

/// Sends AUTH, with the initial response if it fits into the line.
asio::awaitable<outcome<>> sasl_dialogue::begin() {
  std::string line = "AUTH ";
  line.append(about_.name);
  if (about_.first == opener::client) {
    std::string whole = line;
    whole.append(" ").append(initial_.empty() ? "=" : initial_);
    if (fits_one_line(whole + "\r\n", around_.options().login.first_response)) {
      line = std::move(whole);
      may_repeat_ = true;
      note_sent(initial_);
    } else {
      to_send_ = initial_;
    }
  }
  line.append("\r\n");
  link_.trace().sent_commands(line);
  co_return co_await link_.write(line);
}

asio::awaitable<outcome<std::string>> sasl_dialogue::made_by_mechanism(std::string_view challenge) {
  ++made_;
  // Getting a ticket uses the network, so it runs in another thread. Virtual time cannot wait for a thread.
  const bool blocks = about_.proof == proof_of::ticket && &around_.time() == &net::system_clock();
  if (!blocks) co_return mechanism_.respond(challenge);
  const auto made = std::make_shared<outcome<std::string>>(errc::cancelled);
  std::function<void()> work = [made, mechanism = mechanism_, text = std::string(challenge)]() mutable {
    *made = mechanism.respond(text);
  };
  const outcome<> done = co_await net::run_aside(std::move(work));
  if (done) co_return std::move(*made);
  mechanism_.leave();
  co_return done.error();
}

void sasl_dialogue::note_sent(std::string_view response) {
  proof_sent_ = proof_sent_ || made_ >= about_.proof_round;
  around_.hide(response);
}

asio::awaitable<outcome<std::string>> sasl_dialogue::respond(std::string_view line) {
  if (to_send_) {
    // Some servers send "+OK" or "+ go ahead" here.
    if (!line.starts_with('+')) co_return errc::sasl_exchange_broken;
    co_return *std::exchange(to_send_, std::nullopt);
  }
  const outcome<std::string_view> challenge = wire::parse_challenge(line);
  if (!challenge) co_return errc::sasl_exchange_broken;
  // A server that does not support initial responses ignores it and asks for it; some ask with a text that is not
  // base64.
  const bool asks = challenge->empty() || (mechanism_.finished() && !text::from_base64(*challenge));
  if (std::exchange(may_repeat_, false) && asks) co_return initial_;
  co_return co_await made_by_mechanism(*challenge);
}

asio::awaitable<outcome<>> sasl_dialogue::send_response(std::string response) {
  note_sent(response);
  response.append("\r\n");
  link_.trace().sent_response(response.size());
  co_return co_await link_.write(response);
}

asio::awaitable<result<>> sasl_dialogue::cancel(boost::system::error_code why) {
  constexpr std::string_view star = "*\r\n";
  link_.trace().sent_commands(star);
  const outcome<> told = co_await link_.write(star);
  co_return broken(why, auth).set_detail(told ? mechanism_.explanation() : "and the connection was lost");
}

result<> sasl_dialogue::conclude(const wire::status_line& status) {
  if (!status.ok) return refusal(answer(status, auth, link_.trace().secrets()), errc::authentication_failed);
  if (!mechanism_.finished()) return broken(errc::sasl_exchange_broken, auth);
  if (!link_.pending().empty()) return broken(errc::unsolicited_data, auth);
  return {};
}

}  // namespace pop3kit::engine
