#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <pop3kit/scenario.hpp>
#include <string>
#include <variant>
#include <vector>

#include "expectation/expectation.hpp"
#include "mailbox_source.hpp"
#include "net/clock.hpp"
#include "net/fault_stream.hpp"
#include "ordinal_range.hpp"
#include "place.hpp"
#include "tls_plan.hpp"
#include "wire/verb.hpp"

/// What a scenario file says, as plain data: made by the Lua room, acted on by sessions, changed by nobody.
namespace pop3kit::serving {

struct account {
  std::string name;
  std::string password;
  std::shared_ptr<const mailbox_source> mailbox;
  bool lock = true;                 ///< RFC 1939's exclusive lock
  std::vector<std::string> tokens;  ///< OAuth 2.0 access tokens
  bool external = false;            ///< EXTERNAL without a certificate
  bool anonymous = false;           ///< ANONYMOUS opens it
};

/// Whom a rule or a network condition concerns. An empty field matches everything.
struct selector {
  std::optional<std::string> on;        ///< a verb, "greeting", or any keyword; upper case
  std::optional<std::string> argument;  ///< the whole argument, as sent
  std::optional<std::string> user;
  std::optional<ordinal_range> connection;
  std::optional<ordinal_range> nth;  ///< the nth occurrence of `on` on the connection
  std::optional<bool> pipelined;     ///< whether more input has arrived behind the command
  std::uint64_t times = UINT64_MAX;  ///< how often the rule may fire, over all connections
};

/// Where a connection is cut: after so many octets of the body, on the wire.
struct cut {
  std::uint64_t after = 0;
  net::close_kind close = net::close_kind::orderly;
};

/// What a rule does; what is unset is left to the real server.
struct action {
  std::optional<std::string> reply;  ///< a status line without its line end, in place of the whole response
  /// Octets in place of the whole response; each further item answers one more line of the client's.
  std::vector<std::string> raw;
  net::duration delay{};             ///< before anything else
  std::optional<std::string> fault;  ///< a named protocol fault
  std::optional<pop3kit::serving::cut> cut;
  std::optional<net::close_kind> close;  ///< after the response; in place of it where there is no reply
};

struct rule {
  selector who;
  action what;
  place where;
};

struct network_condition {
  selector who;
  net::fault_plan plan;
  place where;
};

struct tls_condition {
  selector who;
  tls_plan plan;
  place where;
};

struct listen_options {
  bool plain = true;
  bool starttls = true;
  bool tls = true;
  bool require_tls = false;                            ///< USER, PASS, APOP and AUTH are refused on a plain connection
  std::optional<std::vector<std::string>> mechanisms;  ///< upper case, USER and APOP among them; unset: see login_offer
  std::string client_ca_pem;                           ///< whose client certificates are good for EXTERNAL
};

class hook_factory;  // hooks.hpp

}  // namespace pop3kit::serving

struct pop3kit::scenario::description {
  std::string title;
  std::uint64_t seed = 1;
  std::map<std::string, serving::account> accounts;
  serving::listen_options listen;
  std::vector<serving::rule> rules;
  std::vector<serving::network_condition> network;
  std::vector<serving::tls_condition> tls;
  std::vector<serving::expectation> expectations;
  std::shared_ptr<const serving::hook_factory> hooks;  ///< null: none
};
