#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "description.hpp"
#include "lua/file_store.hpp"
#include "lua/problem.hpp"
#include "lua/value.hpp"

/// From plain values to what the description holds. What does not fit is a `problem`, thrown.
namespace pop3kit::serving::lua {

/// What the readers of one scenario share.
struct reading {
  reading(std::string file_name, const std::filesystem::path& directory)
      : file(std::move(file_name)), files(directory) {}

  std::string file;
  file_store files;
  std::uint64_t seed = 1;
  std::vector<problem> problems;  ///< all that was found; the first by line is reported
};

/// What a value is for, to the reader of an error and of the reference. "expected a duration such as "200ms", got ..."
[[noreturn]] void refuse(const value& from, std::string_view expected);

[[nodiscard]] const std::string& as_text(const value& from);
/// Text without line ends and NUL, for what must stand on one line.
[[nodiscard]] const std::string& as_line(const value& from);
[[nodiscard]] bool as_flag(const value& from);
[[nodiscard]] std::uint64_t as_number(const value& from, std::uint64_t smallest = 0);
[[nodiscard]] std::uint64_t as_size(const value& from);
[[nodiscard]] std::uint64_t as_rate(const value& from);
[[nodiscard]] net::duration as_duration(const value& from);
[[nodiscard]] ordinal_range as_ordinals(const value& from);
/// A verb of wire's table, in any case; upper case comes out. With `greeting`: "greeting" too, as "GREETING".
[[nodiscard]] std::string as_verb(const value& from, bool greeting = true);
/// The same for "AUTH|USER".
[[nodiscard]] std::string as_alternatives(const value& from);
/// "RETR $n" or "AUTH|USER": verbs, or the events CONNECT, LOGIN and DISCONNECT, and perhaps an argument.
[[nodiscard]] command_pattern as_pattern(const value& from);
[[nodiscard]] std::string as_fault(const value& from);
[[nodiscard]] net::close_kind as_close_kind(const value& from);
[[nodiscard]] const table_value& as_table(const value& from);
/// Items of a list, or the only one, written without a list.
[[nodiscard]] std::vector<std::string> as_texts(const value& from);
[[nodiscard]] std::vector<std::string> as_lines(const value& from);
/// The canonical verb, or nothing.
[[nodiscard]] std::optional<std::string> canonical_verb(std::string_view word, bool greeting);

}  // namespace pop3kit::serving::lua
