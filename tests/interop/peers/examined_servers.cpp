#include "examined_servers.hpp"

#include <future>
#include <pop3kit/server.hpp>
#include <stdexcept>

#include "interop/awkward_mail.hpp"
#include "interop/dovecot.hpp"
#include "peer.hpp"

namespace pop3kit::interop {
namespace {

using findings = std::vector<conformance_finding>;

/// Ordinary mail, but for the first message, whose very first octet is a dot.
std::vector<std::string> mail_to_look_at() {
  const auto awkward = awkward_mail(30);
  std::vector<std::string> mail{".first: begins with a dot\nSubject: dot\n\nbody\n"};
  mail.insert(mail.end(), awkward.begin() + 12, awkward.end());
  return mail;
}

client_options reach(std::uint16_t port, const std::string& ca_pem, security how) {
  client_options made{"127.0.0.1", port, credentials{"alice", "s3cret"}, how};
  made.tls.ca_pem = ca_pem;
  made.tls.use_system_trust = false;
  return made;
}

findings verify(const client_options& options) {
  auto found = verify_conformance(options, true);
  if (!found) throw std::runtime_error(found.error().message());
  return std::move(*found);
}

findings examine_pop3kit(security how) {
  std::string mailbox;
  for (const auto& file : mail_to_look_at()) mailbox += "text [==[\n" + file + "]==],\n";
  server own(scenario::parse(
                 "return scenario { accounts = { alice = { password = 's3cret', mailbox = {\n" + mailbox + "} } } }",
                 "own.lua")
                 .value());
  own.start().value();
  return verify(reach((how == security::implicit ? own.tls_port() : own.port()).value(), own.ca_pem(), how));
}

findings examine_dovecot(security how) {
  const dovecot own{mail_to_look_at(), "pop3_lock_session = yes\n"};
  return verify(reach(how == security::implicit ? own.tls_port() : own.port(), own.ca_pem(), how));
}

examinee examinee_of(const peer_kind& kind) {
  return {kind.name, kind.version, kind.protections,
          [kind](security how) { return verify(kind.start(mail_to_look_at())->options(how)); }};
}

/// Adds what was found under one more protection.
void add(examination& all, const findings& found) {
  if (all.checks.empty()) {
    for (const auto& each : found) all.checks.emplace_back(each.check, each.clause);
  }
  for (const auto& each : found) {
    auto& known = all.outcomes.try_emplace(each.check, verdict::not_applicable).first->second;
    if (each.outcome == verdict::failed) all.explanations[each.check] = each.explanation;
    if (known != verdict::failed && each.outcome != verdict::not_applicable) known = each.outcome;
  }
}

}  // namespace

const std::vector<examinee>& examinees() {
  static const std::vector<security> all{security::none, security::stls, security::implicit};
  static const std::vector<examinee> known{{"pop3kit", "", all, examine_pop3kit},
                                           {"Dovecot", "2.3.19, 2.4.1", all, examine_dovecot},
                                           examinee_of(courier()),
                                           examinee_of(cyrus()),
                                           examinee_of(popa3d())};
  return known;
}

examination examine(const examinee& who) {
  // Some servers wait for seconds before they refuse a password.
  std::vector<std::future<findings>> running;
  for (const auto how : who.protections) running.push_back(std::async(std::launch::async, who.examine, how));
  examination made;
  for (auto& each : running) add(made, each.get());
  return made;
}

}  // namespace pop3kit::interop
