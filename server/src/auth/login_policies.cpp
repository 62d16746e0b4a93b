#include "auth/login_policies.hpp"

#include <algorithm>

namespace pop3kit::serving {
namespace {

std::uint64_t expire_of(const scenario::description& what, const account& owner) {
  return owner.expire.value_or(what.extensions.expire);
}

/// The lowest and the highest value of one policy over all accounts.
template <class T>
struct span_of {
  T least;
  T most;
  void add(const T& value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  [[nodiscard]] std::string_view suffix() const { return least == most ? "" : " USER"; }
};

/// Without accounts, returns the usual value.
template <class T>
span_of<T> over_accounts(const scenario::description& what, const T& usual,
                         T (*policy)(const scenario::description&, const account&)) {
  if (what.accounts.empty()) return {usual, usual};
  const T first = policy(what, what.accounts.begin()->second);
  span_of<T> all{first, first};
  for (const auto& [name, owner] : what.accounts) all.add(policy(what, owner));
  return all;
}

void append_delay(std::string& lines, net::duration delay, std::string_view suffix) {
  if (delay == net::duration::zero()) return;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(delay).count();
  lines.append("LOGIN-DELAY ").append(std::to_string(seconds)).append(suffix).append("\r\n");
}

void append_expire(std::string& lines, std::uint64_t days, std::string_view suffix) {
  lines.append("EXPIRE ").append(days == never_expires ? "NEVER" : std::to_string(days));
  lines.append(suffix).append("\r\n");
}

}  // namespace

net::duration login_delay_of(const scenario::description& what, const account& owner) {
  return owner.login_delay.value_or(what.extensions.login_delay);
}

void append_policies(std::string& lines, const scenario::description& what, const account* owner) {
  if (owner != nullptr) {
    append_delay(lines, login_delay_of(what, *owner), {});
    append_expire(lines, expire_of(what, *owner), {});
    return;
  }
  const auto delays = over_accounts(what, what.extensions.login_delay, &login_delay_of);
  append_delay(lines, delays.most, delays.suffix());
  const auto days = over_accounts(what, what.extensions.expire, &expire_of);
  append_expire(lines, days.least, days.suffix());
}

}  // namespace pop3kit::serving
