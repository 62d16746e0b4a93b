#include "lua/sections.hpp"

namespace pop3kit::serving::lua {
namespace {

struct count_table {
  count_expectation made;
  std::optional<std::uint64_t> exactly;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  bool never = false;
};

constexpr key<count_table> count_keys[] = {
    {{"command", takes::verbs, "", "The command that is counted, or several."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.command = as_alternatives(from); }},
    {{"argument", takes::line, "any", "The whole argument, as the client sends it."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.argument = as_line(from); }},
    {{"connection", takes::ordinals, "any", "On which connections, from 1."},
     [](const value& from, count_table& into, reading& /*context*/) { into.made.connection = as_ordinals(from); }},
    {{"exactly", takes::number, "not asked", "How often, neither more nor less."},
     [](const value& from, count_table& into, reading& /*context*/) { into.exactly = as_number(from); }},
    {{"at_least", takes::number, "1, where no bound is given", "How often at the least."},
     [](const value& from, count_table& into, reading& /*context*/) { into.at_least = as_number(from); }},
    {{"at_most", takes::number, "no limit", "How often at the most."},
     [](const value& from, count_table& into, reading& /*context*/) { into.at_most = as_number(from); }},
    {{"never", takes::flag, "false", "It must not happen at all."},
     [](const value& from, count_table& into, reading& /*context*/) { into.never = as_flag(from); }},
};

void set_bounds(count_table& table, int line) {
  const bool range = table.at_least || table.at_most;
  if ((table.exactly && (range || table.never)) || (table.never && range)) {
    throw problem{line, "exactly, never, and at_least with at_most exclude one another"};
  }
  auto& bounds = table.made.bounds;
  bounds.at_least = table.exactly.value_or(table.at_least.value_or(range || table.never ? 0 : 1));
  bounds.at_most = table.exactly.value_or(table.never ? 0 : table.at_most.value_or(UINT64_MAX));
  if (bounds.at_least > bounds.at_most) throw problem{line, "at_least is more than at_most"};
}

void read_count(const value& from, scenario::description& into, reading& context) {
  count_table table;
  read_table(from, "an expectation", count_keys, table, context);
  set_bounds(table, from.line);
  table.made.where = {context.file, from.line};
  into.expectations.emplace_back(std::move(table.made));
}

void read_order(const value& from, int line, scenario::description& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.named.empty()) throw problem{table.named.front().key_line, "order takes a list of verbs"};
  if (table.items.empty()) throw problem{line, "order needs at least one verb"};
  order_expectation made;
  made.where = {context.file, line};
  for (const auto& item : table.items) made.commands.push_back(as_alternatives(item));
  into.expectations.emplace_back(std::move(made));
}

void read_expectation(const value& from, scenario::description& into, reading& context) {
  const auto* made = std::get_if<constructed_value>(&from.held);
  if (made != nullptr && made->which == constructor::order)
    return read_order(*made->argument, from.line, into, context);
  read_count(from, into, context);
}

}  // namespace

void read_expectations(const value& from, scenario::description& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.named.empty()) {
    throw problem{table.named.front().key_line, "expected a list: each expectation in braces of its own"};
  }
  for (const auto& item : table.items) {
    try {
      read_expectation(item, into, context);
    } catch (const problem& found) {
      context.problems.push_back(found);
    }
  }
}

section count_section() {
  return make_section("An expectation",
                      "How often a command must come, judged when the server is asked for its verdict. Alternatives "
                      "are written with a bar, "
                      "`\"AUTH|USER\"`. `order { \"CAPA\", \"AUTH|USER\", \"QUIT\" }` in the same list wants these "
                      "commands one after the "
                      "other on some connection; others may stand between them.",
                      count_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5 } } } },
  expect = {
    { command = "DELE", argument = "3", exactly = 1 },
    { command = "USER|APOP", never = true },
    { command = "RETR", at_least = 1, at_most = 5, connection = 1 },
    order { "CAPA", "AUTH|USER", "QUIT" },
  },
})");
}

}  // namespace pop3kit::serving::lua
