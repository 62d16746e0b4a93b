#include "auth/login_offer.hpp"

#include <algorithm>

namespace pop3kit::serving {
namespace {

bool is_sasl(std::string_view name) noexcept {
  return name != "USER" && name != "APOP";
}

bool can_bind(const login_link& link) noexcept {
  return !link.tls_exporter.empty() || !link.tls_unique.empty();
}

template <class Member>
bool any_account(const scenario::description& what, Member allows) {
  return std::ranges::any_of(what.accounts, [&](const auto& each) { return allows(each.second); });
}

}  // namespace

const std::vector<std::string_view>& known_logins() noexcept {
  static const std::vector<std::string_view> names{"SCRAM-SHA-256-PLUS",
                                                   "SCRAM-SHA-1-PLUS",
                                                   "SCRAM-SHA-256",
                                                   "SCRAM-SHA-1",
                                                   "OAUTHBEARER",
                                                   "XOAUTH2",
                                                   "EXTERNAL",
                                                   "GSSAPI",
                                                   "DIGEST-MD5",
                                                   "CRAM-MD5",
                                                   "NTLM",
                                                   "PLAIN",
                                                   "LOGIN",
                                                   "ANONYMOUS",
                                                   "USER",
                                                   "APOP"};
  return names;
}

bool login_offer::named(std::string_view name) const {
  const auto& only = what_.listen.mechanisms;
  if (only) return std::ranges::find(*only, name) != only->end();
  return name != "APOP" && name != "NTLM";
}

bool login_offer::has(std::string_view name, const login_link& link) const {
  if (!named(name)) return false;
  if (name.ends_with("-PLUS")) return can_bind(link);
  if (name == "OAUTHBEARER" || name == "XOAUTH2") {
    return any_account(what_, [](const account& each) { return !each.tokens.empty(); });
  }
  if (name == "EXTERNAL") {
    return !link.client_name.empty() || any_account(what_, [](const account& each) { return each.external; });
  }
  if (name == "GSSAPI") {
    return what_.listen.mechanisms || any_account(what_, [](const account& each) { return !each.principals.empty(); });
  }
  if (name == "ANONYMOUS") return any_account(what_, [](const account& each) { return each.anonymous; });
  return std::ranges::find(known_logins(), name) != known_logins().end();
}

std::vector<std::string_view> login_offer::sasl(const login_link& link) const {
  std::vector<std::string_view> out;
  for (const auto name : known_logins()) {
    if (is_sasl(name) && has(name, link)) out.push_back(name);
  }
  return out;
}

}  // namespace pop3kit::serving
