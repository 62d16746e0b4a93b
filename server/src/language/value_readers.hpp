#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/file_store.hpp"
#include "lua/problem.hpp"
#include "lua/value.hpp"
#include "scenario/description.hpp"

/// Converts plain values to the types of the description. Invalid values throw a `problem`.
namespace pop3kit::serving::lua {

/// Where a rule is in the scenario file.
struct rule_site {
  rule_site() = default;
  std::string path;  ///< "rules[2]"
  position at;
  std::map<std::string, position, std::less<>> keys;
  bool from_quirk = false;

  /// Returns the place of a key, or that of the rule if it does not have the key.
  [[nodiscard]] position of(std::string_view key) const {
    const auto found = keys.find(key);
    return found == keys.end() ? at : found->second;
  }
};

/// The state that the readers of one scenario share.
struct reading {
  reading(std::string file_name, file_store store) : file(std::move(file_name)), files(std::move(store)) {}

  std::string file;
  file_store files;
  std::uint64_t seed = 1;
  bool running = false;           ///< rules for a running server, whose accounts are not known here
  std::vector<problem> problems;  ///< all problems so far
  std::vector<problem> warnings;  ///< what is allowed, but has no effect
  std::vector<rule_site> sites;   ///< of the rules, in their order
  std::string path;               ///< the keys that lead to the value that is being read: "rules[2].cut"
  std::set<std::pair<std::string, std::string>> used;  ///< kinds of tables, and the keys that they had

  /// Adds a problem of the value that is being read.
  void report(position at, std::string what) { problems.emplace_back(at, std::move(what), path); }
};

/// Extends the path of `context` by a key or by the index of an item, as long as it lives.
class path_step {
 public:
  path_step(reading& context, std::string_view key);
  path_step(reading& context, std::size_t index);
  path_step(const path_step&) = delete;
  path_step& operator=(const path_step&) = delete;
  ~path_step() { context_.path.resize(length_); }

 private:
  reading& context_;
  std::size_t length_;  // of the path without this step
};

/// Reads one of several keys. An error is reported with the name of the key, and reading continues.
template <class Read>
void attempt(std::string_view key, reading& context, Read read) {
  try {
    read();
  } catch (const problem& found) {
    context.report(found.at(), std::string(key) + ": " + found.what());
  }
}

/// Throws the error for a value of the wrong type: "expected a duration such as "200ms", got ..."
[[noreturn]] void refuse(const value& from, std::string_view expected);

[[nodiscard]] const std::string& as_text(const value& from);
/// Reads text without line ends and NUL, for values that must be one line.
[[nodiscard]] const std::string& as_line(const value& from);
/// Reads the name of a gate, see gates.hpp.
[[nodiscard]] const std::string& as_gate(const value& from);
[[nodiscard]] bool as_flag(const value& from);
[[nodiscard]] std::uint64_t as_number(const value& from, std::uint64_t smallest = 0);
[[nodiscard]] std::uint64_t as_size(const value& from);
[[nodiscard]] std::uint64_t as_rate(const value& from);
[[nodiscard]] net::duration as_duration(const value& from);
[[nodiscard]] ordinal_range as_ordinals(const value& from);
/// Reads a verb, "greeting" or the name of an event, as the key of a hook.
[[nodiscard]] std::string as_hook(const value& from);
/// Reads verbs of wire's table in any case, such as "AUTH|USER", or `verb "XTND"`, which accepts any word. Returns
/// upper case. With `greeting`, "greeting" is accepted too.
[[nodiscard]] std::string as_alternatives(const value& from, bool greeting = false);
/// Returns the argument of `verb`, or null if `from` is something else.
[[nodiscard]] const value* explicit_verb(const value& from) noexcept;
/// Reads a word that can be a command, and returns it in upper case.
[[nodiscard]] std::string any_verb(std::string_view word, position at);
/// Returns the error for a word that is not one of `known`.
[[nodiscard]] std::string unknown_verb(std::string_view word, std::span<const std::string_view> known);
/// Reads "RETR $n" or "AUTH|USER": verbs, or the events CONNECT, LOGIN and DISCONNECT, and an optional argument.
[[nodiscard]] command_pattern as_pattern(const value& from);
/// Reads one fault, or a list of them.
[[nodiscard]] std::vector<std::string> as_faults(const value& from);
/// A range of numbers, both ends included.
struct number_range {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};
/// Reads a size, or a range of sizes.
[[nodiscard]] number_range as_sizes(const value& from);
/// Reads a whole number, or a range such as "10..100".
[[nodiscard]] number_range as_numbers(const value& from);
/// Reads days, or "never".
[[nodiscard]] std::uint64_t as_days(const value& from);
/// Reads a probability: 0 to 1.
[[nodiscard]] double as_chance(const value& from);
/// Reads a duration, or a range of durations.
[[nodiscard]] wait_range as_wait(const value& from);
[[nodiscard]] time_window as_window(const value& from);
/// Reads one of `names`, and returns its index. `what` describes the names in errors.
[[nodiscard]] std::size_t as_choice(const value& from, std::string_view what, std::span<const std::string_view> names);
/// Returns the items of a list of tables. `what` describes one of them in errors.
[[nodiscard]] const std::vector<value>& list_of_tables(const value& from, std::string_view what);
[[nodiscard]] net::close_kind as_close_kind(const value& from);
[[nodiscard]] const table_value& as_table(const value& from);
/// Reads a list of texts, or one text without a list.
[[nodiscard]] std::vector<std::string> as_texts(const value& from);
[[nodiscard]] std::vector<std::string> as_lines(const value& from);

}  // namespace pop3kit::serving::lua
