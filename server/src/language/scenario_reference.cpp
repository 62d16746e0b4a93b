#include "language/scenario_reference.hpp"

#include "language/quirks.hpp"
#include "language/schema.hpp"
#include "mailbox/message_shape.hpp"
#include "response/fault_table.hpp"

namespace pop3kit::serving {
namespace {

using lua::takes;

struct kind_info {
  takes kind;
  std::string_view name;
  std::string_view anchor;  ///< its text in a table of keys
  std::string_view meaning;
};

constexpr kind_info kinds[] = {
    {takes::text, "text", "text", "A string of any octets."},
    {takes::texts, "text or list", "text or list", "A text, or a list of texts."},
    {takes::line, "line", "line", "A string without line ends or NUL."},
    {takes::lines, "lines", "line or list", "A line, or a list of lines."},
    {takes::flag, "flag", "flag", "`true` or `false`."},
    {takes::number, "number", "number", "A whole number."},
    {takes::numbers, "numbers", "number or range", "A whole number, or a range of them: `\"10..100\"`."},
    {takes::days, "days", "days", "A whole number, or `\"never\"`."},
    {takes::size, "size", "size",
     "Octets: a number, or a string such as `\"4 KiB\"`, `\"10 MB\"`, `\"1.5 MiB\"`, `\"512 B\"`. kB, MB, GB and TB "
     "are powers "
     "of 1000; KiB, MiB, GiB and TiB powers of 1024."},
    {takes::sizes, "sizes", "size or range", "A size, or a range of them: `\"3 KiB..2 MiB\"`."},
    {takes::rate, "rate", "rate",
     "Octets a second: a number, or a string such as `\"64 KiB/s\"`, `\"1 MB/s\"`, `\"8 Mbit/s\"`."},
    {takes::duration, "duration", "duration",
     "A string with a unit: `\"5us\"`, `\"200ms\"`, `\"2s\"`, `\"1.5m\"`, `\"1h\"`. 0 may be a number."},
    {takes::wait, "wait", "duration or range",
     "A duration, or a range such as `\"100ms..300ms\"`, from which each wait is drawn evenly."},
    {takes::window, "time range", "time range",
     "`\"2s..5s\"`, `\"2s..\"` or `\"..5s\"`: from the first moment on, until before the second."},
    {takes::chance, "probability", "probability", "A number from 0 to 1."},
    {takes::ordinals, "ordinals", "ordinals",
     "A number from 1, or a range: `\"2..\"`, `\"..4\"`, `\"1..5\"`, both ends included."},
    {takes::verbs, "verbs", "verbs",
     "One or more commands of POP3, in upper or lower case, with a bar between them: `\"AUTH\\|USER\"`. "
     "`\"greeting\"` is the moment before the first command."},
    {takes::faults, "faults", "fault or list",
     "The name of a protocol fault, or a list of names. They are listed in [faults and quirks](faults.md)."},
    {takes::close, "way to close", "way to close",
     "`\"orderly\"` (FIN, and close_notify under TLS), `\"reset\"` (RST) or `\"half\"` (the server's "
     "direction is closed, the client's stays open)."},
    {takes::place, "place", "place", "The name of a place in a response, see `cut`."},
    {takes::choice, "choice", "one of", "One of the words in the column \"meaning\"."},
    {takes::table, "table", "table", "A table with keys of its own."},
    {takes::list, "list", "list", "A list of tables, each in its own braces."},
    {takes::mailbox, "mailbox", "mailbox", "A list of mailbox items, or one of them."},
    {takes::shapes, "shapes", "shape or list",
     "The name of a shape, a list of names, or weights by name: `{ plain = 9, dots = 1 }`."},
    {takes::functions, "hooks", "hooks", "Functions by verb or event, see [hooks](hooks.md)."},
    {takes::pattern, "pattern", "pattern",
     "One or more commands with a bar between them, and an argument if it matters: `\"AUTH\\|USER\"`, "
     "`\"DELE 3\"`. A word such as `$n` matches any one word, and must match the same word wherever the "
     "name occurs in the expectation: `\"RETR $n\"`. `\"connect\"` (with `plain` or `tls`), `\"login\"` "
     "(with the user's name) and `\"disconnect\"` (with `quit`, or another reason as in the journal) are "
     "events. The argument applies to all the commands. A bar cannot separate arguments: `\"DELE 1\\|DELE "
     "2\"` is refused; write two expectations."},
};

const kind_info& info(takes kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

constexpr std::string_view introduction = R"(# Scenarios

<!-- Generated from the tables that scenario files are checked against: `serving::scenario_reference()`. Do not edit. -->

A scenario describes a server: who can log in, which messages they find, and how the server misbehaves. It is a Lua 5.4 file that
ends with `return scenario { ... }`. Before that, it may have ordinary Lua: variables, loops, functions. Everything that a scenario leaves
out follows the RFCs.

The whole file is checked before a port is opened. An unknown key, verb, fault or unit, or a value of the wrong type, is refused with file
and line, and with the most similar valid name. `pop3kit check` reports all mistakes at once, one on each line. Paths are relative to the
scenario file.

Scripts can use `assert`, `error`, `ipairs`, `pairs` (in the order of the keys), `pcall`, `select`, `tonumber`, `tostring`, `type`, and the
libraries `math`, `string`, `table` and `utf8`. They have no files, processes, metatables, coroutines or clock. While the file is read,
`math.random` depends on the `seed` of the scenario; in hooks, it depends on the seed in force and the number of the connection. A script
that exceeds a limit ends with an error:

| limit | while the file is read | in a hook, between two waits |
|---|---|---|
| Lua instructions | 100 million | 20 million |
| processor time | 30 s | 5 s |
| memory | 256 MiB | 256 MiB, for all hooks of the server |
| the longest string | 64 MiB | 64 MiB |
| variable arguments of one function | 250 | 250 |

Library functions count as instructions by their work: reading 8 octets, allocating or freeing 64 octets, or a quarter of a table element
is one instruction. While a string of 4 KiB or more exists, each instruction counts as several, because it may compare that string.
`eml`, `mbox` and `maildir` read regular files only, no pipes or devices.

)";

constexpr std::string_view rule_introduction = R"(# Rules

<!-- Generated from the tables that scenario files are checked against: `serving::rule_reference()`. Do not edit. -->

This page describes the deviations that a [scenario](scenarios.md) can ask for: `rules` change the protocol, `network` changes how octets
travel, and `tls` changes the handshake. The column "takes" names a [kind of value](scenarios.md#values). Rules can also be added, replaced
and removed while the server runs: see [the control room](control.md).

)";

constexpr std::string_view fault_introduction = R"(# Faults and quirks

<!-- Generated from the tables that scenario files are checked against: `serving::fault_reference()`. Do not edit. -->

The key `fault` of a [rule](rules.md) takes one of these names, or a list of them.

)";

constexpr std::string_view closing = R"(## More

[Rules](rules.md) describe deviations, with the [names of faults, quirks and certificates](faults.md). [Hooks](hooks.md) describes functions.
)";

constexpr std::string_view hooks_text = R"(# Hooks

<!-- Generated from the code: `serving::hook_reference()`. Do not edit. -->

A hook is a Lua function for a verb. The server calls it with the session and the command before it carries out the command, and the hook
decides what happens. A hook runs as a coroutine: while it sleeps, only its own session waits. All sessions of a server share the
variables of the scenario file; another server has its own.

If a hook raises an error, runs for too long between two waits, or runs out of memory, the verdict is a failure and the journal has a
traceback. The client then receives `-ERR [SYS/TEMP]`, and the server goes on. Hooks have the [limits](scenarios.md) of all scripts.

| in a hook | meaning |
|---|---|
| `sleep "200ms"` | wait |
| `hold "name"`, `release "name"` | wait at a gate; open it for all sessions. It stays open. Rules and actors use the same gates |
| `session:send "line"` | sends a line at once, before any response |
| `session:raw "octets"` | sends octets at once, unchanged |
| `session:read()`, `session:read "2s"` | waits for the client's next line, at most for the time given, and returns it; nil if no line came |
| `session:answer()` | the server answers the command now, and the hook goes on afterwards. It may then send something or close the connection, but not return a reply: that makes the verdict a failure, and the reply is not sent |
| `return ok("text")` | the response is `+OK text` |
| `return err("text")`, `return err("SYS/TEMP", "text")` | the response is `-ERR text`, or `-ERR [SYS/TEMP] text` |
| `return "any line"` | the response is this line |
| `return session:default()`, or nothing | the server answers as if there were no hook |
| `return session:close()`, `session:close("reset")` | ends the connection without a response, with FIN or RST |
| `session.connection` | the connection's number, from 1 |
| `session.user` | who is logged in; nil before login |
| `session.secured` | whether the connection uses TLS |
| `session.state` | a table in which the hooks of this connection can keep values. Use variables of the file for values that all sessions share |
| `command.verb`, `command.argument` | the verb in upper case; the argument as sent, "" if there is none |
| `command.number` | the first argument if it is a number |

There are also hooks for events. An event has no response, so such a hook returns nothing, or `session:close()`, which drops everything that
was not sent yet. A `chunk` hook may also return octets that are sent in place of the piece. A `chunk` hook that has sent something must not
return octets, because they would replace what it sent: that makes the verdict a failure, and the piece is sent unchanged.

| event | when |
|---|---|
| `greeting` | before the greeting, which the hook may replace like any response |
| `connect` | a connection was accepted; nothing was sent yet, not even by TLS |
| `login` | a login has succeeded; `session.user` is known. The reply to the login is sent after everything that the hook sends |
| `chunk` | before each piece of a multi-line response is sent; `command.argument` is the piece, and the first piece begins with the status line. A piece has at most 64 KiB of a message, plus the dots of byte-stuffing, which can add a third; a piece of a listing may be a line longer. The lines of `CAPA`, and the list in a rule's `reply`, are one piece. What the hook sends comes after the piece |
| `disconnect` | the session is over and the maildrop is unlocked, but the connection is not closed yet. Not called if the server was stopped during the session |

```lua
local failures = 0

return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
  hooks = {
    PASS = function(session, command)
      failures = failures + 1
      if failures <= 2 then return err("SYS/TEMP", "try later") end
      return session:default()
    end,
    RETR = function(session, command)
      sleep "200ms"
      if command.number == 7 then return session:close("reset") end
    end,
    STAT = function(session)
      session:answer()
      session:send "+OK and a reply to a command that was never sent"
    end,
    NOOP = function(session)
      session:send "+ who is there?"
      return ok("hello, " .. (session:read "2s" or "nobody"))
    end,
    login = function(session)
      session.state.since = session.connection
      if session.connection == 2 then release "second" else hold "second" end
    end,
    chunk = function(session, piece)
      sleep(#piece.argument // 1024 .. "ms")
      return (piece.argument:gsub("teh", "the"))
    end,
  },
}
```
)";

void append_keys(std::string& out, const lua::section& about) {
  out.append("| key | takes | default | meaning |\n|---|---|---|---|\n");
  for (const auto& key : about.keys) {
    out.append("| `").append(key.name).append("` | ").append(info(key.kind).anchor).append(" | ");
    const bool literal = key.initial.starts_with('"') || key.initial == "true" || key.initial == "false";
    if (key.initial.empty()) {
      out.append("*required*");
    } else if (literal) {
      out.append("`").append(key.initial).append("`");
    } else {
      out.append(key.initial);
    }
    out.append(" | ").append(key.summary).append(" |\n");
  }
}

void append_section(std::string& out, const lua::section& about) {
  out.append("## ").append(about.title).append("\n\n").append(about.summary).append("\n\n");
  append_keys(out, about);
  out.append("\n```lua\n").append(about.example).append("\n```\n\n");
}

void append_kinds(std::string& out) {
  out.append("## Values\n\n| kind | written |\n|---|---|\n");
  for (const auto& kind : kinds) out.append("| ").append(kind.name).append(" | ").append(kind.meaning).append(" |\n");
  out.append("\n");
}

void append_shapes(std::string& out) {
  out.append("| shape of generated messages | what they are like |\n|---|---|\n");
  for (const auto& each : shape_table()) {
    out.append("| `").append(each.name).append("` | ").append(each.meaning).append(" |\n");
  }
  out.append("\n");
}

void append_items(std::string& out) {
  out.append("## Mailbox items\n\n| item | messages |\n|---|---|\n");
  for (const auto& each : lua::constructor_table()) {
    if (!each.is_mailbox_item) continue;
    out.append("| `").append(each.name).append(each.takes_table ? " { ... }` | " : " \"...\"` | ");
    out.append(each.summary).append(" |\n");
  }
  out.append(
      "\nThe unique-id of a message is computed from its position in the mailbox and its content, so it is "
      "the same at every start. The date, Message-ID and MIME boundaries of made messages follow from the "
      "seed.\n\n");
  append_shapes(out);
}

void append_certificates(std::string& out) {
  out.append("## Certificates\n\n| certificate | what it is |\n|---|---|\n");
  for (const auto& each : certificate_table) {
    out.append("| `").append(each.name).append("` | ").append(each.meaning).append(" |\n");
  }
  out.append("\n");
}

}  // namespace

namespace {

std::vector<lua::section> sections_about_the_server() {
  return {lua::scenario_section(),   lua::account_section(),  lua::message_section(),
          lua::attachment_section(), lua::generate_section(), lua::listen_section(),
          lua::extension_section(),  lua::actor_section(),    lua::count_section()};
}

std::vector<lua::section> sections_about_rules() {
  return {lua::rule_section(),       lua::cut_section(), lua::stall_section(),        lua::network_section(),
          lua::link_stall_section(), lua::tls_section(), lua::handshake_cut_section()};
}

}  // namespace

std::vector<lua::section> scenario_sections() {
  std::vector<lua::section> all = sections_about_the_server();
  for (auto& each : sections_about_rules()) all.push_back(std::move(each));
  return all;
}

std::string hook_reference() {
  return std::string{hooks_text};
}

std::string fault_reference() {
  std::string out{fault_introduction};
  out.append("| fault | what the client meets |\n|---|---|\n");
  for (const auto& fault : fault_table()) {
    out.append("| `").append(fault.name).append("` | ").append(fault.meaning).append(" |\n");
  }
  out.append(
      "\n## Quirks\n\n`quirk \"name\"` in the list of rules stands for several rules, at this place in the "
      "list, and for network conditions. Rules before it are considered first.\n\n| quirk | what the "
      "server is like |\n|---|---|\n");
  for (const auto& each : lua::quirk_table()) {
    out.append("| `").append(each.name).append("` | ").append(each.meaning).append(" |\n");
  }
  out.append(R"(
```lua
return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
  rules = {
    { on = "RETR", nth = 3, delay = "2s" },
    quirk "no_uidl",
    quirk "far_away",
  },
}
```

)");
  append_certificates(out);
  out.pop_back();
  return out;
}

std::string scenario_reference() {
  std::string out{introduction};
  for (const auto& about : sections_about_the_server()) {
    append_section(out, about);
    if (about.title == lua::account_section().title) append_items(out);
  }
  append_kinds(out);
  return out.append(closing);
}

std::string rule_reference() {
  std::string out{rule_introduction};
  for (const auto& about : sections_about_rules()) append_section(out, about);
  out.pop_back();
  return out;
}

}  // namespace pop3kit::serving
