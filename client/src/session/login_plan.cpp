#include "session/login_plan.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "wire/ascii.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::string_view line_breaks("\r\n\0", 3);

bool offers_sasl(const capabilities& offered, std::string_view mechanism) {
  const std::vector<std::string> names = offered.sasl_mechanisms();
  return std::ranges::find(names, mechanism) != names.end();
}

bool may_try_plain(const login_circumstances& circumstances, bool insisted) {
  return circumstances.offered == nullptr ? insisted : offers_sasl(*circumstances.offered, "PLAIN");
}

/// A CAPA that names no way to log in at all has forgotten USER; the caller may insist on it.
bool may_try_user(const login_circumstances& circumstances, bool insisted) {
  if (circumstances.offered == nullptr || circumstances.offered->has("USER")) return true;
  return insisted && !circumstances.offered->has("SASL");
}

}  // namespace

outcome<> check_credentials(const credentials& who) {
  if (who.user.empty() || who.password.empty()) return errc::credentials_missing;
  for (const std::string* field : {&who.user, &who.password, &who.mechanism}) {
    if (field->find_first_of(line_breaks) != std::string::npos) return errc::line_break_in_argument;
  }
  return {};
}

outcome<login_choice> plan_login(const credentials& who, const login_circumstances& circumstances) {
  const outcome<> usable = check_credentials(who);
  if (!usable) return usable.error();
  if (!circumstances.secured && !circumstances.plaintext_allowed) return errc::plaintext_refused;
  const bool any = who.mechanism.empty();
  const bool wants_plain = wire::equal_ignoring_case(who.mechanism, "PLAIN");
  const bool wants_user = wire::equal_ignoring_case(who.mechanism, "USER");
  if ((any || wants_plain) && may_try_plain(circumstances, wants_plain))
    return login_choice(login_method::sasl, "PLAIN");
  if ((any || wants_user) && may_try_user(circumstances, wants_user)) {
    return login_choice(login_method::user_pass, "USER");
  }
  return errc::mechanism_unavailable;
}

}  // namespace pop3kit::engine
