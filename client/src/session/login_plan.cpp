#include "session/login_plan.hpp"

#include <algorithm>
#include <string_view>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {

namespace {

bool has_token(const credentials& who) {
  return !who.token.empty() || who.provider || who.async_provider;
}

bool has_password(const credentials& who) {
  return !who.user.empty() && !who.password.empty();
}

/// Returns true if the credentials contain what the mechanism needs.
bool suits(const mechanism_info& about, const credentials& who) {
  switch (about.proof) {
    case proof_of::password:
      return has_password(who);
    case proof_of::token:
      return has_token(who) && !who.user.empty();
    default:
      return true;
  }
}

/// Returns true if the server uses the wrong channel binding. Cyrus (at least up to 3.6) uses tls-unique with every TLS
/// version, but TLS 1.3 has none (RFC 9266). It answers that the credentials are wrong if the client uses tls-exporter.
bool misbinds(const login_circumstances& circumstances) {
  if (!circumstances.tls_exporter || circumstances.offered == nullptr) return false;
  const auto name = circumstances.offered->implementation();
  return name && name->starts_with("Cyrus");
}

/// Returns true if the mechanism may be used although `credentials::mechanism` does not name it. GSSAPI and ANONYMOUS
/// may not: a ticket is looked up in the network, and an anonymous login opens another maildrop.
bool chosen_unasked(const mechanism_info& about, const credentials& who, const login_circumstances& circumstances) {
  if (about.binds_channel && misbinds(circumstances)) return false;
  switch (about.proof) {
    case proof_of::certificate:
      return circumstances.client_certificate && !has_token(who) && who.password.empty();
    case proof_of::ticket:
    case proof_of::nothing:
      return false;
    default:
      break;
  }
  // Without TLS, an attacker in between can choose the timestamp (CVE-2007-1558), so APOP requires TLS.
  return about.method != login_method::apop || circumstances.secured;
}

bool offers_sasl(const capabilities& offered, std::string_view mechanism) {
  const std::vector<std::string> names = offered.sasl_mechanisms();
  return std::ranges::find(names, mechanism) != names.end();
}

bool is_offered(const mechanism_info& about, const login_circumstances& circumstances, bool insisted) {
  const capabilities* const offered = circumstances.offered;
  switch (about.method) {
    case login_method::apop:
      return circumstances.timestamp;
    case login_method::user_pass:
      if (circumstances.user_switched_off) return false;
      // If CAPA names no way to log in, the server may have forgotten USER, which the caller may name.
      return offered == nullptr || offered->has("USER") || (insisted && !offered->has("SASL"));
    default:
      return offered == nullptr ? insisted : offers_sasl(*offered, about.name);
  }
}

bool shows_no_password(const mechanism_info& about) {
  constexpr std::string_view hashing[] = {"CRAM-MD5", "DIGEST-MD5", "NTLM"};
  return std::ranges::find(hashing, about.name) != std::end(hashing);
}

/// Returns true if the mechanism can send the user name and password. SASL mechanisms define the encoding of their
/// octets; USER, PASS and APOP accept UTF-8 only if the server announces it (RFC 6856 section 2.2).
bool can_carry(const mechanism_info& about, const credentials& who, const capabilities* offered) {
  if (about.method == login_method::sasl || (text::is_ascii(who.user) && text::is_ascii(who.password))) return true;
  return offered != nullptr && offered->utf8_credentials();
}

bool usable(const mechanism_info& about, const credentials& who, const login_circumstances& circumstances,
            bool insisted) {
  if (!insisted && !can_carry(about, who, circumstances.offered)) return false;
  if (about.binds_channel && !circumstances.channel_binding) return false;
  if (!who.authorization_id.empty() && !about.carries_other_name) return false;
  return is_offered(about, circumstances, insisted);
}

login_plan plan_freely(const credentials& who, const login_circumstances& circumstances) {
  login_plan plan;
  for (const mechanism_info& each : mechanism_table()) {
    const bool wanted = suits(each, who) && chosen_unasked(each, who, circumstances);
    if (wanted && usable(each, who, circumstances, false)) plan.push_back(&each);
  }
  if (circumstances.secured) return plan;
  const auto shown = [](const mechanism_info* each) {
    return each->name == "PLAIN" || each->name == "LOGIN" || each->name == "USER";
  };
  const auto first_shown = std::ranges::find_if(plan, shown);
  std::stable_partition(first_shown, plan.end(), [](const mechanism_info* each) { return shows_no_password(*each); });
  return plan;
}

outcome<> check_completeness(const credentials& who, bool client_certificate) {
  if (who.mechanism.empty()) {
    const bool certified = client_certificate && who.password.empty();
    const bool enough = has_password(who) || certified || (has_token(who) && !who.user.empty());
    return enough ? outcome<>() : errc::credentials_missing;
  }
  const mechanism_info* const only = find_mechanism(who.mechanism);
  // An unknown mechanism is reported later, as unavailable.
  if (only == nullptr || suits(*only, who)) return {};
  return errc::credentials_missing;
}

}  // namespace

outcome<> check_credentials(const credentials& who, bool client_certificate) {
  for (const std::string* field : {&who.user, &who.password, &who.mechanism, &who.authorization_id, &who.token}) {
    if (text::breaks_line(*field)) return errc::line_break_in_argument;
  }
  if (std::ranges::any_of(who.token, text::is_control)) return errc::invalid_option;
  return check_completeness(who, client_certificate);
}

outcome<login_plan> plan_login(const credentials& who, const login_circumstances& circumstances) {
  const outcome<> complete = check_credentials(who, circumstances.client_certificate);
  if (!complete) return complete.error();
  if (!circumstances.secured && !circumstances.plaintext_allowed) return errc::plaintext_refused;
  login_plan plan;
  if (who.mechanism.empty()) {
    plan = plan_freely(who, circumstances);
  } else {
    const mechanism_info* const only = find_mechanism(who.mechanism);
    if (only != nullptr && usable(*only, who, circumstances, true)) plan.push_back(only);
  }
  if (plan.empty()) return errc::mechanism_unavailable;
  std::erase_if(plan, [&](const mechanism_info* each) { return !circumstances.supported(*each); });
  if (plan.empty()) return errc::mechanism_not_supported;
  return plan;
}

bool leaves_at_once(const mechanism_info& about, bool may_send_ahead) noexcept {
  return may_send_ahead && about.method == login_method::user_pass;
}

}  // namespace pop3kit::engine
