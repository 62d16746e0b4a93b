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

/// Rules as a scenario describes them: when a rule applies, and what it does.
namespace pop3kit::serving {

/// The time from one moment to another. The owner defines when time 0 is.
struct time_window {
  net::duration from{};
  net::duration until = net::duration::max();
};

/// The scope in which something is counted or remembered.
enum class counting_scope : std::uint8_t { connection, account, scenario };

/// Which commands and connections a rule or a condition applies to. An empty field matches everything.
struct selector {
  selector() = default;
  std::optional<std::string> on;         ///< verbs separated by "|", "GREETING", or any keyword; upper case
  std::optional<std::string> argument;   ///< the whole argument, as sent
  std::optional<ordinal_range> message;  ///< the first argument, if it is a number
  std::optional<std::string> user;
  std::optional<ordinal_range> connection;
  std::optional<wire::session_states> state;
  std::optional<bool> tls;
  std::optional<bool> pipelined;      ///< whether more input has arrived after the command
  std::optional<time_window> time;    ///< since the server began
  std::optional<time_window> age;     ///< since the connection was accepted
  std::optional<std::string> when;    ///< a mark that must be set
  std::optional<std::string> unless;  ///< a mark that must not be set
  std::optional<ordinal_range> nth;   ///< the nth occurrence of `on`
  std::uint64_t times = UINT64_MAX;   ///< how often the rule may fire
  std::optional<counting_scope> per;  ///< of nth, times and marks; unset: scenario for times, connection for the others
  double probability = 1;
};

/// A named place in a response.
enum class response_place : std::uint8_t {
  octet,          ///< after this many octets of the body
  line_end,       ///< between CR and LF of a line of the body
  terminator,     ///< before the terminator
  dot,            ///< after the terminator's dot
  terminator_cr,  ///< between CR and LF of the terminator
  status,         ///< in the middle of the status line
  status_cr,      ///< between CR and LF of the status line
  end,            ///< after the whole response
};

/// As scenarios write it: "line_end".
[[nodiscard]] std::span<const std::string_view> place_names() noexcept;

/// Where a connection is cut: at the first place of this kind after `after` octets of the body on the wire, or more.
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

/// A wait of fixed length, or of a random length between two bounds.
struct wait_range {
  net::duration least{};
  net::duration most{};
};

/// What a scenario writes into one response. The real server does everything that is unset.
struct scripted_response {
  scripted_response() = default;
  std::optional<std::string> reply;              ///< a status line without its line end, in place of the whole response
  std::optional<std::vector<std::string>> body;  ///< lines after `reply`; the terminator is added
  std::string ahead;                             ///< octets before the response
  std::string behind;                            ///< octets after it
  std::vector<std::string> with;                 ///< lines that are added to CAPA
  std::vector<std::string> without;              ///< capabilities that are removed from CAPA
  std::optional<std::string> last_reply;         ///< replaces the status line that ends an exchange of AUTH
  std::optional<pop3kit::serving::cut> cut;
  std::optional<pop3kit::serving::stall> stall;
  std::optional<net::close_kind> close;  ///< after the response, or in place of it if there is no reply
};

/// What a rule does: what it writes into the response, and its other actions.
struct action : scripted_response {
  action() = default;
  /// Octets in place of the whole response. Each further item answers one more line of the client.
  std::vector<std::string> raw;
  wait_range delay;                               ///< before all else
  std::optional<std::string> hold;                ///< waits until this gate is open
  std::optional<std::string> release;             ///< opens this gate
  std::vector<std::string> faults;                ///< named protocol faults
  std::optional<std::string> mark;                ///< sets this mark
  std::optional<std::string> unmark;              ///< removes this mark
  std::optional<net::fault_plan> network;         ///< how the connection behaves from now on
  std::shared_ptr<const mailbox_source> deliver;  ///< added to the maildrop
  std::optional<ordinal_range> remove;            ///< removed from the maildrop, by message number
  bool consume = false;                           ///< removes the requested message when the session ends

  /// Returns true if the response differs from the real server's.
  [[nodiscard]] bool shapes_response() const noexcept {
    return reply || !raw.empty() || !ahead.empty() || !behind.empty() || delay.most > net::duration::zero() || hold ||
           !faults.empty() || !with.empty() || !without.empty() || last_reply || cut || stall || close;
  }
  /// Returns true if the rule acts outside the response. If it does nothing else, later rules are asked as well.
  [[nodiscard]] bool acts_aside() const noexcept {
    return mark || unmark || release || network || deliver || remove || consume;
  }
};

struct rule {
  rule() = default;
  std::string name;  ///< for verdicts and for people; empty: none. Several rules may have the same one.
  selector who;
  action what;
  source_line where;
};

}  // namespace pop3kit::serving
