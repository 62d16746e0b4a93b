#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <pop3kit/conformance.hpp>

#include "check.hpp"
#include "net/time/clock.hpp"

namespace pop3kit {

namespace {

using namespace conformance;

using suite = std::span<const check> (*)();
constexpr std::array<suite, 6> suites{session_checks,   maildrop_checks,   unique_id_checks,
                                      extension_checks, protection_checks, deletion_checks};

net::tls_version version_of(tls_minimum minimum) {
  switch (minimum) {
    case tls_minimum::tls1_3:
      return net::tls_version::tls1_3;
    case tls_minimum::tls1_1_unsafe:
      return net::tls_version::tls1_1;
    case tls_minimum::tls1_0_unsafe:
      return net::tls_version::tls1_0;
    default:
      return net::tls_version::tls1_2;
  }
}

result<std::shared_ptr<net::tls_context>> make_tls(const client_options& server) {
  if (server.protection == security::none) return std::shared_ptr<net::tls_context>();
  const tls_options& wanted = server.tls;
  net::tls_client_settings settings;
  settings.minimum = version_of(wanted.minimum);
  settings.verify = wanted.verify;
  settings.use_system_trust = wanted.use_system_trust;
  settings.ca_file = wanted.ca_file;
  settings.ca_pem = wanted.ca_pem;
  settings.spki_sha256_pins = wanted.spki_sha256_pins;
  settings.certificate_file = wanted.certificate_file;
  settings.certificate_pem = wanted.certificate_pem;
  settings.private_key_file = wanted.private_key_file;
  settings.private_key_pem = wanted.private_key_pem;
  settings.private_key_passphrase = wanted.private_key_passphrase;
  std::string trouble;
  auto made = net::tls_context::make(settings, trouble);
  if (!made) return failure(made.error(), trouble.empty() ? trouble : "client_options::" + trouble);
  return std::move(*made);
}

/// How one attempt at a check ended.
struct attempt {
  attempt() = default;
  verdict outcome = verdict::passed;
  std::string explanation;
  boost::system::error_code cause;
  bool unanswered = false;
};

asio::awaitable<attempt> try_once(const check& demand, visit& at) {
  attempt made;
  try {
    co_await demand.run(at);
  } catch (const departure& what) {
    made.outcome = verdict::failed;
    made.explanation = what.what();
  } catch (const does_not_apply& why) {
    made.outcome = verdict::not_applicable;
    made.explanation = why.what();
  } catch (const not_made& why) {
    made.outcome = verdict::not_checked;
    made.explanation = why.what();
    made.cause = why.code();
    made.unanswered = dynamic_cast<const unanswered*>(&why) != nullptr;
  }
  co_await at.leave();
  co_return made;
}

/// Returns why the server cannot be used; no value if a login succeeds.
asio::awaitable<std::optional<failure>> trouble_of_login(visit& at) {
  std::optional<failure> trouble;
  try {
    const session_ptr session = co_await at.connect();
    const reply answer = co_await session->try_login();
    if (answer.ok()) {
      co_await session->need_ok("QUIT");
    } else {
      trouble = failure(code_of_refusal(answer), "the login was refused: " + in_quotes(answer.line));
    }
  } catch (const departure& what) {
    trouble = failure(make_error_code(errc::malformed_response), what.what());
  } catch (const not_made& why) {
    const auto code = why.code() ? why.code() : make_error_code(errc::connection_closed);
    trouble = failure(code, why.what());
  }
  co_await at.leave();
  co_return trouble;
}

/// Whether the server sent no reply at all.
bool is_out_of_reach(const failure& trouble) {
  return trouble.kind() == fault::transport || trouble.kind() == fault::deadline;
}

/// Makes checks, one after the other.
class examiner {
 public:
  examiner(const server_access& access, asio::any_io_executor executor) : at_(std::move(executor), access) {}

  asio::awaitable<std::optional<failure>> try_a_login() { return trouble_of_login(at_); }

  asio::awaitable<conformance_finding> examine(const check& demand) {
    conformance_finding found(std::string(demand.demand), std::string(demand.clause), verdict::not_checked, "");
    if (lost_) {
      found.explanation = "the server can no longer be reached";
      found.cause = lost_;
      co_return found;
    }
    attempt made = co_await try_once(demand, at_);
    std::optional<failure> trouble;
    if (made.outcome == verdict::not_checked && made.cause) trouble = co_await trouble_of_login(at_);
    if (trouble && is_out_of_reach(*trouble)) lost_ = trouble;
    if (made.unanswered && !trouble && !demand.writes) {
      made = co_await try_once(demand, at_);
      if (made.unanswered) {
        made.outcome = verdict::failed;
        made.explanation += ", twice; a login between the two attempts was answered";
      }
    }
    found.outcome = made.outcome;
    found.explanation = made.explanation;
    if (made.outcome == verdict::not_checked && made.cause) found.cause = failure(made.cause, made.explanation);
    co_return found;
  }

 private:
  visit at_;
  std::optional<failure> lost_;
};

asio::awaitable<result<std::vector<conformance_finding>>> examine_all(const server_access& access, bool writable,
                                                                      const finding_listener& heard,
                                                                      asio::any_io_executor executor) {
  examiner on_site(access, std::move(executor));
  if (auto trouble = co_await on_site.try_a_login()) co_return std::move(*trouble);
  std::vector<conformance_finding> findings;
  for (const suite each : suites) {
    for (const check& demand : each()) {
      if (demand.writes && !writable) continue;
      findings.push_back(co_await on_site.examine(demand));
      if (heard) heard(findings.back());
    }
  }
  co_return findings;
}

}  // namespace

result<std::vector<conformance_finding>> verify_conformance(const client_options& server, bool writable,
                                                            const finding_listener& heard) {
  if (server.host.empty() || server.login.user.empty() || server.timeout <= server.timeout.zero()) {
    return failure(errc::invalid_option).set_detail("host, user name and timeout are needed");
  }
  if (!server.login.token.empty() || !(server.login.mechanism.empty() || server.login.mechanism == "USER")) {
    return failure(errc::invalid_option).set_detail("the checks log in by USER and PASS");
  }
  auto tls = make_tls(server);
  if (!tls) return tls.error();
  server_access access(server, net::system_clock());
  access.tls = std::move(*tls);
  asio::io_context context;
  std::optional<result<std::vector<conformance_finding>>> made;
  std::exception_ptr trouble;
  asio::co_spawn(context, examine_all(access, writable, heard, context.get_executor()),
                 [&](std::exception_ptr thrown, result<std::vector<conformance_finding>> findings) {
                   trouble = thrown;
                   made = std::move(findings);
                 });
  context.run();
  if (trouble) std::rethrow_exception(trouble);
  return std::move(*made);
}

}  // namespace pop3kit
