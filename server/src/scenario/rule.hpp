#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/fault/fault_stream.hpp"
#include "net/time/clock.hpp"
#include "scenario/mailbox_source.hpp"
#include "scenario/ordinal_range.hpp"
#include "scenario/source_line.hpp"
#include "wire/verb.hpp"

/// Rules as a scenario says them: when one applies, and what it does.
namespace pop3kit::serving {

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

}  // namespace pop3kit::serving
