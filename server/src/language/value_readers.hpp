#pragma once

#include <cstdint>
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

/// From plain values to what the description holds. What does not fit is a `problem`, thrown.
namespace pop3kit::serving::lua {

/// What the readers of one scenario share.
struct reading {
  reading(std::string file_name, file_store store) : file(std::move(file_name)), files(std::move(store)) {}

  std::string file;
  file_store files;
  std::uint64_t seed = 1;
  bool running = false;           ///< rules for a server that runs: its accounts are not known here
  std::vector<problem> problems;  ///< all that was found
  std::set<std::pair<std::string, std::string>> used;  ///< kinds of tables, and the keys that they were given
};

/// Reads one of several things. What is wrong with it is reported, after the name of the key, and the others go on.
template <class Read>
void attempt(std::string_view key, reading& context, Read read) {
  try {
    read();
  } catch (const problem& found) {
    context.problems.emplace_back(found.line(), std::string(key) + ": " + found.what());
  }
}

/// What a value is for, to the reader of an error and of the reference. "expected a duration such as "200ms", got ..."
[[noreturn]] void refuse(const value& from, std::string_view expected);

[[nodiscard]] const std::string& as_text(const value& from);
/// Text without line ends and NUL, for what must stand on one line.
[[nodiscard]] const std::string& as_line(const value& from);
/// The name of a gate, see gates.hpp.
[[nodiscard]] const std::string& as_gate(const value& from);
[[nodiscard]] bool as_flag(const value& from);
[[nodiscard]] std::uint64_t as_number(const value& from, std::uint64_t smallest = 0);
[[nodiscard]] std::uint64_t as_size(const value& from);
[[nodiscard]] std::uint64_t as_rate(const value& from);
[[nodiscard]] net::duration as_duration(const value& from);
[[nodiscard]] ordinal_range as_ordinals(const value& from);
/// A verb, "greeting" or the name of an event, as hooks are kept under it.
[[nodiscard]] std::string as_hook(const value& from);
/// Verbs of wire's table in any case, such as "AUTH|USER", or `verb "XTND"`, which may be any word. Returns upper case.
/// With `greeting`, "greeting" is one of them.
[[nodiscard]] std::string as_alternatives(const value& from, bool greeting = false);
/// What `verb` was called with; null where `from` is something else.
[[nodiscard]] const value* explicit_verb(const value& from) noexcept;
/// A word that can be a command, in upper case.
[[nodiscard]] std::string any_verb(std::string_view word, int line);
/// The message for a word that is none of the `known` ones.
[[nodiscard]] std::string unknown_verb(std::string_view word, std::span<const std::string_view> known);
/// "RETR $n" or "AUTH|USER": verbs, or the events CONNECT, LOGIN and DISCONNECT, and perhaps an argument.
[[nodiscard]] command_pattern as_pattern(const value& from);
/// One fault, or a list of them.
[[nodiscard]] std::vector<std::string> as_faults(const value& from);
/// Anything between two numbers, both included.
struct number_range {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};
/// Octets, or a range of them.
[[nodiscard]] number_range as_sizes(const value& from);
/// A whole number, or a range such as "10..100".
[[nodiscard]] number_range as_numbers(const value& from);
/// Days, or "never".
[[nodiscard]] std::uint64_t as_days(const value& from);
/// A probability: 0 to 1.
[[nodiscard]] double as_chance(const value& from);
/// A duration, or anything between two.
[[nodiscard]] wait_range as_wait(const value& from);
[[nodiscard]] time_window as_window(const value& from);
/// One of `names`, by its place in them; `what` they are.
[[nodiscard]] std::size_t as_choice(const value& from, std::string_view what, std::span<const std::string_view> names);
/// The items of a list of tables, each of which stands for a `what`.
[[nodiscard]] const std::vector<value>& list_of_tables(const value& from, std::string_view what);
[[nodiscard]] net::close_kind as_close_kind(const value& from);
[[nodiscard]] const table_value& as_table(const value& from);
/// Items of a list, or the only one, written without a list.
[[nodiscard]] std::vector<std::string> as_texts(const value& from);
[[nodiscard]] std::vector<std::string> as_lines(const value& from);

}  // namespace pop3kit::serving::lua
