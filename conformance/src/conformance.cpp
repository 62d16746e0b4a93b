#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <pop3kit/conformance.hpp>

#include "check.hpp"
#include "net/clock.hpp"

namespace pop3kit {

namespace {

using namespace conformance;

using suite = std::span<const check> (*)();
constexpr std::array<suite, 5> suites{session_checks, maildrop_checks, extension_checks, protection_checks,
                                      deletion_checks};

outcome<std::shared_ptr<net::tls_context>> make_tls(const client_options& server) {
  if (server.protection == security::none) return nullptr;
  net::tls_client_settings settings;
  settings.verify = server.tls.verify;
  settings.use_system_trust = server.tls.use_system_trust;
  settings.ca_file = server.tls.ca_file;
  settings.ca_pem = server.tls.ca_pem;
  settings.spki_sha256_pins = server.tls.spki_sha256_pins;
  return net::tls_context::make(settings);
}

asio::awaitable<conformance_finding> examine(const check& demand, const visit& at) {
  conformance_finding found(std::string(demand.demand), std::string(demand.clause), verdict::passed, "");
  try {
    co_await demand.run(at);
  } catch (const departure& what) {
    found.outcome = verdict::failed;
    found.explanation = what.what();
  } catch (const does_not_apply& why) {
    found.outcome = verdict::not_applicable;
    found.explanation = why.what();
  }
  co_return found;
}

/// Whether there is anything to be checked at all: one login, and no more.
asio::awaitable<std::optional<failure>> try_a_login(const visit& at, asio::any_io_executor executor) {
  probe session(executor, at.way());
  try {
    const reply greeting = co_await session.connect();
    if (!greeting.ok()) co_return failure(make_error_code(errc::greeting_refused), quoted(greeting.line));
    if (at.way().tls && !session.secured()) co_await session.start_tls();
    co_await session.log_in();
    co_await session.need_ok("QUIT");
  } catch (const departure& what) {
    const auto code = session.failed_with() ? session.failed_with() : make_error_code(errc::malformed_response);
    co_return failure(code, what.what());
  }
  co_return std::nullopt;
}

asio::awaitable<result<std::vector<conformance_finding>>> examine_all(const approach& way, bool writable,
                                                                      const finding_listener& heard,
                                                                      asio::any_io_executor executor) {
  const visit at(executor, way);
  if (auto trouble = co_await try_a_login(at, executor)) co_return std::move(*trouble);
  std::vector<conformance_finding> findings;
  for (const suite each : suites) {
    for (const check& demand : each()) {
      if (demand.writes && !writable) continue;
      findings.push_back(co_await examine(demand, at));
      if (heard) heard(findings.back());
    }
  }
  co_return findings;
}

}  // namespace

result<std::vector<conformance_finding>> verify_conformance(const client_options& server, bool writable,
                                                            const finding_listener& heard) {
  if (server.host.empty() || server.login.user.empty() || server.timeout <= server.timeout.zero()) {
    return failure(errc::invalid_option);
  }
  auto tls = make_tls(server);
  if (!tls) return failure(tls.error());
  approach way(server, net::system_clock());
  way.tls = std::move(*tls);
  asio::io_context context;
  std::optional<result<std::vector<conformance_finding>>> made;
  std::exception_ptr trouble;
  asio::co_spawn(context, examine_all(way, writable, heard, context.get_executor()),
                 [&](std::exception_ptr thrown, result<std::vector<conformance_finding>> findings) {
                   trouble = thrown;
                   made = std::move(findings);
                 });
  context.run();
  if (trouble) std::rethrow_exception(trouble);
  return std::move(*made);
}

}  // namespace pop3kit
