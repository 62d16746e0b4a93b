#include "language/quirks.hpp"
#include "language/scenario_checks.hpp"
#include "language/schema.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr std::string_view state_names[] = {"authorization", "transaction"};
constexpr std::string_view scope_names[] = {"connection", "account", "scenario"};

response_place as_place(const value& from) {
  return static_cast<response_place>(as_choice(from, "place", place_names()));
}

constexpr key<cut> cut_keys[] = {
    {{"after", takes::size, "0", "How many octets of the body are sent first, counted on the wire."},
     [](const value& from, cut& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"at", takes::place, "\"octet\"", "The name of a place: the first such place at or after `after`. Not \"end\"."},
     [](const value& from, cut& into, reading& /*context*/) { into.at = as_place(from); }},
    {{"close", takes::close, "\"orderly\"", "How the connection ends."},
     [](const value& from, cut& into, reading& /*context*/) { into.close = as_close_kind(from); }},
};

constexpr key<stall> stall_keys[] = {
    {{"after", takes::size, "0", "How many octets of the body are sent first, counted on the wire."},
     [](const value& from, stall& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"at", takes::place, "\"octet\"", "The name of a place: the first such place at or after `after`."},
     [](const value& from, stall& into, reading& /*context*/) { into.at = as_place(from); }},
    {{"lasting", takes::duration, "for ever", "How long nothing is sent. Then the rest follows."},
     [](const value& from, stall& into, reading& /*context*/) { into.lasting = as_duration(from); }},
};

void read_reply(const value& from, rule& into, reading& /*context*/) {
  std::vector<std::string> lines = as_lines(from);
  if (lines.empty()) refuse(from, "a status line, or a list that begins with one");
  const bool whole = std::holds_alternative<std::string>(from.held);
  into.what.reply = std::move(lines.front());
  lines.erase(lines.begin());
  if (!whole) into.what.body = std::move(lines);
}

void read_change(const value& from, rule& into, reading& context) {
  into.what.network = read_link_plan(from, context);
}

constexpr key<rule> rule_keys[] = {
    {{"name", takes::line, "none",
      "A name for the rule. The verdict uses it if the rule never fired. Several rules may have the same name."},
     [](const value& from, rule& into, reading& /*context*/) { into.name = as_line(from); }},
    // which commands and connections
    {{"on", takes::verbs, "any command",
      "The command or commands that the rule concerns, or \"greeting\". Write `verb \"XTND\"` for a "
      "command that no RFC defines."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.on = as_alternatives(from, true); }},
    {{"argument", takes::line, "any", "The whole argument, as the client sends it."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.argument = as_line(from); }},
    {{"message", takes::ordinals, "any", "The message numbers: the first argument of LIST, UIDL, RETR, TOP and DELE."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.message = as_ordinals(from); }},
    {{"user", takes::line, "any",
      "The user who is logged in, or whom USER or APOP names. During AUTH, the user is unknown until AUTH "
      "has succeeded."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.user = as_line(from); }},
    {{"connection", takes::ordinals, "any",
      "The numbers of the connections. All accepted connections are counted from 1, with or without TLS."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.connection = as_ordinals(from); }},
    {{"state", takes::choice, "any",
      "\"authorization\" or \"transaction\": the state of the session (RFC 1939 section 3)."},
     [](const value& from, rule& into, reading& /*context*/) {
       const bool first = as_choice(from, "state", state_names) == 0;
       into.who.state = first ? wire::session_states::authorization : wire::session_states::transaction;
     }},
    {{"secured", takes::flag, "either", "Whether the connection uses TLS."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.tls = as_flag(from); }},
    {{"time", takes::window, "any", "The time since the start of the server."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.time = as_window(from); }},
    {{"age", takes::window, "any", "The time since the beginning of the connection."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.age = as_window(from); }},
    {{"nth", takes::ordinals, "any",
      "Which occurrences, from 1. A command is counted if it matches all keys except `nth`, `times` and "
      "`probability`, even if the server then follows another rule: `message = 7, nth = 2` means the "
      "second command about message 7."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.nth = as_ordinals(from); }},
    {{"pipelined", takes::flag, "either",
      "Whether more input has arrived after the command already, because the client did not wait for the "
      "reply."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.pipelined = as_flag(from); }},
    {{"times", takes::number, "no end", "How often the rule can fire."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.times = as_number(from, 1); }},
    {{"when", takes::line, "always", "Only if this mark has been made."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.when = as_line(from); }},
    {{"unless", takes::line, "never", "Only if this mark has not been made."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.unless = as_line(from); }},
    {{"per", takes::choice, "`times`: scenario; `nth` and marks: connection",
      "\"connection\", \"account\" or \"scenario\": `nth` and `times` are counted, and marks are kept, "
      "separately for each of these."},
     [](const value& from, rule& into, reading& /*context*/) {
       into.who.per = static_cast<counting_scope>(as_choice(from, "scope", scope_names));
     }},
    {{"probability", takes::chance, "1",
      "The probability that the rule fires if everything else matches. Chance follows from the seed."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.probability = as_chance(from); }},
    // actions
    {{"reply", takes::lines, "the server's own",
      "A line that replaces the whole response, usually a status line; `ok` and `err` make such lines. A "
      "list makes a multi-line response: the status line, then the lines of its body. The command is not "
      "carried out."},
     &read_reply},
    {{"raw", takes::texts, "the server's own",
      "Octets that replace the whole response, line ends included. The command is not carried out. In a "
      "list, the first item replaces the response, and each further item answers the next line of the "
      "client, whatever that line says."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.raw = as_texts(from); }},
    {{"last_reply", takes::line, "the server's own",
      "A line that replaces the status line at the end of an AUTH exchange. The challenges before it are "
      "ordinary, and the client is not logged in. If the client cancels the exchange, or sends text that "
      "is not base64, the server answers as usual. For other commands, this key is the same as `reply`."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.last_reply = as_line(from); }},
    {{"ahead", takes::text, "none", "Octets before the response."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.ahead = as_text(from); }},
    {{"behind", takes::text, "none", "Octets after the response."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.behind = as_text(from); }},
    {{"delay", takes::wait, "none",
      "A wait before anything else happens. Other sessions go on; the maildrop stays locked until the wait is over, "
      "even if the client has left (see `lock`)."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.delay = as_wait(from); }},
    {{"hold", takes::line, "none", "Waits at the gate with this name until `release` opens it."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.hold = as_gate(from); }},
    {{"release", takes::line, "none", "Opens the gate with this name. It stays open for all sessions."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.release = as_gate(from); }},
    {{"fault", takes::faults, "none", "A named protocol fault, or a list of them."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.faults = as_faults(from); }},
    {{"with", takes::lines, "none", "Lines that CAPA lists in addition to its own."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.with = as_lines(from); }},
    {{"without", takes::lines, "none", "Capabilities that CAPA does not list. What they announce still works."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.without = as_lines(from); }},
    {{"cut", takes::table, "none", "A place in the response where the connection ends."},
     [](const value& from, rule& into, reading& context) {
       read_table(from, "cut", cut_keys, into.what.cut.emplace(), context);
     }},
    {{"stall", takes::table, "none", "A place in the response where the server stops for a while, or for ever."},
     [](const value& from, rule& into, reading& context) {
       read_table(from, "stall", stall_keys, into.what.stall.emplace(), context);
     }},
    {{"close", takes::close, "none",
      "Ends the connection after the response. If no other key says what to send, there is no response."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.close = as_close_kind(from); }},
    {{"mark", takes::line, "none", "Makes a mark, for `when` and `unless`."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.mark = as_line(from); }},
    {{"unmark", takes::line, "none", "Removes a mark."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.unmark = as_line(from); }},
    {{"network", takes::table, "as it is", "How the connection behaves from this response on."}, &read_change},
    {{"deliver", takes::mailbox, "nothing",
      "Mail that arrives in the maildrop of the user (see `user`) or of the only account. Sessions that "
      "log in later see it. If there are several accounts and the user is unknown, nothing is delivered."},
     [](const value& from, rule& into, reading& context) {
       into.what.deliver = read_mailbox(from, "delivered", context);
     }},
    {{"remove", takes::ordinals, "nothing",
      "Messages that disappear, as if another client had removed them, by their position in the maildrop. "
      "Current sessions still see them."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.remove = as_ordinals(from); }},
    {{"consume", takes::flag, "false",
      "The message that the command asks for is removed when the session ends, with or without QUIT."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.consume = as_flag(from); }},
};

void read_rule(const value& from, scenario::description& into, reading& context) {
  rule& made = into.rules.emplace_back();
  made.where = source_line(context.file, from.at.line);
  rule_site& site = context.sites.emplace_back();
  site.path = context.path;
  site.at = from.at;
  const std::size_t problems_before = context.problems.size();
  read_table(from, "a rule", rule_keys, made, context);
  for (const table_entry& each : as_table(from).named) site.keys.emplace(each.key, each.key_at);
  const int replies = (made.what.reply ? 1 : 0) + (made.what.raw.empty() ? 0 : 1) + (made.what.last_reply ? 1 : 0);
  if (replies > 1) context.report(from.at, "a rule has one of 'reply', 'raw' and 'last_reply'");
  if (context.problems.size() == problems_before) check_rule(made, from, into, context);
}

}  // namespace

void read_rules(const value& from, scenario::description& into, reading& context) {
  const auto read_item = [&](const value& item) {
    const auto* made = std::get_if<constructed_value>(&item.held);
    if (made != nullptr && made->which == constructor::quirk) {
      read_quirk(item, into, context);
    } else {
      read_rule(item, into, context);
    }
  };
  const std::vector<value>& items = list_of_tables(from, "rule");
  for (std::size_t index = 0; index < items.size(); ++index) {
    const path_step item(context, index + 1);
    attempt("rules", context, [&] { read_item(items[index]); });
  }
}

section rule_section() {
  return make_section(
      "A rule",
      "A rule says whom it concerns, when it applies, and what it changes. For each command, the server "
      "follows the first rule that matches. Everything that this rule does not mention follows the RFCs. A "
      "rule that does not touch the response (its keys are `mark`, `unmark`, `release`, `network`, "
      "`deliver`, `remove` or `consume`) takes effect, and the server then also considers the rules after "
      "it. A key that is left out matches everything. A rule that can never match is refused. So is an "
      "action that is impossible for all commands of `on`: a cut in the body of a response without a body, "
      "a mark that no rule sets, or capabilities of a command other than CAPA. A rule whose action is "
      "possible for one of the commands is accepted. An action that depends on the response, such as a cut "
      "or a fault, is written into the journal and counts as fired only if it happens.",
      rule_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } } } },
  rules = {
    { on = "PASS|AUTH", times = 2, last_reply = err("SYS/TEMP", "try later") },    -- the third login succeeds
    { on = "LIST", times = 1, fault = "missing_terminator", close = "reset" },
    { on = "CAPA", state = "authorization", reply = { "+OK", "USER", "STLS" } },
    { on = "RETR", message = "10..", probability = 0.1, close = "reset" },
    { on = "DELE", mark = "deleting" },
    { on = "QUIT", when = "deleting", reply = "-ERR some deleted messages not removed" },
    { on = "UIDL", user = "alice", delay = "100ms..300ms" },
  },
})");
}

section cut_section() {
  return make_section(
      "`cut`",
      "Ends the connection in the middle of a response. `at` names a place: \"octet\" (after `after` "
      "octets of the body), \"line_end\" (between CR and LF of a line of the body), \"terminator\" (before "
      "the terminator), \"dot\" (after the terminator's dot), \"terminator_cr\" (between its CR and LF), "
      "\"status\" (in the middle of the status line), \"status_cr\" (between its CR and LF), and, for "
      "`stall` only, \"end\" (after the response). A response without a body has only the places of the "
      "status line and \"end\"; a cut after 0 octets then ends the connection after the status line.",
      cut_keys,
      R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } } } },
  rules = {
    { on = "RETR", connection = "2..", nth = 3, cut = { after = "4 KiB", close = "reset" } },
    { on = "LIST", cut = { at = "terminator" } },
    { on = "RETR", message = 7, cut = { after = "4 KiB", at = "line_end" } },
  },
})");
}

section stall_section() {
  return make_section("`stall`",
                      "Stops in the middle of a response, for a while or for ever. The places are those of `cut`.",
                      stall_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } } } },
  rules = {
    { on = "RETR", nth = 2, stall = { after = "4 KiB", lasting = "2s" } },
    { on = "TOP", stall = { at = "dot" } },
    { on = "QUIT", stall = { at = "end", lasting = "500ms" } },
  },
})");
}

}  // namespace pop3kit::serving::lua
