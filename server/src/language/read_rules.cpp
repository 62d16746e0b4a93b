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
    {{"after", takes::size, "0", "How many octets of the body are still sent, as they stand on the wire."},
     [](const value& from, cut& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"at", takes::place, "\"octet\"", "A named place, the first at or behind `after`; not \"end\"."},
     [](const value& from, cut& into, reading& /*context*/) { into.at = as_place(from); }},
    {{"close", takes::close, "\"orderly\"", "How the connection then ends."},
     [](const value& from, cut& into, reading& /*context*/) { into.close = as_close_kind(from); }},
};

constexpr key<stall> stall_keys[] = {
    {{"after", takes::size, "0", "How many octets of the body are sent before, as they stand on the wire."},
     [](const value& from, stall& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"at", takes::place, "\"octet\"", "A named place, the first at or behind `after`."},
     [](const value& from, stall& into, reading& /*context*/) { into.at = as_place(from); }},
    {{"lasting", takes::duration, "for ever", "How long nothing comes. The rest follows then."},
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
    // who and when
    {{"on", takes::verbs, "any command",
      "The command that the rule concerns, or several, or \"greeting\"; `verb \"XTND\"` for one that no RFC knows."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.on = as_alternatives(from, true); }},
    {{"argument", takes::line, "any", "The whole argument, as the client sends it."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.argument = as_line(from); }},
    {{"message", takes::ordinals, "any",
      "Which message numbers: the first argument of LIST, UIDL, RETR, TOP and DELE."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.message = as_ordinals(from); }},
    {{"user", takes::line, "any",
      "Who is logged in, or is logging in: whom USER or APOP names. AUTH does not tell before it has succeeded."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.user = as_line(from); }},
    {{"connection", takes::ordinals, "any", "Which connections: every accepted one counts, from 1, TLS or not."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.connection = as_ordinals(from); }},
    {{"state", takes::choice, "any",
      "\"authorization\" or \"transaction\": the state of the session (RFC 1939 section 3)."},
     [](const value& from, rule& into, reading& /*context*/) {
       const bool first = as_choice(from, "state", state_names) == 0;
       into.who.state = first ? wire::session_states::authorization : wire::session_states::transaction;
     }},
    {{"secured", takes::flag, "either", "Whether TLS is on."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.tls = as_flag(from); }},
    {{"time", takes::window, "any", "When, counted from the start of the server."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.time = as_window(from); }},
    {{"age", takes::window, "any", "When, counted from the beginning of the connection."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.age = as_window(from); }},
    {{"nth", takes::ordinals, "any",
      "Which occurrences, from 1. Counted are those that all keys match but `nth`, `times` and `probability`, "
      "whichever "
      "rule is followed then: `message = 7, nth = 2` means the second command about message 7."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.nth = as_ordinals(from); }},
    {{"pipelined", takes::flag, "either",
      "Whether more has arrived behind the command already, as from a client that does not wait for the reply."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.pipelined = as_flag(from); }},
    {{"times", takes::number, "no end", "How often the rule fires before it is spent."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.times = as_number(from, 1); }},
    {{"when", takes::line, "always", "Only where this mark was made."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.when = as_line(from); }},
    {{"unless", takes::line, "never", "Only where this mark was not made."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.unless = as_line(from); }},
    {{"per", takes::choice, "`times` in the scenario, `nth` and marks by connection",
      "\"connection\", \"account\" or \"scenario\": where `nth` and `times` are counted and marks are kept."},
     [](const value& from, rule& into, reading& /*context*/) {
       into.who.per = static_cast<counting_scope>(as_choice(from, "scope", scope_names));
     }},
    {{"probability", takes::chance, "1", "How likely the rule fires where all else fits; the lot comes from the seed."},
     [](const value& from, rule& into, reading& /*context*/) { into.who.probability = as_chance(from); }},
    // what
    {{"reply", takes::lines, "the real server's",
      "A line in place of the whole response, usually a status line; `ok` and `err` make such lines. A list is a "
      "multi-line response: the status line, then the lines of its body. The command is not carried out."},
     &read_reply},
    {{"raw", takes::texts, "the real server's",
      "Octets in place of the whole response, line ends and all; the command is not carried out. In a list the first "
      "item stands in place of the response, and each further one answers one more line of the client's, whatever it "
      "says."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.raw = as_texts(from); }},
    {{"last_reply", takes::line, "the real server's",
      "A line in place of the status line that ends an exchange of AUTH. The challenges before it are the real "
      "server's; "
      "nobody is logged in. If the client gives up the exchange, or what it sends is not base64, the real server "
      "answers. "
      "For other commands it is what `reply` is."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.last_reply = as_line(from); }},
    {{"ahead", takes::text, "none", "Octets in front of the response."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.ahead = as_text(from); }},
    {{"behind", takes::text, "none", "Octets behind the response."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.behind = as_text(from); }},
    {{"delay", takes::wait, "none", "A wait before anything else; other sessions go on."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.delay = as_wait(from); }},
    {{"hold", takes::line, "not", "Waits at the gate of this name until it was opened, by `release`."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.hold = as_gate(from); }},
    {{"release", takes::line, "not", "Opens the gate of this name. It stays open, for all sessions."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.release = as_gate(from); }},
    {{"fault", takes::faults, "none", "A named protocol fault, or a list of them."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.faults = as_faults(from); }},
    {{"with", takes::lines, "nothing more", "Lines that CAPA answers beside its own."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.with = as_lines(from); }},
    {{"without", takes::lines, "all of them", "Capabilities that CAPA leaves out. What they announce still works."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.without = as_lines(from); }},
    {{"cut", takes::table, "none", "A place in the response where the connection ends."},
     [](const value& from, rule& into, reading& context) {
       read_table(from, "cut", cut_keys, into.what.cut.emplace(), context);
     }},
    {{"stall", takes::table, "none", "A place in the response where it stops for a while, or for ever."},
     [](const value& from, rule& into, reading& context) {
       read_table(from, "stall", stall_keys, into.what.stall.emplace(), context);
     }},
    {{"close", takes::close, "not",
      "Ends the connection after the response; in place of it where no other key says what to send."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.close = as_close_kind(from); }},
    {{"mark", takes::line, "not", "Makes a mark, for `when` and `unless`."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.mark = as_line(from); }},
    {{"unmark", takes::line, "not", "Takes a mark away."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.unmark = as_line(from); }},
    {{"network", takes::table, "as it is", "How the connection behaves from the response on."}, &read_change},
    {{"deliver", takes::mailbox, "nothing",
      "Mail that arrives, for sessions that log in later: in the maildrop of the user, see `user`, or of the only "
      "account. If there are several and no user is known, nothing is delivered."},
     [](const value& from, rule& into, reading& context) {
       into.what.deliver = read_mailbox(from, "delivered", context);
     }},
    {{"remove", takes::ordinals, "nothing",
      "Messages that somebody else removes, by their place in the maildrop. Sessions under way still see them."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.remove = as_ordinals(from); }},
    {{"consume", takes::flag, "false",
      "The message that the command asks for is gone once the session has ended, however it ended."},
     [](const value& from, rule& into, reading& /*context*/) { into.what.consume = as_flag(from); }},
};

void read_rule(const value& from, scenario::description& into, reading& context) {
  rule& made = into.rules.emplace_back();
  made.where = source_line(context.file, from.line);
  const std::size_t problems_before = context.problems.size();
  read_table(from, "a rule", rule_keys, made, context);
  const int replies = (made.what.reply ? 1 : 0) + (made.what.raw.empty() ? 0 : 1) + (made.what.last_reply ? 1 : 0);
  if (replies > 1) context.problems.emplace_back(from.line, "a rule has one of 'reply', 'raw' and 'last_reply'");
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
  for (const auto& item : list_of_tables(from, "rule")) attempt("rules", context, [&] { read_item(item); });
}

section rule_section() {
  return make_section(
      "A rule",
      "Says who, when and what. For each command the first rule that matches is followed, and what it leaves "
      "open is left to the real server. A rule that only acts aside (`mark`, `unmark`, `release`, `network`, "
      "`deliver`, "
      "`remove`, `consume`) does so and lets the rules behind it have their say. A key that is not given matches "
      "everything. A rule that can never match is refused, and so is an action that can never happen with the commands "
      "of `on`: a cut in the body of a response without a body, a mark that no rule makes, capabilities of a command "
      "other than CAPA. A rule whose action may happen with one of them is taken; what depends on the response, such "
      "as "
      "a cut or a fault, stands in the journal and counts as fired only if it happens.",
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
  return make_section("`cut`",
                      "Breaks a response off. `at` names a place: \"octet\" (behind so many octets of the body), "
                      "\"line_end\" (between CR and LF of a line of the body), \"terminator\" (in front of it), "
                      "\"dot\" (behind the terminator's dot), \"terminator_cr\" (between its CR and LF), \"status\" "
                      "(in the middle of the status line), \"status_cr\" (between its CR and LF), and, for `stall`, "
                      "\"end\" (behind the response). Responses without a body have no places but those of the status "
                      "line and \"end\"; a cut after 0 octets ends the connection behind the status line then.",
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
                      "Stops a response in the middle, and goes on later or never. Places are those of `cut`.",
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
