#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving::lua {

enum class token_kind : std::uint8_t { name, keyword, string, number, symbol };

/// A token of Lua source, as written.
struct token {
  token_kind kind = token_kind::symbol;
  std::string_view text;
  std::size_t offset = 0;
  int line = 0;
};

/// The tokens of `source`, which Lua has accepted: what is no Lua gives tokens too, but of no use.
[[nodiscard]] std::vector<token> tokenise(std::string_view source);

/// Where a field of a table constructor stands.
struct field_site {
  int key_line = 0;  ///< the value's line where the field has no key
  int value_line = 0;
  std::size_t order = 0;  ///< among the fields of its constructor
};

/// Where a table constructor stands.
struct table_site {
  int line = 0;
  std::map<std::string, field_site, std::less<>> named;
  std::vector<field_site> items;  ///< the fields without a key: 1, 2, 3 ...
};

/// Lua does not remember which line a table or a key came from, so the source is read a second time for that. Each
/// table constructor has a number; in marked_source() every `{...}` is handed, with its number, through a function that
/// the caller gives to the chunk, so a table is known by its constructor however it came to where it is.
class source_map {
 public:
  explicit source_map(std::string_view source);
  source_map(const source_map&) = delete;  // tokens are views into the source
  source_map& operator=(const source_map&) = delete;

  /// The source with every constructor marked; lines stay what they are. The chunk's first argument is the marking
  /// function: (number, table) -> table.
  [[nodiscard]] const std::string& marked_source() const noexcept { return marked_; }
  /// Null where there is no such constructor.
  [[nodiscard]] const table_site* site(std::size_t number) const noexcept;
  /// The line of `something.name = ...`, for a key that no constructor has.
  [[nodiscard]] std::optional<int> line_of_assignment(std::string_view name) const;

 private:
  void mark();
  void find_assignments();
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
  std::map<std::string, int, std::less<>> assignments_;  ///< name -> line
  std::vector<table_site> sites_;
  std::vector<extent> extents_;
  std::string marked_;
};

}  // namespace pop3kit::serving::lua
