#include "session/login.hpp"

#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "link/exchange.hpp"
#include "link/sequence.hpp"
#include "link/single_reply.hpp"
#include "net/async/is_cancelled.hpp"
#include "net/crypto/kerberos.hpp"
#include "net/crypto/md5.hpp"
#include "net/crypto/sasl_support.hpp"
#include "net/tls/tls_facts.hpp"
#include "session/login_plan.hpp"
#include "session/sasl_dialogue.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

bool is_about_mechanism(const login_attempt& attempt) {
  const failure& why = attempt.outcome.error();
  for (const errc cannot_begin : {errc::mechanism_unavailable, errc::mechanism_not_supported, errc::ticket_missing}) {
    if (why.code() == cannot_begin) return true;
  }
  const bool told_why = why.reply() && why.reply()->code == response_code::auth;
  return why.code() == errc::authentication_failed && !attempt.proof_sent && !told_why && why.session_usable();
}

class login {
 public:
  login(connection& link, environment& around, std::string timestamp, bool ahead)
      : link_(link), around_(around), timestamp_(std::move(timestamp)), ahead_(ahead), who_(around.options().login) {}

  asio::awaitable<result<>> run(login_plan plan) {
    result<> done = failure(errc::mechanism_unavailable);
    for (const mechanism_info* each : plan) {
      tried_.emplace_back(each->name);
      const login_attempt attempt = co_await attempt_with(*each);
      done = attempt.outcome;
      if (done || !is_about_mechanism(attempt)) break;
    }
    if (done) co_return done;
    failure why = done.error();
    why.set_session_usable(false).set_mechanisms_tried(std::move(tried_));
    co_return why;
  }

 private:
  asio::awaitable<login_attempt> attempt_with(const mechanism_info& about) {
    if (leaves_at_once(about, ahead_)) co_return co_await by_user_at_once();
    if (about.method == login_method::user_pass) co_return co_await by_user();
    if (about.method == login_method::apop) co_return co_await by_apop();
    if (about.proof != proof_of::token) co_return co_await by_sasl(about);
    co_return co_await by_token(about);
  }

  asio::awaitable<login_attempt> by_sasl(const mechanism_info& about) {
    outcome<sasl_client> mechanism = sasl_client::start(std::string(about.name), who_, surroundings());
    if (!mechanism) co_return login_attempt(failure(mechanism.error()).set_verb("AUTH"));
    sasl_dialogue talk(link_, around_, about, std::move(*mechanism));
    co_return co_await talk.run();
  }

  asio::awaitable<login_attempt> by_token(const mechanism_info& about) {
    if (who_.token.empty()) {
      const result<std::string> given = co_await ask_for_token(false);
      if (!given) co_return login_attempt(given.error());
    }
    login_attempt first = co_await by_sasl(about);
    const bool refused = !first.outcome && first.outcome.error().code() == errc::authentication_failed;
    const bool has_provider = who_.provider || who_.async_provider;
    const bool may_ask = refused && first.proof_sent && first.outcome.error().session_usable() && has_provider;
    if (!may_ask || std::exchange(asked_again_, true)) co_return first;
    const std::string former = who_.token;
    const result<std::string> fresh = co_await ask_for_token(true);
    if (!fresh || *fresh == former) co_return first;
    co_return co_await by_sasl(about);
  }

  asio::awaitable<std::string> token_of_provider(bool refused) {
    if (who_.provider) co_return who_.provider(refused);
    asio::awaitable<std::string> asking = who_.async_provider(refused);
    co_return co_await std::move(asking);
  }

  /// If the provider throws an exception, there is no token.
  asio::awaitable<result<std::string>> ask_for_token(bool refused) {
    std::string token;
    std::optional<failure> thrown;
    try {
      token = co_await token_of_provider(refused);
    } catch (const std::exception& raised) {
      thrown = failure(errc::credentials_missing, link_.trace().secrets().apply(raised.what()));
    }
    if (co_await net::is_cancelled()) co_return failure(errc::cancelled);
    if (thrown) co_return *std::move(thrown);
    credentials checked = who_;
    checked.token = token;
    checked.provider = nullptr;
    checked.async_provider = nullptr;
    const outcome<> usable = check_credentials(checked);
    if (!usable || token.empty()) co_return failure(usable ? errc::credentials_missing : usable.error());
    who_.token = token;
    around_.hide(token);
    co_return token;
  }

  asio::awaitable<login_attempt> by_user() {
    const std::vector<std::string_view> name(1, who_.user);
    login_attempt named = co_await send(wire::verb::user, name);
    if (!named.outcome) co_return named;
    const std::vector<std::string_view> secret(1, who_.password);
    login_attempt proved = co_await send(wire::verb::pass, secret);
    proved.proof_sent = true;
    co_return proved;
  }

  asio::awaitable<login_attempt> by_user_at_once() {
    const std::vector<std::string_view> name(1, who_.user);
    const std::vector<std::string_view> secret(1, who_.password);
    const outcome<wire::command> user = wire::command::make(wire::verb::user, name);
    const outcome<wire::command> pass = wire::command::make(wire::verb::pass, secret);
    if (!user) co_return login_attempt(failure(user.error()).set_verb("USER"));
    if (!pass) co_return login_attempt(failure(pass.error()).set_verb("PASS"));
    single_reply named(wire::verb::user, std::string(user->line()), errc::authentication_failed);
    single_reply proved(wire::verb::pass, std::string(pass->line()), errc::authentication_failed);
    std::vector<dialogue*> parts{&named, &proved};
    sequence both(std::move(parts));
    pipelining_evidence seen;
    result<> done = co_await exchange(link_, both, pipelined, &seen);
    const std::optional<failure>& refused = named.refused() ? named.refused() : proved.refused();
    if (refused) {
      done = failure(*refused).set_session_usable(done.has_value());
    } else if (!done && seen.doubtful(done.error().code())) {
      around_.trust().lose();
    }
    login_attempt attempt(std::move(done));
    attempt.proof_sent = true;
    co_return attempt;
  }

  asio::awaitable<login_attempt> by_apop() {
    // RFC 6856 section 2.2: SASLprep applies to characters beyond ASCII.
    const outcome<std::string> name = net::saslprep(who_.user, net::prepare::query);
    const outcome<std::string> secret = net::saslprep(who_.password, net::prepare::stored);
    for (const outcome<std::string>* each : {&name, &secret}) {
      if (each->error() != errc::mechanism_not_supported) continue;
      co_return login_attempt(failure(each->error(), net::gnu_sasl_trouble()).set_verb("APOP"));
    }
    const std::string digest = name && secret ? net::md5_hex(timestamp_ + *secret) : std::string();
    if (digest.empty()) co_return login_attempt(failure(errc::mechanism_unavailable).set_verb("APOP"));
    around_.hide(digest);
    const std::vector<std::string_view> arguments{*name, digest};
    login_attempt proved = co_await send(wire::verb::apop, arguments);
    proved.proof_sent = true;
    co_return proved;
  }

  asio::awaitable<login_attempt> send(wire::verb verb, std::vector<std::string_view> arguments) {
    const outcome<wire::command> made = wire::command::make(verb, arguments);
    if (!made) co_return login_attempt(failure(made.error()).set_verb(wire::name(verb)));
    single_reply asked(verb, std::string(made->line()), errc::authentication_failed);
    result<> done = co_await exchange(link_, asked, lock_step);
    // A server may send more after a refusal, for instance a farewell. The refusal stays the result.
    if (asked.refused()) done = failure(*asked.refused()).set_session_usable(done.has_value());
    co_return login_attempt(std::move(done));
  }

  [[nodiscard]] sasl_surroundings surroundings() const {
    sasl_surroundings made;
    made.host = around_.host();
    made.port = around_.port();
    made.most_iterations = around_.options().limits.scram_iterations;
    if (const net::tls_facts* facts = link_.tls()) {
      made.tls_unique = facts->tls_unique;
      // TLS 1.3 has no tls-unique (RFC 9266 section 3).
      if (made.tls_unique.empty()) made.tls_exporter = facts->tls_exporter;
    }
    return made;
  }

  connection& link_;
  environment& around_;
  std::string timestamp_;
  bool ahead_;
  credentials who_;
  std::vector<std::string> tried_;
  bool asked_again_ = false;
};

std::string offer_of(const capabilities* offered) {
  if (offered == nullptr) return "the server answers no CAPA";
  std::string words;
  for (const std::string& name : offered->sasl_mechanisms()) words.append(words.empty() ? "" : ", ").append(name);
  if (offered->has("USER")) words.append(words.empty() ? "USER" : ", USER");
  return words.empty() ? "the server offers none" : "the server offers " + words;
}

/// Returns what the loader says about the library that a mechanism needs. Returns an empty text if it is there, or if
/// the mechanism needs none.
std::string missing_library(const mechanism_info& about) {
  if (about.method != login_method::sasl || about.proof == proof_of::token) return {};
  if (!net::gnu_sasl_trouble().empty() || about.proof != proof_of::ticket) return net::gnu_sasl_trouble();
  return net::kerberos_trouble();
}

/// Returns what is missing for the mechanism of the credentials, or for most others.
std::string missing_library(const credentials& who) {
  const mechanism_info* const only = find_mechanism(who.mechanism);
  return only == nullptr ? net::gnu_sasl_trouble() : missing_library(*only);
}

}  // namespace

asio::awaitable<result<>> log_in(connection& link, environment& around, const capabilities* offered,
                                 std::string timestamp, bool ahead) {
  const net::tls_facts* const facts = link.tls();
  login_circumstances circumstances;
  circumstances.offered = offered;
  circumstances.secured = facts != nullptr;
  circumstances.channel_binding = facts != nullptr && !(facts->tls_unique.empty() && facts->tls_exporter.empty());
  circumstances.tls_exporter = facts != nullptr && !facts->tls_exporter.empty();
  circumstances.plaintext_allowed = around.options().protection == security::none;
  circumstances.timestamp = !timestamp.empty();
  circumstances.client_certificate = around.has_client_certificate();
  circumstances.user_switched_off = around.switched_off("USER");
  circumstances.supported = [](const mechanism_info& about) { return missing_library(about).empty(); };
  const outcome<login_plan> planned = plan_login(around.options().login, circumstances);
  if (!planned) {
    failure why(planned.error());
    if (planned.error() == errc::mechanism_unavailable) why.set_detail(offer_of(offered));
    if (planned.error() == errc::mechanism_not_supported) why.set_detail(missing_library(around.options().login));
    co_return why.set_session_usable(false);
  }
  login attempts(link, around, std::move(timestamp), ahead);
  login_plan plan = *planned;
  co_return co_await attempts.run(std::move(plan));
}

}  // namespace pop3kit::engine
