#include "language/quirks.hpp"

#include <algorithm>
#include <array>

#include "language/schema.hpp"
#include "lua/evaluate.hpp"
#include "scenario/nearest.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr auto quirks = std::to_array<quirk>({
    {"rfc1081", "A server of 1988: no CAPA, UIDL, TOP, AUTH, APOP or STLS, but LAST.",
     R"(return scenario { extensions = { last = true }, rules = {
  { on = "CAPA|UIDL|TOP|AUTH|APOP|STLS|UTF8|LANG", reply = "-ERR unknown command" },
} })"},
    {"no_capa", "CAPA is unknown.",
     R"(return scenario { rules = { { on = "CAPA", reply = "-ERR unknown command" } } })"},
    {"no_uidl", "UIDL is unknown, and not announced.", R"(return scenario { rules = {
  { on = "UIDL", reply = "-ERR unknown command" },
  { on = "CAPA", without = "UIDL" },
} })"},
    {"no_top", "TOP is unknown, and not announced.", R"(return scenario { rules = {
  { on = "TOP", reply = "-ERR unknown command" },
  { on = "CAPA", without = "TOP" },
} })"},
    {"shy_uidl", "UIDL and TOP work, but CAPA announces them only after the login.", R"(return scenario { rules = {
  { on = "CAPA", state = "authorization", without = { "UIDL", "TOP" } },
} })"},
    {"no_pipelining", "PIPELINING is not announced.",
     R"(return scenario { rules = { { on = "CAPA", without = "PIPELINING" } } })"},
    {"fetch_once",
     "Messages that were retrieved are gone from the next session on, deleted or not, as with Gmail's POP3.",
     R"(return scenario { rules = { { on = "RETR", consume = true } } })"},
    {"forgetful", "The server gives other unique-ids on every connection.",
     R"(return scenario { rules = { { on = "UIDL", fault = "changing_unique_ids" } } })"},
    {"old_unix", "An old Unix server: every line ends with a bare LF.",
     R"(return scenario { rules = {
  { fault = "bare_lf" },
  { on = "greeting", fault = "bare_lf" },
} })"},
    {"maillennium", "There are several spaces between the fields of listings, as with Comcast's Maillennium.",
     R"(return scenario { rules = { { on = "LIST|UIDL", fault = "wide_listing" } } })"},
    {"impatient", "A connection ends after 60 seconds, even in the middle of a response.",
     R"(return scenario { rules = {}, network = { { lifetime = "60s" } } })"},
    {"seldom", "A second login within a minute of the start is refused with [LOGIN-DELAY], and CAPA announces that.",
     R"(return scenario { rules = {
  { on = "CAPA", with = "LOGIN-DELAY 60" },
  { on = "PASS|AUTH|APOP", nth = "2..", per = "account", time = "..60s",
    last_reply = err("LOGIN-DELAY", "minimum time between logins not reached") },
} })"},
    {"busy", "About half of the logins, chosen at random, are refused with a temporary failure.",
     R"(return scenario { rules = {
  { on = "PASS|AUTH|APOP", probability = 0.5, last_reply = err("SYS/TEMP", "server busy, try later") },
} })"},
    {"far_away", "A round trip of 160 ms with a long tail, over a link of 1 Mbit/s.",
     R"(return scenario { rules = {}, network = {
  { latency = "80ms", jitter = "10ms", law = "lognormal", bandwidth = "1 Mbit/s" },
} })"},
    {"stingy", "The client receives 512 octets a second, 16 at a time.",
     R"(return scenario { rules = {}, network = { { bandwidth = "512 B/s", slice = 16, direction = "to_client" } } })"},
});

constexpr auto names = [] {
  std::array<std::string_view, quirks.size()> result;
  for (std::size_t i = 0; i < quirks.size(); ++i) result[i] = quirks[i].name;
  return result;
}();

}  // namespace

std::span<const quirk> quirk_table() noexcept {
  return quirks;
}

void read_quirk(const value& from, scenario::description& into, reading& context) {
  const auto& name = as_text(*std::get<constructed_value>(from.held).argument);
  const auto* const found = std::ranges::find(quirks, name, &quirk::name);
  if (found == quirks.end()) throw problem{from.at, "unknown quirk '" + name + "'" + did_you_mean(name, names)};

  const script bundle{"quirk", std::string{found->script}};
  scenario::description made;
  std::vector<std::string> hooked;
  const std::size_t sites_before = context.sites.size();
  read_scenario(evaluate(bundle), made, hooked, context);
  for (std::size_t index = sites_before; index < context.sites.size(); ++index) {
    context.sites[index] = rule_site();
    context.sites[index].path = context.path;
    context.sites[index].at = from.at;
    context.sites[index].from_quirk = true;
  }
  into.extensions.last = into.extensions.last || made.extensions.last;
  for (rule& each : made.rules) {
    each.name = name;
    each.where = source_line(context.file, from.at.line);
    into.rules.push_back(std::move(each));
  }
  for (network_condition& each : made.network) {
    each.where = source_line(context.file, from.at.line);
    into.network.push_back(std::move(each));
  }
}

}  // namespace pop3kit::serving::lua
