#include "lua/sections.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr key<cut> cut_keys[] = {
    {{"after", takes::size, "", "How many octets of the body are still sent, as they stand on the wire."},
     [](const value& from, cut& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"close", takes::close, "\"orderly\"", "How the connection then ends."},
     [](const value& from, cut& into, reading& /*context*/) { into.close = as_close_kind(from); }},
};

constexpr key<rule> rule_keys[] = {
    {{"on", takes::verb, "any command", "The command that the rule concerns, or \"greeting\"."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.on = as_verb(from); }},
    {{"argument", takes::line, "any", "The whole argument, as the client sends it."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.argument = as_line(from); }},
    {{"user", takes::line, "any", "Who is logged in, or is logging in."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.user = as_line(from); }},
    {{"connection", takes::ordinals, "any", "Which connections: every accepted one counts, from 1, TLS or not."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.connection = as_ordinals(from); }},
    {{"nth", takes::ordinals, "any", "Which occurrences of the command on its connection, from 1."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.nth = as_ordinals(from); }},
    {{"pipelined", takes::flag, "either",
      "Whether more has arrived behind the command already, as from a client that does not wait for the reply."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.pipelined = as_flag(from); }},
    {{"times", takes::number, "no end", "How often the rule fires, over all connections, before it is spent."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.times = as_number(from, 1); }},
    {{"reply", takes::line, "the real server's",
      "A line in place of the whole response, usually a status line; `ok` and `err` make such lines. The command is "
      "not "
      "carried out."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.reply = as_line(from); }},
    {{"raw", takes::texts, "the real server's",
      "Octets in place of the whole response, line ends and all; the command is not carried out. In a list the first "
      "item stands in place of the response, and each further one answers one more line of the client's, whatever it "
      "says."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.raw = as_texts(from); }},
    {{"delay", takes::duration, "\"0s\"", "A wait before anything else; other sessions go on."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.delay = as_duration(from); }},
    {{"fault", takes::fault, "none", "A named protocol fault."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.fault = as_fault(from); }},
    {{"cut", takes::table, "none", "A place in the body where the connection ends."},
     [](const value& from, rule& into, reading& context) {
       read_table(from, "cut", cut_keys, into.what.cut.emplace(), context);
     }},
    {{"close", takes::close, "not",
      "Ends the connection after the response; in place of it where no other key says what to "
      "send."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.close = as_close_kind(from); }},
};

struct network_table {
  network_condition condition;
  net::link_conditions link;
  bool to_client = true;
  bool to_server = true;
};

void read_direction(const value& from, network_table& into, reading& /*context*/) {
  constexpr std::string_view names[] = {"both", "to_client", "to_server"};
  const auto& name = as_text(from);
  if (std::ranges::find(names, name) == std::end(names)) {
    throw problem{from.line, "unknown direction '" + name + "'" + did_you_mean(name, names)};
  }
  into.to_client = name != "to_server";
  into.to_server = name != "to_client";
}

constexpr key<network_table> network_keys[] = {
    {{"connection", takes::ordinals, "any", "Which connections, from 1."},
     [](const value& from, network_table& into, reading& /*context*/) {
       into.condition.who.connection = as_ordinals(from);
     }},
    {{"direction", takes::text, "\"both\"",
      "\"both\", \"to_client\" or \"to_server\": which way the octets go that suffer."},
     &read_direction},
    {{"latency", takes::duration, "\"0s\"", "Every octet arrives so much later; a round trip takes twice as long."},
     [](const value& from, network_table& into, reading& /*context*/) { into.link.latency = as_duration(from); }},
    {{"jitter", takes::duration, "\"0s\"", "The latency varies by so much either way, evenly; the order is kept."},
     [](const value& from, network_table& into, reading& /*context*/) { into.link.jitter = as_duration(from); }},
    {{"bandwidth", takes::rate, "no limit", "How fast octets pass, in each direction."},
     [](const value& from, network_table& into, reading& /*context*/) { into.link.octets_per_second = as_rate(from); }},
    {{"slice", takes::number, "no limit", "At most so many octets arrive in one piece."},
     [](const value& from, network_table& into, reading& /*context*/) {
       into.link.slice = static_cast<std::size_t>(as_number(from, 1));
     }},
};

/// The items of a list of tables; what has a name in it is a mistake.
const std::vector<value>& list_of_tables(const value& from, std::string_view what) {
  const auto& table = as_table(from);
  if (!table.named.empty()) {
    throw problem{table.named.front().key_line, "expected a list: each " + std::string{what} + " in braces of its own"};
  }
  return table.items;
}

}  // namespace

void read_rules(const value& from, scenario::description& into, reading& context) {
  for (const auto& item : list_of_tables(from, "rule")) {
    rule& made = into.rules.emplace_back();
    made.where = place(context.file, item.line);
    read_table(item, "a rule", rule_keys, made, context);
    if (made.what.reply && !made.what.raw.empty()) {
      context.problems.emplace_back(item.line, "a rule has either 'reply' or 'raw'");
    }
  }
}

void read_network(const value& from, scenario::description& into, reading& context) {
  for (const auto& item : list_of_tables(from, "network condition")) {
    network_table table;
    table.condition.where = place(context.file, item.line);
    read_table(item, "a network condition", network_keys, table, context);
    if (table.to_client) table.condition.plan.outgoing = table.link;
    if (table.to_server) table.condition.plan.incoming = table.link;
    into.network.push_back(std::move(table.condition));
  }
}

section rule_section() {
  return make_section(
      "A rule",
      "Says who, when and what. For each command the first rule that matches is followed, and what it leaves "
      "open is left to the real server. A key that is not given matches everything.",
      rule_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } } } },
  rules = {
    { on = "PASS", connection = 1, reply = err("SYS/TEMP", "try later") },
    { on = "LIST", times = 1, fault = "missing_terminator", close = "reset" },
    { on = "UIDL", user = "alice", delay = "200ms" },
  },
})");
}

section cut_section() {
  return make_section("`cut`", "Breaks a multi-line response off in the middle of its body.", cut_keys,
                      R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } } } },
  rules = {
    { on = "RETR", connection = "2..", nth = 3, cut = { after = "4 KiB", close = "reset" } },
  },
})");
}

section network_section() {
  return make_section(
      "A network condition",
      "What the octets of a connection suffer on their way. The first condition that matches holds for the whole "
      "of the connection.",
      network_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
  network = {
    { connection = 1, latency = "20ms", jitter = "5ms" },
    { connection = "2..", bandwidth = "64 KiB/s", slice = 7, direction = "to_client" },
  },
})");
}

}  // namespace pop3kit::serving::lua
