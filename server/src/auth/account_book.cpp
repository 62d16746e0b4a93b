#include "auth/account_book.hpp"

#include <algorithm>
#include <string>

#include "auth/same_secret.hpp"
#include "net/crypto/sasl_support.hpp"
#include "text/utf8.hpp"

namespace pop3kit::serving {

std::string prepared(const std::string& text) {
  const outcome<std::string> made = net::saslprep(text, net::prepare::query);
  return made ? *made : text;
}

const account* find_account(const scenario::description& what, std::string_view name) {
  const auto found = what.accounts.find(std::string(name));
  if (found != what.accounts.end()) return &found->second;
  if (text::is_ascii(name)) return nullptr;
  const std::string wanted = prepared(std::string(name));
  for (const auto& [own, each] : what.accounts) {
    if (prepared(own) == wanted) return &each;
  }
  return nullptr;
}

bool is_password(const account* owner, std::string_view given) {
  const std::string kept = owner == nullptr ? std::string() : owner->password;
  const bool as_written = same_secret(kept, given);
  const bool as_prepared = same_secret(prepared(kept), prepared(std::string(given)));
  return owner != nullptr && (as_written || as_prepared);
}

bool admits(const account& owner, std::string_view principal) {
  if (!owner.principals.empty()) return std::ranges::find(owner.principals, principal) != owner.principals.end();
  return principal.substr(0, principal.find('@')) == owner.name;
}

const account* find_token(const scenario::description& what, std::string_view token) {
  const account* found = nullptr;
  for (const auto& [name, each] : what.accounts) {
    for (const std::string& kept : each.tokens) {
      if (same_secret(kept, token) && !kept.empty()) found = &each;
    }
  }
  return found;
}

bool holds_secret(const scenario::description& what, std::string_view text) {
  constexpr std::size_t shortest = 3;
  const auto holds = [text](const std::string& secret) {
    return secret.size() >= shortest && text.find(secret) != std::string_view::npos;
  };
  return std::ranges::any_of(what.accounts, [&holds](const auto& each) {
    return holds(each.second.password) || std::ranges::any_of(each.second.tokens, holds);
  });
}

}  // namespace pop3kit::serving
