#include <algorithm>

#include "language/scenario_checks.hpp"
#include "language/schema.hpp"

namespace pop3kit::serving::lua {
namespace {

struct count_table {
  count_expectation made;
  std::optional<command_pattern> command;
  std::optional<std::string> argument;
  std::optional<std::string> each;
  std::optional<std::uint64_t> exactly;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  std::optional<net::duration> idle;
  bool never = false;
};

constexpr key<count_table> count_keys[] = {
    {{"command", takes::pattern, "required, except with `idle_at_most`",
      "The command or commands that are counted. Write `verb \"XTND\"` for a command that no RFC defines."},
     [](const value& from, count_table& into, reading& /*context*/) { into.command = as_pattern(from); }},
    {{"argument", takes::line, "any",
      "The whole argument, as the client sends it. This is another way to write `\"DELE 3\"`."},
     [](const value& from, count_table& into, reading& /*context*/) { into.argument = as_line(from); }},
    {{"user", takes::line, "any", "The account that is logged in. Before login, no user is known."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.user = as_line(from); }},
    {{"connection", takes::ordinals, "any", "The numbers of the connections, from 1."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.connection = as_ordinals(from); }},
    {{"before", takes::pattern, "any time",
      "Counts only commands that come before this one on the same connection. `command` gives the `$` "
      "names their values."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.before = as_pattern(from); }},
    {{"after", takes::pattern, "any time", "Counts only commands that come after this one on the same connection."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.after = as_pattern(from); }},
    {{"each", takes::line, "all together",
      "Applies the bounds separately to each connection (`\"connection\"`), or to each word that a name "
      "such as `\"$n\"` has captured. A lower bound is not met before there is at least one."},
     [](const value& from, count_table& into, reading& /*context*/) { into.each = as_line(from); }},
    {{"exactly", takes::number, "not asked", "The exact number of times."},
     [](const value& from, count_table& into, reading& /*context*/) { into.exactly = as_number(from); }},
    {{"at_least", takes::number, "1 if no bound is given", "The least number of times."},
     [](const value& from, count_table& into, reading& /*context*/) { into.at_least = as_number(from); }},
    {{"at_most", takes::number, "no limit", "The greatest number of times."},
     [](const value& from, count_table& into, reading& /*context*/) { into.at_most = as_number(from); }},
    {{"never", takes::flag, "false", "It must not happen at all."},
     [](const value& from, count_table& into, reading& /*context*/) { into.never = as_flag(from); }},
    {{"idle_at_most", takes::duration, "no limit",
      "How long a client may leave a connection waiting for its next command. This key replaces `command`, "
      "and allows only `connection` beside it."},
     [](const value& from, count_table& into, reading& /*context*/) { into.idle = as_duration(from); }},
};

void set_bounds(count_table& table, position at) {
  const bool range = table.at_least || table.at_most;
  if ((table.exactly && (range || table.never)) || (table.never && range)) {
    throw problem{at, "exactly, never, and at_least with at_most exclude each other"};
  }
  auto& bounds = table.made.bounds;
  bounds.at_least = table.exactly.value_or(table.at_least.value_or(range || table.never ? 0 : 1));
  bounds.at_most = table.exactly.value_or(table.never ? 0 : table.at_most.value_or(UINT64_MAX));
  if (bounds.at_least > bounds.at_most) throw problem{at, "at_least is more than at_most"};
}

void set_scope(count_table& table, position at) {
  if (!table.each) return;
  if (*table.each == "connection") {
    table.made.scope = count_scope::each_connection;
    return;
  }
  const auto names = table.made.command.captures();
  if (std::ranges::find(names, *table.each) == names.end()) {
    throw problem{at, "each: '" + *table.each + "' is neither \"connection\" nor captured by the command"};
  }
  table.made.scope = count_scope::each_capture;
  table.made.capture = *table.each;
}

void set_time(const count_table& table, position at) {
  if (table.made.before && table.made.after) throw problem{at, "before and after exclude each other"};
  const auto& other = table.made.before ? table.made.before : table.made.after;
  if (!other) return;
  const auto names = table.made.command.captures();
  for (const auto& name : other->captures()) {
    if (std::ranges::find(names, name) == names.end()) {
      throw problem{at, "'" + name + "' is not captured by the command, so nothing would be compared with it"};
    }
  }
}

void read_idle(const count_table& table, const table_value& from, scenario::description& into, reading& context) {
  for (const auto& entry : from.named) {
    if (entry.key == "idle_at_most" || entry.key == "connection") continue;
    throw problem{entry.key_at, "'" + entry.key + "' cannot be combined with idle_at_most"};
  }
  idle_expectation made;
  made.at_most = *table.idle;
  made.connection = table.made.connection;
  made.where = source_line(context.file, from.at.line);
  into.expectations.emplace_back(std::move(made));
}

void read_count(const value& from, scenario::description& into, reading& context) {
  count_table table;
  const std::size_t problems_before = context.problems.size();
  read_table(from, "an expectation", count_keys, table, context);
  if (context.problems.size() > problems_before) return;
  if (table.idle) return read_idle(table, as_table(from), into, context);
  if (!table.command) throw problem{from.at, "an expectation needs 'command'"};
  table.made.command = *table.command;
  if (table.argument) {
    if (table.command->text().find(' ') != std::string::npos) {
      throw problem{from.at, "the argument is in 'command' already"};
    }
    check_whole_argument(table.command->text(), *table.argument, from.at);
    table.made.command = command_pattern(table.command->text(), table.argument);
  }
  set_bounds(table, from.at);
  set_scope(table, from.at);
  set_time(table, from.at);
  check_expectation(table.made, from.at, into, context);
  table.made.where = source_line(context.file, from.at.line);
  into.expectations.emplace_back(std::move(table.made));
}

void read_order(const value& from, position at, scenario::description& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.named.empty()) throw problem{table.named.front().key_at, "order takes a list of commands"};
  if (table.items.empty()) throw problem{at, "order needs at least one command"};
  order_expectation made;
  made.where = source_line(context.file, at.line);
  for (const auto& item : table.items) made.commands.push_back(as_pattern(item));
  check_expectation(made, at, into, context);
  into.expectations.emplace_back(std::move(made));
}

void read_expectation(const value& from, scenario::description& into, reading& context) {
  const auto* made = std::get_if<constructed_value>(&from.held);
  if (made != nullptr && made->which == constructor::order) return read_order(*made->argument, from.at, into, context);
  read_count(from, into, context);
}

}  // namespace

void read_expectations(const value& from, scenario::description& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.named.empty()) {
    throw problem{table.named.front().key_at, "expected a list: each expectation in its own braces"};
  }
  for (std::size_t index = 0; index < table.items.size(); ++index) {
    const path_step item(context, index + 1);
    try {
      read_expectation(table.items[index], into, context);
    } catch (const problem& found) {
      context.report(found.at(), found.what());
    }
  }
}

section count_section() {
  return make_section(
      "An expectation",
      "Says how often a command must come. If something happens that must not happen, the expectation "
      "fails at once: the journal says so, and `serve --fail-fast` ends. Everything else is decided when "
      "the server is asked for its verdict. `order { \"CAPA\", \"RETR $n\", \"DELE $n\", \"QUIT\" }` in "
      "the same list expects these commands in this order on one connection; other commands may come "
      "between them. An expectation that can never be met is refused: an argument that the command does "
      "not take, a login without an account, a command before `connect`.",
      count_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5 } } } },
  expect = {
    { command = "DELE 3", exactly = 1 },
    { command = "USER|APOP", never = true },
    { command = "RETR", at_least = 1, at_most = 5, connection = 1 },
    { command = "RETR $n", each = "$n", at_most = 1 },                -- no message is fetched twice
    { command = "DELE $n", before = "RETR $n", never = true },        -- or deleted before it was fetched
    { command = "QUIT", each = "connection", exactly = 1 },           -- every session ends with QUIT
    { command = "connect", at_most = 5 },
    { idle_at_most = "30s" },
    order { "CAPA", "AUTH|USER", "RETR $n", "DELE $n", "QUIT" },
  },
})");
}

}  // namespace pop3kit::serving::lua
