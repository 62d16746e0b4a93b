#include "auth/login_offer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/crypto/kerberos.hpp"
#include "net/crypto/sasl_support.hpp"

namespace pop3kit::serving {
namespace {

bool is_sasl(std::string_view name) noexcept {
  return name != "USER" && name != "APOP";
}

/// Returns what the loader says about the library that a mechanism needs. Returns an empty text if it is there, or if
/// the mechanism needs none.
const std::string& missing_library(std::string_view name) {
  static const std::string nothing;
  constexpr std::array<std::string_view, 5> own{"OAUTHBEARER", "XOAUTH2", "NTLM", "USER", "APOP"};
  if (std::ranges::find(own, name) != own.end()) return nothing;
  if (name != "GSSAPI" || !net::gnu_sasl_trouble().empty()) return net::gnu_sasl_trouble();
  return net::kerberos_trouble();
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

result<> check_libraries(const scenario::description& what) {
  for (const std::string& name : what.listen.mechanisms.value_or(std::vector<std::string>())) {
    const std::string& missing = missing_library(name);
    if (missing.empty()) continue;
    std::string detail = "listen.mechanisms names ";
    detail.append(name).append(": ").append(missing);
    return failure(errc::mechanism_not_supported, std::move(detail));
  }
  return {};
}

bool login_offer::named(std::string_view name) const {
  const auto& only = what_.listen.mechanisms;
  if (only) return std::ranges::find(*only, name) != only->end();
  return name != "APOP" && name != "NTLM";
}

bool login_offer::has(std::string_view name, const login_link& link) const {
  return allows(name, link) && missing_library(name).empty();
}

bool login_offer::allows(std::string_view name, const login_link& link) const {
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
