#include "lua/library.hpp"

#include <cstring>
#include <lua.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "lua/pattern.hpp"
#include "lua/protected_call.hpp"
#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

/// Octets that cost about as much work as one instruction.
constexpr std::size_t octets_an_instruction = 4;
/// The longest result of gsub: the limit of strings in scripts.
constexpr std::size_t longest_result = std::size_t{64} << 20U;

class budgeted final : public work_counter {
 public:
  explicit budgeted(lua_State* lua) : budget_(budget_of(lua)) {}
  ~budgeted() override { budget_.spend(pending_); }
  budgeted(const budgeted&) = delete;
  budgeted& operator=(const budgeted&) = delete;

  void count(std::size_t instructions) override {
    constexpr std::size_t batch = 4096;
    pending_ += instructions;
    if (pending_ < batch) return;
    if (budget_.spend(pending_)) throw pattern_error{"the script ran for too long in a pattern"};
    pending_ = 0;
  }

 private:
  budget& budget_;
  std::size_t pending_ = 0;
};

std::string_view view_at(lua_State* lua, int index) {
  std::size_t length = 0;
  const char* text = luaL_checklstring(lua, index, &length);
  return {text, length};
}

/// Removes a leading '^'. Such a pattern matches only at the first position.
bool take_anchor(std::string_view& pattern_text) {
  const bool anchored = pattern_text.starts_with('^');
  if (anchored) pattern_text.remove_prefix(1);
  return anchored;
}

void push_view(lua_State* lua, std::string_view text) {
  lua_pushlstring(lua, text.data(), text.size());
}

void push_capture(lua_State* lua, std::string_view subject, const capture& caught) {
  if (caught.length == capture::open) throw pattern_error{"unfinished capture"};
  if (caught.length == capture::position) {
    lua_pushinteger(lua, static_cast<lua_Integer>(caught.begin) + 1);
  } else {
    push_view(lua, subject.substr(caught.begin, caught.length));
  }
}

/// Pushes all captures. If there are none and `whole` is set, pushes the whole match. Returns the number of values.
int push_captures(lua_State* lua, std::string_view subject, const pattern& made, std::string_view match, bool whole) {
  luaL_checkstack(lua, static_cast<int>(pattern::most_captures), "too many captures");
  for (std::size_t index = 0; index < made.captures(); ++index) push_capture(lua, subject, made.caught(index));
  if (made.captures() > 0 || !whole) return static_cast<int>(made.captures());
  push_view(lua, match);
  return 1;
}

std::optional<std::size_t> begin_argument(lua_State* lua, int index, std::size_t size) {
  const auto given = luaL_optinteger(lua, index, 1);
  if (given > 0)
    return static_cast<std::size_t>(given) > size + 1 ? std::nullopt
                                                      : std::optional{static_cast<std::size_t>(given) - 1};
  const auto back = given == 0 ? size : static_cast<std::size_t>(-(given + 1)) + 1;
  return back >= size ? 0 : size - back;
}

int push_found(lua_State* lua, std::size_t begin, std::size_t end) {
  lua_pushinteger(lua, static_cast<lua_Integer>(begin) + 1);
  lua_pushinteger(lua, static_cast<lua_Integer>(end));
  return 2;
}

/// Finds `text` without patterns in linear time. std::string_view can take the product of both lengths.
std::size_t find_plain(std::string_view subject, std::string_view text, std::size_t start, work_counter& work) {
  work.count((subject.size() - start) / octets_an_instruction);
  const void* const found = memmem(subject.data() + start, subject.size() - start, text.data(), text.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - subject.data());
}

int search(lua_State* lua, bool find) {
  const auto subject = view_at(lua, 1);
  auto text = view_at(lua, 2);
  const auto start = begin_argument(lua, 3, subject.size());
  if (!start) {
    lua_pushnil(lua);
    return 1;
  }
  budgeted work{lua};
  work.count(text.size() / octets_an_instruction);
  if (find && (lua_toboolean(lua, 4) != 0 || text.find_first_of("^$*+?.([%-") == std::string_view::npos)) {
    const std::size_t found = find_plain(subject, text, *start, work);
    if (found != std::string_view::npos) return push_found(lua, found, found + text.size());
    lua_pushnil(lua);
    return 1;
  }
  const bool anchored = take_anchor(text);
  pattern made{subject, text, work};
  for (auto begin = *start; begin <= subject.size(); ++begin) {
    if (const auto end = made.match_at(begin)) {
      const int before = find ? push_found(lua, begin, *end) : 0;
      return before + push_captures(lua, subject, made, subject.substr(begin, *end - begin), !find);
    }
    if (anchored) break;
  }
  lua_pushnil(lua);
  return 1;
}

int find(lua_State* lua) {
  return search(lua, true);
}
int match(lua_State* lua) {
  return search(lua, false);
}

/// Upvalues: the subject, the pattern, where to look next, and the end of the previous match, which an empty match must
/// not repeat.
int next_match(lua_State* lua) {
  const auto subject = view_at(lua, lua_upvalueindex(1));
  budgeted work{lua};
  pattern made{subject, view_at(lua, lua_upvalueindex(2)), work};
  const auto last = lua_tointeger(lua, lua_upvalueindex(4));
  for (auto begin = static_cast<std::size_t>(lua_tointeger(lua, lua_upvalueindex(3))); begin <= subject.size();
       ++begin) {
    const auto end = made.match_at(begin);
    if (!end || static_cast<lua_Integer>(*end) == last) continue;
    lua_pushinteger(lua, static_cast<lua_Integer>(*end));
    lua_copy(lua, -1, lua_upvalueindex(3));
    lua_replace(lua, lua_upvalueindex(4));
    return push_captures(lua, subject, made, subject.substr(begin, *end - begin), true);
  }
  return 0;
}

int gmatch(lua_State* lua) {
  const auto subject = view_at(lua, 1);
  view_at(lua, 2);
  const auto start = begin_argument(lua, 3, subject.size());
  lua_settop(lua, 2);
  lua_pushinteger(lua, static_cast<lua_Integer>(start.value_or(subject.size() + 1)));
  lua_pushinteger(lua, -1);
  lua_pushcclosure(lua, &guarded<&next_match>, 4);
  return 1;
}

/// One call of gsub. The replacement is argument 3: a string, a table or a function.
class substitution {
 public:
  substitution(lua_State* lua, std::string_view subject, const pattern& made, work_counter& work)
      : lua_(lua), subject_(subject), made_(made), work_(work) {}

  /// Appends the replacement of a match.
  void replace(std::size_t begin, std::size_t end) {
    const auto whole = subject_.substr(begin, end - begin);
    if (lua_type(lua_, 3) == LUA_TSTRING || lua_type(lua_, 3) == LUA_TNUMBER) return expand(whole);
    if (lua_type(lua_, 3) == LUA_TFUNCTION) {
      lua_pushvalue(lua_, 3);
      lua_call(lua_, push_captures(lua_, subject_, made_, whole, true), 1);
    } else {
      push_first(whole);
      lua_gettable(lua_, 3);
    }
    append_result(whole);
  }

  /// Appends octets. They are counted first, because a short replacement can expand to many octets.
  void append(std::string_view octets) {
    work_.count(1 + octets.size() / octets_an_instruction);
    if (octets.size() > longest_result - result_.size()) throw pattern_error{"resulting string too large"};
    result_.append(octets);
  }
  [[nodiscard]] const std::string& result() const noexcept { return result_; }

 private:
  void push_first(std::string_view whole) {
    if (made_.captures() == 0) return push_view(lua_, whole);
    push_capture(lua_, subject_, made_.caught(0));
  }

  void append_result(std::string_view whole) {
    if (lua_toboolean(lua_, -1) == 0) {
      append(whole);
    } else if (lua_isstring(lua_, -1) != 0) {
      append(message_at(lua_, -1));
    } else {
      throw pattern_error{std::string{"invalid replacement value (a "} + luaL_typename(lua_, -1) + ")"};
    }
    lua_pop(lua_, 1);
  }

  void expand(std::string_view whole) {
    auto text = view_at(lua_, 3);
    for (auto escape = text.find('%'); escape != std::string_view::npos; escape = text.find('%')) {
      append(text.substr(0, escape));
      append_escape(escape + 1 < text.size() ? text[escape + 1] : '\0', whole);
      text.remove_prefix(escape + 2);
    }
    append(text);
  }

  void append_escape(char kind, std::string_view whole) {
    if (kind == '%') {
      append("%");
    } else if (kind == '0') {
      append(whole);
    } else if (kind >= '1' && kind <= '9') {
      append_capture(static_cast<std::size_t>(kind - '1'), whole);
    } else {
      throw pattern_error{"invalid use of '%' in replacement string"};
    }
  }

  void append_capture(std::size_t index, std::string_view whole) {
    if (index == 0 && made_.captures() == 0) {
      append(whole);
      return;
    }
    if (index >= made_.captures()) {
      throw pattern_error{"invalid capture index %" + std::to_string(index + 1) + " in replacement string"};
    }
    push_capture(lua_, subject_, made_.caught(index));
    append(message_at(lua_, -1));
    lua_pop(lua_, 1);
  }

  lua_State* lua_;
  std::string_view subject_;
  const pattern& made_;
  work_counter& work_;
  std::string result_;
};

void check_replacement(lua_State* lua) {
  const int type = lua_type(lua, 3);
  const bool fits = type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TTABLE || type == LUA_TFUNCTION;
  if (!fits) luaL_typeerror(lua, 3, "string/function/table");
}

int gsub(lua_State* lua) {
  const auto subject = view_at(lua, 1);
  auto text = view_at(lua, 2);
  check_replacement(lua);
  const auto most = luaL_optinteger(lua, 4, static_cast<lua_Integer>(subject.size()) + 1);
  const bool anchored = take_anchor(text);
  budgeted work{lua};
  pattern made{subject, text, work};
  substitution made_text{lua, subject, made, work};
  std::optional<std::size_t> last;
  lua_Integer count = 0;
  std::size_t at = 0;
  while (count < most) {
    work.count(1);
    const auto end = made.match_at(at);
    if (end && end != last) {
      ++count;
      made_text.replace(at, *end);
      at = *end;
      last = end;
    } else if (at < subject.size()) {
      made_text.append(subject.substr(at++, 1));
    } else {
      break;
    }
    if (anchored) break;
  }
  if (at < subject.size()) made_text.append(subject.substr(at));
  push_view(lua, made_text.result());
  lua_pushinteger(lua, count);
  return 2;
}

}  // namespace

void open_pattern_functions(lua_State* lua) {
  constexpr luaL_Reg functions[] = {{"find", &guarded<&find>},
                                    {"match", &guarded<&match>},
                                    {"gmatch", &guarded<&gmatch>},
                                    {"gsub", &guarded<&gsub>},
                                    {nullptr, nullptr}};
  luaL_setfuncs(lua, functions, 0);
}

}  // namespace pop3kit::serving::lua
