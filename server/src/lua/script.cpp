#include "lua/script.hpp"

#include <charconv>
#include <filesystem>
#include <lua.hpp>

#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

/// Lua shortens longer names, and names with NUL, in its messages. Then the messages could not be parsed.
constexpr std::size_t longest_chunk_name = LUA_IDSIZE - 2;

std::string chunk_name(const std::string& name) {
  auto last = std::filesystem::path{name}.filename().string();
  const bool shortened = last.size() > longest_chunk_name || last.find('\0') != std::string::npos;
  return last.empty() || shortened ? "scenario" : last;
}

}  // namespace

script::script(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), short_name_(chunk_name(name_)) {
  if (text_.starts_with("#")) text_.insert(0, "--");  // makes "#!/usr/bin/env pop3kit" a comment
}

int script::load(lua_State* lua, const std::string& source) const {
  charge_octets(lua, source.size());
  return luaL_loadbufferx(lua, source.data(), source.size(), ("=" + short_name_).c_str(), "t");
}

problem script::error_of(lua_State* lua, int status) const {
  const auto message = error_text(lua, status);
  if (status == LUA_ERRMEM) return {budget_of(lua).line(), message};
  const auto prefix = short_name_ + ":";
  if (!message.starts_with(prefix)) return {0, message};
  int line = 0;
  const auto* end = message.data() + message.size();
  const auto [rest, error] = std::from_chars(message.data() + prefix.size(), end, line);
  if (error != std::errc{} || rest == end || *rest != ':') return {0, message};
  std::string what{rest + 1, end};
  what.erase(0, what.find_first_not_of(' '));
  return {line, what};
}

}  // namespace pop3kit::serving::lua
