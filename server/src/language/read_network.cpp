#include "language/schema.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr std::string_view direction_names[] = {"both", "to_client", "to_server"};
constexpr std::string_view law_names[] = {"constant", "uniform", "normal", "lognormal", "pareto"};

/// The keys of a table about a link. The direction may come after the other keys, so it is applied at the end.
struct link_table {
  link_table() = default;
  net::link_conditions link;
  bool to_client = true;
  bool to_server = true;

  [[nodiscard]] net::fault_plan plan() const {
    net::fault_plan made;
    if (to_client) made.outgoing = link;
    if (to_server) made.incoming = link;
    return made;
  }
};

struct network_table : link_table {
  network_table() = default;
  network_condition condition;
};

void read_direction(const value& from, link_table& into) {
  const auto way = as_choice(from, "direction", direction_names);
  into.to_client = way != 2;
  into.to_server = way != 1;
}

constexpr key<net::link_conditions> stall_keys[] = {
    {{"after", takes::size, "0", "How many octets pass before the pause."},
     [](const value& from, net::link_conditions& into, reading& /*context*/) { into.stall_after = as_size(from); }},
    {{"lasting", takes::duration, "", "How long the pause lasts."},
     [](const value& from, net::link_conditions& into, reading& /*context*/) { into.stall = as_duration(from); }},
};

// First the keys that can also change during a session: those of a rule's `network`.
template <class T>
constexpr key<T> direction_key{{"direction", takes::choice, "\"both\"",
                                "\"both\", \"to_client\" or \"to_server\": the direction that is affected."},
                               [](const value& from, T& into, reading& /*context*/) { read_direction(from, into); }};
template <class T>
constexpr key<T> latency_key{
    {"latency", takes::duration, "\"0s\"", "How much later every octet arrives. A round trip takes twice as long."},
    [](const value& from, T& into, reading& /*context*/) { into.link.latency = as_duration(from); }};
template <class T>
constexpr key<T> jitter_key{
    {"jitter", takes::duration, "\"0s\"",
     "How much the latency varies; `law` says how. The order of the octets is kept."},
    [](const value& from, T& into, reading& /*context*/) { into.link.jitter = as_duration(from); }};
template <class T>
constexpr key<T> law_key{
    {"law", takes::choice, "\"uniform\"",
     "How the latency varies: \"constant\" (the jitter is always added), \"uniform\" (evenly, from "
     "latency minus jitter to latency plus jitter; if the latency is smaller than the jitter, evenly from "
     "0 to twice the jitter), \"normal\" (the jitter is the standard deviation; the sum is never below "
     "0), \"lognormal\" (less than the jitter is added in half of the cases, and sometimes many times as "
     "much) or \"pareto\" (mostly a little is added, rarely very much)."},
    [](const value& from, T& into, reading& /*context*/) {
      into.link.law = static_cast<net::jitter_law>(as_choice(from, "law", law_names));
    }};
template <class T>
constexpr key<T> bandwidth_key{
    {"bandwidth", takes::rate, "no limit", "How fast octets travel in each direction; more than 0."},
    [](const value& from, T& into, reading& /*context*/) {
      into.link.octets_per_second = as_rate(from);
      if (into.link.octets_per_second == 0) refuse(from, "a rate above 0; without `bandwidth` there is no limit");
    }};
template <class T>
constexpr key<T> slice_key{
    {"slice", takes::number, "no limit",
     "The greatest number of octets that are sent in one piece. With `bandwidth`, each piece is sent when "
     "its last octet has passed. Without it, the pieces follow each other at once, and TCP may join "
     "pieces that the client has not read yet."},
    [](const value& from, T& into, reading& /*context*/) {
      into.link.slice = static_cast<std::size_t>(as_number(from, 1));
    }};
template <class T>
constexpr key<T> stall_key{
    {"stall", takes::table, "none",
     "One pause: `{ after = \"4 KiB\", lasting = \"2s\" }`. `after` counts octets that have passed."},
    [](const value& from, T& into, reading& context) { read_table(from, "a pause", stall_keys, into.link, context); }};

constexpr key<link_table> change_keys[] = {direction_key<link_table>, latency_key<link_table>,   jitter_key<link_table>,
                                           law_key<link_table>,       bandwidth_key<link_table>, slice_key<link_table>,
                                           stall_key<link_table>};

constexpr key<network_table> network_keys[] = {
    {{"connection", takes::ordinals, "any", "The numbers of the connections, from 1."},
     [](const value& from, network_table& into, reading& /*context*/) {
       into.condition.who.connection = as_ordinals(from);
     }},
    {{"secured", takes::flag, "either", "Whether the connection begins with TLS."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.who.tls = as_flag(from); }},
    {{"time", takes::window, "any", "When the connection begins, counted from the start of the server."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.who.time = as_window(from); }},
    {{"times", takes::number, "no end", "The greatest number of connections."},
     [](const value& from, network_table& into, reading& /*context*/) {
       into.condition.who.times = as_number(from, 1);
     }},
    {{"probability", takes::chance, "1",
      "The probability that the condition holds if everything else matches. Chance follows from the seed."},
     [](const value& from, network_table& into, reading& /*context*/) {
       into.condition.who.probability = as_chance(from);
     }},
    direction_key<network_table>,
    latency_key<network_table>,
    jitter_key<network_table>,
    law_key<network_table>,
    bandwidth_key<network_table>,
    slice_key<network_table>,
    stall_key<network_table>,
    {{"refuse", takes::flag, "false", "The connection is reset as soon as it has been accepted."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.refuse = as_flag(from); }},
    {{"limit", takes::size, "none",
      "How many octets go to the client before the connection is cut, the octets of TLS included. With 0, "
      "the client receives nothing."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.limit = as_size(from); }},
    {{"lifetime", takes::duration, "no end",
      "How long the connection lives before it is cut, even in the middle of a response."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.lifetime = as_duration(from); }},
    {{"close", takes::close, "\"orderly\"", "How `limit` and `lifetime` end it."},
     [](const value& from, network_table& into, reading& /*context*/) { into.condition.close = as_close_kind(from); }},
};

}  // namespace

net::fault_plan read_link_plan(const value& from, reading& context) {
  link_table table;
  read_table(from, "network", change_keys, table, context);
  return table.plan();
}

void read_network(const value& from, scenario::description& into, reading& context) {
  const auto read_item = [&](const value& item) {
    network_table table;
    table.condition.where = source_line(context.file, item.at.line);
    read_table(item, "a network condition", network_keys, table, context);
    table.condition.plan = table.plan();
    into.network.push_back(std::move(table.condition));
  };
  const std::vector<value>& items = list_of_tables(from, "network condition");
  for (std::size_t index = 0; index < items.size(); ++index) {
    const path_step item(context, index + 1);
    attempt("network", context, [&] { read_item(items[index]); });
  }
}

section network_section() {
  return make_section(
      "A network condition",
      "Describes how octets travel over a connection. All conditions that match a connection are combined, "
      "for its whole life: latencies add up, and for every other key the last condition counts. The "
      "`network` key of a rule takes the keys from `direction` to `stall`, and replaces the conditions "
      "that were in force.",
      network_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
  rules = { { on = "RETR", nth = 2, network = { bandwidth = "8 KiB/s" } } },
  network = {
    { latency = "20ms", jitter = "5ms", law = "normal" },
    { connection = "2..", bandwidth = "64 KiB/s", slice = 7, direction = "to_client" },
    { connection = 3, stall = { after = "1 KiB", lasting = "2s" }, direction = "to_client" },
    { connection = 4, limit = "10 KiB", close = "reset" },
    { connection = 5, lifetime = "60s" },
    { connection = 6, refuse = true },
  },
})");
}

section link_stall_section() {
  return make_section("`stall` of a network condition", "One pause in each direction that is affected.", stall_keys,
                      R"(return scenario {
  network = { { direction = "to_client", stall = { after = "100 B", lasting = "1s" } } },
})");
}

}  // namespace pop3kit::serving::lua
