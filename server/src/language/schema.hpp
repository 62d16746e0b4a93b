#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/value_readers.hpp"
#include "scenario/nearest.hpp"

/// The tables of keys from which both the checks and the reference are made. A key exists only if it is in a table, and
/// each key in a table is documented. Each kind of table in a scenario has a reader and a section of the reference.
namespace pop3kit::serving::lua {

/// The type of a key's value, as the reference shows it.
enum class takes : std::uint8_t {
  text,
  texts,
  line,
  lines,
  flag,
  number,
  numbers,
  days,
  size,
  sizes,
  rate,
  duration,
  wait,
  window,
  chance,
  ordinals,
  verbs,
  faults,
  close,
  place,
  choice,
  table,
  list,
  mailbox,
  shapes,
  functions,
  pattern,
};

struct key_info {
  std::string_view name;
  takes kind = takes::text;
  std::string_view initial;  ///< the default; empty: the key is required
  std::string_view summary;
};

/// A key of the table that describes a T, with the function that reads its value.
template <class T>
struct key {
  key_info info;
  void (*read)(const value& from, T& into, reading& context);
};

/// A kind of table: one section of the reference.
struct section {
  std::string_view title;
  std::string_view summary;
  std::vector<key_info> keys;
  std::string_view example;  ///< a complete scenario
};

template <class T, std::size_t Size>
[[nodiscard]] section make_section(std::string_view title, std::string_view summary, const key<T> (&keys)[Size],
                                   std::string_view example) {
  section out{title, summary, {}, example};
  for (const auto& each : keys) out.keys.push_back(each.info);
  return out;
}

/// Reports each entry that is not in `names`, and each item, because such a table has none.
void check_names(const table_value& table, std::span<const std::string_view> names, std::string_view what,
                 reading& context);

/// Reads a table by its keys, in the order of `keys`. Reports every problem and continues. Users see the problems
/// sorted by line.
template <class T, std::size_t Size>
void read_table(const value& from, std::string_view what, const key<T> (&keys)[Size], T& into, reading& context) {
  const auto& table = as_table(from);
  std::vector<std::string_view> names;
  for (const auto& each : keys) names.push_back(each.info.name);
  check_names(table, names, what, context);
  for (const auto& each : keys) {
    const auto name = each.info.name;
    const path_step here(context, name);
    const auto entry = std::ranges::find(table.named, name, &table_entry::key);
    if (entry == table.named.end()) {
      if (each.info.initial.empty()) {
        context.report(table.at, std::string{what} + " needs '" + std::string{name} + "'");
      }
      continue;
    }
    context.used.emplace(what, name);
    try {
      each.read(entry->content, into, context);
    } catch (const problem& found) {
      context.report(found.at(), std::string{name} + ": " + found.what());
    }
  }
}

void read_accounts(const value& from, scenario::description& into, reading& context);
void read_rules(const value& from, scenario::description& into, reading& context);
void read_network(const value& from, scenario::description& into, reading& context);
/// Reads the changes of the network that a rule can make during a session.
[[nodiscard]] net::fault_plan read_link_plan(const value& from, reading& context);
/// Requires that the accounts were read before.
void read_actors(const value& from, scenario::description& into, reading& context);
void read_expectations(const value& from, scenario::description& into, reading& context);
void read_tls(const value& from, scenario::description& into, reading& context);
void read_extensions(const value& from, scenario::description& into, reading& context);
void read_listen(const value& from, scenario::description& into, reading& context);
/// Reads the whole table that was passed to `scenario`. The caller makes the hooks: `hooked` receives their verbs.
void read_scenario(const value& from, scenario::description& into, std::vector<std::string>& hooked, reading& context);

/// Reads a mailbox from its items. `seed` is the seed of this mailbox.
[[nodiscard]] std::shared_ptr<const mailbox_source> read_mailbox(const value& from, const std::string& account,
                                                                 reading& context);

[[nodiscard]] section scenario_section();
[[nodiscard]] section account_section();
[[nodiscard]] section listen_section();
[[nodiscard]] section extension_section();
[[nodiscard]] section rule_section();
[[nodiscard]] section cut_section();
[[nodiscard]] section stall_section();
[[nodiscard]] section network_section();
[[nodiscard]] section tls_section();
[[nodiscard]] section handshake_cut_section();
[[nodiscard]] section link_stall_section();
[[nodiscard]] section actor_section();
[[nodiscard]] section count_section();
[[nodiscard]] section message_section();
[[nodiscard]] section attachment_section();
[[nodiscard]] section generate_section();

}  // namespace pop3kit::serving::lua
