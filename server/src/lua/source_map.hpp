#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lua/problem.hpp"

namespace pop3kit::serving::lua {

enum class token_kind : std::uint8_t { name, keyword, string, number, symbol };

/// A token of Lua source, as written.
struct token {
  token_kind kind = token_kind::symbol;
  std::string_view text;
  std::size_t offset = 0;
  int line = 0;
  int column = 0;  ///< in characters, from 1
};

/// Returns the tokens of `source`. It must be valid Lua; for other text the tokens have no meaning.
[[nodiscard]] std::vector<token> tokenise(std::string_view source);

/// Where a field of a table constructor is.
struct field_site {
  position key_at;  ///< the place of the value if the field has no key
  position value_at;
  std::size_t order = 0;  ///< among the fields of its constructor
};

/// Where a table constructor and its fields are.
struct table_site {
  position at;
  std::map<std::string, field_site, std::less<>> named;
  std::vector<field_site> items;  ///< the fields without a key: 1, 2, 3 ...
};

/// Finds the places of tables and keys. Lua does not record them, so the source is parsed here as well. Each table
/// constructor has a number. In marked_source(), every `{...}` is passed with its number to a function that the caller
/// gives to the chunk. So each table can be traced to its constructor, even if it was moved.
class source_map {
 public:
  explicit source_map(std::string_view source);
  source_map(const source_map&) = delete;  // tokens are views of the source
  source_map& operator=(const source_map&) = delete;

  /// Returns the source with every constructor marked. Line numbers do not change. The chunk's first argument is the
  /// marking function: (number, table) -> table.
  [[nodiscard]] const std::string& marked_source() const noexcept { return marked_; }
  /// Returns null if there is no such constructor.
  [[nodiscard]] const table_site* site(std::size_t number) const noexcept;
  /// Returns the keys that occur again in their constructor, with the place where they do. Keys that are no names or
  /// strings are left out.
  [[nodiscard]] const std::vector<std::pair<std::string, position>>& duplicates() const noexcept { return duplicates_; }
  /// Returns the place of the key in `something.name = ...`, for a key that is in no constructor.
  [[nodiscard]] std::optional<position> place_of_assignment(std::string_view name) const;

 private:
  void mark();
  void find_assignments();
  void add_field(table_site& into, std::string name, const field_site& field);
  [[nodiscard]] std::size_t read_constructor(std::size_t at);
  [[nodiscard]] std::size_t read_field(std::size_t at, table_site& into);
  [[nodiscard]] std::size_t skip_expression(std::size_t at);
  [[nodiscard]] bool is_symbol(std::size_t at, std::string_view symbol) const;
  [[nodiscard]] bool is_call_argument(std::size_t at) const;

  struct extent {
    std::size_t open = 0;  ///< token numbers
    std::size_t close = 0;
  };
  std::string source_;
  std::vector<token> tokens_;
  std::map<std::string, position, std::less<>> assignments_;
  std::vector<table_site> sites_;
  std::vector<std::pair<std::string, position>> duplicates_;
  std::vector<extent> extents_;
  std::string marked_;
};

}  // namespace pop3kit::serving::lua
