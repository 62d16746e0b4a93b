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
#include "scenario/expectation.hpp"
#include "scenario/mailbox_source.hpp"
#include "scenario/ordinal_range.hpp"
#include "scenario/source_line.hpp"
#include "scenario/tls_plan.hpp"
#include "wire/verb.hpp"

/// What a scenario file says, as plain data: made by the Lua room, acted on by sessions, changed by nobody.
namespace pop3kit::serving {

/// Days after which nothing is removed (RFC 2449 section 6.7).
inline constexpr std::uint64_t never_expires = UINT64_MAX;

struct account {
  std::string name;
  std::string password;
  std::shared_ptr<const mailbox_source> mailbox;
  bool lock = true;                          ///< RFC 1939's exclusive lock
  std::vector<std::string> tokens;           ///< OAuth 2.0 access tokens
  std::vector<std::string> principals;       ///< whose tickets open it; empty: those of its own name, in any realm
  bool external = false;                     ///< EXTERNAL without a certificate
  bool anonymous = false;                    ///< ANONYMOUS opens it
  std::string language;                      ///< what "LANG *" chooses; empty: the first
  std::optional<net::duration> login_delay;  ///< in place of the server's, see extension_options
  std::optional<std::uint64_t> expire;
};

/// From one moment to another, both from a beginning that its owner tells.
struct time_window {
  net::duration from{};
  net::duration until = net::duration::max();
};

/// Where something is counted or remembered.
enum class counting_scope : std::uint8_t { connection, account, scenario };

/// Whom a rule or a network condition concerns. An empty field matches everything.
struct selector {
  selector() = default;
  std::optional<std::string> on;         ///< verbs split by "|", "GREETING", or any keyword; upper case
  std::optional<std::string> argument;   ///< the whole argument, as sent
  std::optional<ordinal_range> message;  ///< the first argument, where it is a number
  std::optional<std::string> user;
  std::optional<ordinal_range> connection;
  std::optional<wire::session_states> state;
  std::optional<bool> tls;
  std::optional<bool> pipelined;      ///< whether more input has arrived behind the command
  std::optional<time_window> time;    ///< since the server began
  std::optional<time_window> age;     ///< since the connection came
  std::optional<std::string> when;    ///< a mark that must have been made
  std::optional<std::string> unless;  ///< a mark that must not have been made
  std::optional<ordinal_range> nth;   ///< the nth occurrence of `on`
  std::uint64_t times = UINT64_MAX;   ///< how often the rule may fire
  std::optional<counting_scope> per;  ///< of nth, times and marks; unset: times in the scenario, the rest by connection
  double probability = 1;
};

/// A named place in a response.
enum class response_place : std::uint8_t {
  octet,          ///< behind so many octets of the body
  line_end,       ///< between CR and LF of a line of the body
  terminator,     ///< in front of the terminator
  dot,            ///< behind the terminator's dot
  terminator_cr,  ///< between CR and LF of the terminator
  status,         ///< in the middle of the status line
  status_cr,      ///< between CR and LF of the status line
  end,            ///< behind the whole response
};

/// As scenarios write it: "line_end".
[[nodiscard]] std::span<const std::string_view> place_names() noexcept;

/// Where a connection is cut. `after` counts octets of the body, on the wire; the place is the first at or behind it.
struct cut {
  std::uint64_t after = 0;
  net::close_kind close = net::close_kind::orderly;
  response_place at = response_place::octet;
};

/// Where a response waits, and for how long.
struct stall {
  std::uint64_t after = 0;
  response_place at = response_place::octet;
  net::duration lasting = net::duration::max();
};

/// A wait: so long, or anything between two bounds.
struct wait_range {
  net::duration least{};
  net::duration most{};
};

/// What a scenario writes into one response. What is unset is left to the real server.
struct scripted_response {
  scripted_response() = default;
  std::optional<std::string> reply;              ///< a status line without its line end, in place of the whole response
  std::optional<std::vector<std::string>> body;  ///< what follows `reply`, line by line, with the terminator after it
  std::string ahead;                             ///< octets before the response
  std::string behind;                            ///< octets after it
  std::vector<std::string> with;                 ///< lines that CAPA has more
  std::vector<std::string> without;              ///< capabilities that CAPA keeps to itself
  std::optional<std::string> last_reply;         ///< a status line in place of the one that ends an exchange of AUTH
  std::optional<pop3kit::serving::cut> cut;
  std::optional<pop3kit::serving::stall> stall;
  std::optional<net::close_kind> close;  ///< after the response; in place of it if there is no reply
};

/// What a rule does: what it writes into the response, and what else.
struct action : scripted_response {
  action() = default;
  /// Octets in place of the whole response; each further item answers one more line of the client's.
  std::vector<std::string> raw;
  wait_range delay;                               ///< before anything else
  std::optional<std::string> hold;                ///< waits until this gate is open
  std::optional<std::string> release;             ///< opens this gate
  std::vector<std::string> faults;                ///< named protocol faults
  std::optional<std::string> mark;                ///< is made
  std::optional<std::string> unmark;              ///< is taken away
  std::optional<net::fault_plan> network;         ///< how the connection behaves from now on
  std::shared_ptr<const mailbox_source> deliver;  ///< arrives in the maildrop
  std::optional<ordinal_range> remove;            ///< leaves the maildrop, by place in it
  bool consume = false;                           ///< the message asked for leaves with the session

  /// Whether the response is anything but the real server's.
  [[nodiscard]] bool shapes_response() const noexcept {
    return reply || !raw.empty() || !ahead.empty() || !behind.empty() || delay.most > net::duration::zero() || hold ||
           !faults.empty() || !with.empty() || !without.empty() || last_reply || cut || stall || close;
  }
  /// Whether something happens beside the response. A rule that does nothing else lets later ones have their say.
  [[nodiscard]] bool acts_aside() const noexcept {
    return mark || unmark || release || network || deliver || remove || consume;
  }
};

struct rule {
  selector who;
  action what;
  source_line where;
};

/// What a connection suffers on its way; several may hold for one.
struct network_condition {
  network_condition() = default;
  selector who;
  net::fault_plan plan;
  bool refuse = false;                    ///< reset as soon as it was accepted
  std::optional<std::uint64_t> limit;     ///< octets to the client before it is cut
  std::optional<net::duration> lifetime;  ///< before it is cut
  net::close_kind close = net::close_kind::orderly;
  source_line where;
};

/// Somebody else who has a hand in a maildrop, at a time since the server began.
struct actor {
  actor() = default;
  net::duration at{};
  net::duration every{};  ///< zero: once
  std::string account;
  std::shared_ptr<const mailbox_source> deliver;
  std::optional<ordinal_range> remove;
  std::optional<std::string> release;
  source_line where;
};

struct tls_condition {
  selector who;
  tls_plan plan;
  source_line where;
};

struct listen_options {
  bool plain = true;
  bool starttls = true;
  bool tls = true;
  bool require_tls = false;                            ///< USER, PASS, APOP and AUTH are refused on a plain connection
  std::optional<std::vector<std::string>> mechanisms;  ///< upper case, USER and APOP among them; unset: see login_offer
  std::string client_ca_pem;                           ///< whose client certificates are good for EXTERNAL
};

/// A language that LANG knows (RFC 6856 section 3.2).
struct spoken_language {
  spoken_language(std::string language_tag, std::string own_name)
      : tag(std::move(language_tag)), name(std::move(own_name)) {}
  std::string tag;
  std::string name;
};

/// What goes beyond RFC 1939 and is off unless asked for.
struct extension_options {
  extension_options() = default;
  bool utf8 = false;                       ///< UTF8 (RFC 6856 section 2)
  bool last = false;                       ///< LAST (RFC 1460), which RFC 1939 dropped
  std::vector<spoken_language> languages;  ///< LANG; empty: not offered
  net::duration login_delay{};             ///< the least time between two logins of an account; zero: none
  std::uint64_t expire = never_expires;    ///< days that CAPA tells; nothing is removed for it
};

class hook_factory;  // hooks.hpp

}  // namespace pop3kit::serving

struct pop3kit::scenario::description {
  std::string title;
  std::string about;    ///< what the server does, and which mistakes of clients that shows
  std::string seen;     ///< which real servers do it
  std::string outcome;  ///< what this library's client does: "tolerated" or "refused with NAME", and details
  std::uint64_t seed = 1;
  std::map<std::string, serving::account> accounts;
  serving::listen_options listen;
  std::optional<net::duration> autologout;  ///< in place of the server's, see service_options
  serving::extension_options extensions;
  std::vector<serving::rule> rules;
  std::vector<serving::network_condition> network;
  std::vector<serving::tls_condition> tls;
  std::vector<serving::actor> actors;
  std::vector<serving::expectation> expectations;
  std::shared_ptr<const serving::hook_factory> hooks;  ///< null: none
};
