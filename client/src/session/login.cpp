#include "session/login.hpp"

#include <optional>
#include <string>
#include <utility>

#include "link/exchange.hpp"
#include "link/refusal.hpp"
#include "operations/single_reply.hpp"
#include "session/sasl_client.hpp"
#include "wire/command.hpp"
#include "wire/limits.hpp"

namespace pop3kit::engine {

namespace {

constexpr int most_sasl_rounds = 16;

failure login_refusal(const answer& status) {
  return refusal(status, errc::authentication_failed).set_session_usable(false);
}

asio::awaitable<result<>> send_login_command(connection& link, wire::verb verb, std::string argument) {
  const outcome<wire::command> made = wire::command::make(verb, {argument});
  if (!made) co_return failure(made.error()).set_verb(wire::name(verb));
  single_reply asked(verb, std::string(made->line()), errc::authentication_failed);
  result<> done = co_await exchange(link, asked, lock_step);
  if (!done) co_return done;
  if (asked.refused()) co_return failure(*asked.refused()).set_session_usable(false);
  co_return result<>{};
}

asio::awaitable<result<>> log_in_by_user(connection& link, const credentials& who) {
  result<> named = co_await send_login_command(link, wire::verb::user, who.user);
  if (!named) co_return named;
  co_return co_await send_login_command(link, wire::verb::pass, who.password);
}

/// One AUTH exchange (RFC 5034): challenges and responses until a status line.
class sasl_dialogue {
 public:
  sasl_dialogue(connection& link, sasl_client mechanism, std::string name)
      : link_(link), mechanism_(std::move(mechanism)), name_(std::move(name)) {}

  asio::awaitable<result<>> run() {
    outcome<std::string> initial = mechanism_.respond({});
    if (!initial) co_return broken(initial.error(), wire::verb::auth);
    initial_ = std::move(*initial);
    outcome<> sent = co_await begin();
    for (int round = 0; sent && round < most_sasl_rounds; ++round) {
      const outcome<std::string_view> line = co_await link_.read_line();
      if (!line) co_return broken(line.error(), wire::verb::auth);
      link_.trace().received(*line);
      const outcome<wire::status_line> status = wire::parse_status_line(*line);
      if (status && !(status->ok && to_send_)) co_return conclude(*status);
      const outcome<std::string> response = respond(*line);
      if (!response) co_return co_await cancel(response.error());
      sent = co_await send_response(*response);
    }
    if (!sent) co_return broken(sent.error(), wire::verb::auth);
    co_return co_await cancel(errc::sasl_exchange_broken);
  }

 private:
  /// With the initial response where the line has room for it.
  asio::awaitable<outcome<>> begin() {
    std::string line = "AUTH " + name_;
    const std::string_view shown = initial_.empty() ? "=" : std::string_view(initial_);
    if (line.size() + 1 + shown.size() + 2 <= wire::max_command_octets) {
      line.append(" ").append(shown);
      may_repeat_ = true;
    } else {
      to_send_ = initial_;
    }
    line.append("\r\n");
    link_.trace().sent_commands(line);
    co_return co_await link_.write(line);
  }

  outcome<std::string> respond(std::string_view line) {
    if (to_send_) {
      // Some servers say "+OK" here, or "+ go ahead".
      if (!line.starts_with('+')) return errc::sasl_exchange_broken;
      return *std::exchange(to_send_, std::nullopt);
    }
    const outcome<std::string_view> challenge = wire::parse_challenge(line);
    if (!challenge) return errc::sasl_exchange_broken;
    // A server that knows no initial response ignores it and asks.
    if (challenge->empty() && std::exchange(may_repeat_, false)) return initial_;
    return mechanism_.respond(*challenge);
  }

  asio::awaitable<outcome<>> send_response(std::string response) {
    response.append("\r\n");
    link_.trace().sent_response(response.size());
    co_return co_await link_.write(response);
  }

  asio::awaitable<result<>> cancel(boost::system::error_code why) {
    const outcome<> told = co_await link_.write("*\r\n");
    co_return broken(why, wire::verb::auth).set_detail(told ? "" : "and the connection was lost");
  }

  result<> conclude(const wire::status_line& status) {
    if (!status.ok) return login_refusal(answer(status, wire::verb::auth, link_.trace().secrets()));
    if (!mechanism_.finished()) return broken(errc::sasl_exchange_broken, wire::verb::auth);
    if (!link_.pending().empty()) return broken(errc::unsolicited_data, wire::verb::auth);
    return {};
  }

  connection& link_;
  sasl_client mechanism_;
  std::string name_;
  std::string initial_;
  std::optional<std::string> to_send_;
  bool may_repeat_ = false;
};

}  // namespace

asio::awaitable<result<>> log_in(connection& link, const credentials& who, login_choice how) {
  if (how.method == login_method::user_pass) co_return co_await log_in_by_user(link, who);
  outcome<sasl_client> mechanism = sasl_client::start(how.mechanism, who);
  if (!mechanism) co_return failure(mechanism.error()).set_verb(wire::name(wire::verb::auth));
  sasl_dialogue talk(link, std::move(*mechanism), how.mechanism);
  co_return co_await talk.run();
}

}  // namespace pop3kit::engine
