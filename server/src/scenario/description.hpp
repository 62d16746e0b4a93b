#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <pop3kit/scenario.hpp>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/fault/fault_stream.hpp"
#include "net/time/clock.hpp"
#include "scenario/conditions.hpp"
#include "scenario/expectation.hpp"
#include "scenario/mailbox_source.hpp"
#include "scenario/rule.hpp"
#include "wire/verb.hpp"

/// What a scenario file says, as plain data. The loader makes it, sessions act on it, and it never changes.
namespace pop3kit::serving {

/// The value of `expire` if messages are never removed (RFC 2449 section 6.7).
inline constexpr std::uint64_t never_expires = UINT64_MAX;

struct account {
  std::string name;
  std::string password;
  std::shared_ptr<const mailbox_source> mailbox;
  bool lock = true;                          ///< the exclusive lock of RFC 1939
  std::vector<std::string> tokens;           ///< OAuth 2.0 access tokens
  std::vector<std::string> principals;       ///< Kerberos names that may log in; empty: the account's name in any realm
  bool external = false;                     ///< EXTERNAL needs no certificate
  bool anonymous = false;                    ///< ANONYMOUS logs in to this account
  std::string language;                      ///< the language that "LANG *" selects; empty: the first
  std::optional<net::duration> login_delay;  ///< overrides the delay in extension_options
  std::optional<std::uint64_t> expire;
};

struct listen_options {
  bool plain = true;
  bool starttls = true;
  bool tls = true;
  bool require_tls = false;                            ///< USER, PASS, APOP and AUTH are refused on a plain connection
  std::optional<std::vector<std::string>> mechanisms;  ///< upper case, including USER and APOP; unset: see login_offer
  std::string client_ca_pem;                           ///< authorities whose client certificates EXTERNAL accepts
};

/// A language that LANG supports (RFC 6856 section 3.2).
struct spoken_language {
  spoken_language(std::string language_tag, std::string own_name)
      : tag(std::move(language_tag)), name(std::move(own_name)) {}
  std::string tag;
  std::string name;
};

/// Extensions of RFC 1939, which are off by default.
struct extension_options {
  extension_options() = default;
  bool utf8 = false;                       ///< UTF8 (RFC 6856 section 2)
  bool last = false;                       ///< LAST (RFC 1460), which RFC 1939 removed
  std::vector<spoken_language> languages;  ///< LANG; empty: not offered
  net::duration login_delay{};             ///< the least time between two logins of an account; zero: none
  std::uint64_t expire = never_expires;    ///< days that CAPA announces; the server does not remove anything
};

class hook_factory;  // hooks.hpp

}  // namespace pop3kit::serving

struct pop3kit::scenario::description {
  std::string title;
  std::string about;    ///< what the server does, and which mistakes of clients it reveals
  std::string seen;     ///< which real servers do this
  std::string outcome;  ///< how this library's client reacts: "tolerated" or "refused with NAME", and details
  std::uint64_t seed = 1;
  std::map<std::string, serving::account> accounts;
  serving::listen_options listen;
  std::optional<net::duration> autologout;  ///< overrides the value in service_options
  serving::extension_options extensions;
  std::vector<serving::rule> rules;
  std::vector<serving::network_condition> network;
  std::vector<serving::tls_condition> tls;
  std::vector<serving::actor> actors;
  std::vector<serving::expectation> expectations;
  std::shared_ptr<const serving::hook_factory> hooks;  ///< null: no hooks
};
