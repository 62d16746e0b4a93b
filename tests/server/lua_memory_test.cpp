#include <gmock/gmock.h>

#include <cstdlib>

#include "lua/evaluate.hpp"
#include "lua/hook_script.hpp"
#include "lua/hook_thread.hpp"
#include "lua/problem.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;

/// Memory of which some requests are refused: `refused` of them, beginning with number `first`.
class ending_memory final : public lua::memory_source {
 public:
  ending_memory(std::size_t first, std::size_t refused) : first_(first), refused_(refused) {}

  void* reallocate(void* block, std::size_t from, std::size_t to) noexcept override {
    if (to > from) {
      const std::size_t number = asked_++;
      if (number >= first_ && number - first_ < refused_) return nullptr;
    }
    void* const moved = lua::heap().reallocate(block, from, to);
    held_ += to - from;
    return moved;
  }

  [[nodiscard]] std::size_t held() const noexcept { return held_; }
  /// A request was refused.
  [[nodiscard]] bool ended() const noexcept { return asked_ > first_; }

 private:
  std::size_t first_;
  std::size_t refused_;
  std::size_t asked_ = 0;
  std::size_t held_ = 0;
};

class plain_session final : public hook_session {
 public:
  [[nodiscard]] std::uint64_t connection() const override { return 1; }
  [[nodiscard]] std::string user() const override { return "alice"; }
  [[nodiscard]] bool secured() const override { return false; }
  [[nodiscard]] boost::asio::awaitable<void> send(std::string /*octets*/) override { co_return; }
  [[nodiscard]] boost::asio::awaitable<std::optional<std::string>> read_line(net::duration /*limit*/) override {
    co_return std::nullopt;
  }
  [[nodiscard]] boost::asio::awaitable<void> answer() override { co_return; }
  [[nodiscard]] boost::asio::awaitable<outcome<>> hold(std::string /*gate*/) override { co_return outcome<>(); }
  [[nodiscard]] bool release(std::string_view /*gate*/) override { return true; }
};

/// A hook of every kind, with all that hooks can ask for.
constexpr const char* every_hook = R"(
local lines = {}
return scenario {
  accounts = { alice = { password = "s3cret" } },
  rules = { { on = "RETR", reply = err("SYS/TEMP", "later") } },
  expect = { { command = "DELE 3", exactly = 1 } },
  hooks = {
    greeting = function(session) return ok("hello " .. session.connection) end,
    connect = function(session) session.state.seen = { session.secured } end,
    STAT = function(session) sleep "1s" return ok(tostring(#lines) .. tostring(session.user)) end,
    LIST = function(session) lines[#lines + 1] = session:read "1s" .. ("x"):rep(100) return err("no") end,
    RETR = function(session, command) session:send("a") session:raw("b\r\n") session:answer() end,
    NOOP = function(session) hold "gate" release "gate" return session:default() end,
    UIDL = function(session) local t = {} for k, v in pairs { a = 1, b = 2 } do t[#t + 1] = k .. v end
      table.sort(t) return ok(table.concat(t, " "):gsub("a", "%0%0"):upper()) end,
    RSET = function(session) return tostring(pcall(error, { "x" })) end,
    DELE = function(session) error("as it should be " .. 1.5) end,
    QUIT = function(session) return session:close("reset") end,
    login = function(session) session.state.who = session.user end,
    chunk = function(session, piece) return (piece.argument:gsub("e", "E")) end,
    disconnect = function() end,
  },
})";

constexpr const char* verbs[] = {"connect", "GREETING", "login", "STAT", "LIST",  "RETR",      "NOOP",
                                 "UIDL",    "RSET",     "DELE",  "QUIT", "chunk", "disconnect"};

/// Runs one hook to its end. The text of what went wrong; empty if nothing did.
std::string run_hook(const std::shared_ptr<lua::hook_script>& script, const std::string& verb,
                     const std::string& line) {
  plain_session session;
  hook_command command;
  command.verb = verb;
  command.argument = "some octets";
  lua::hook_thread thread(script, session, command);
  std::optional<std::string> heard;
  for (;;) {
    lua::hook_step step = thread.resume(heard);
    heard.reset();
    if (step.asked == lua::hook_request::read_line) heard = line;
    if (step.asked != lua::hook_request::none) continue;
    const auto* const failed = std::get_if<hook_failed>(&step.verdict);
    return failed == nullptr ? std::string() : failed->what;
  }
}

/// How many hooks failed; all of them if the script could not be loaded.
int run_every_hook(ending_memory& memory) {
  lua::limits bounds = lua::hook_limits();
  bounds.source = &memory;
  int failed = 0;
  const auto script = std::make_shared<lua::hook_script>(lua::script("h.lua", every_hook), 1, bounds);
  for (const auto* verb : verbs) {
    const std::string what = run_hook(script, verb, std::string(200, 'l'));
    if (!what.empty()) ++failed;
    if (memory.ended()) continue;
    const bool is_to_fail = verb == std::string("DELE");
    EXPECT_EQ(what.find("as it should be") != std::string::npos, is_to_fail) << what;
    EXPECT_EQ(what.empty(), !is_to_fail) << what;
  }
  script->forget(1);
  return failed;
}

TEST(memory_that_ends, fails_the_hooks_and_nothing_else) {
  std::size_t first = 0;
  for (bool ended = true; ended; ++first) {
    ending_memory memory(first, SIZE_MAX);
    const int failed = run_every_hook(memory);
    ended = memory.ended();
    EXPECT_EQ(memory.held(), 0U) << first;
    const bool all_is_well = ended || failed == 1;  // only the one that is to fail
    EXPECT_TRUE(all_is_well) << failed;
  }
  EXPECT_GT(first, 500U);
}

TEST(memory_that_ends, for_a_moment_harms_nothing_that_comes_later) {
  std::size_t first = 0;
  for (bool ended = true; ended; first += 3) {
    ending_memory memory(first, 2);
    static_cast<void>(run_every_hook(memory));
    ended = memory.ended();
    EXPECT_EQ(memory.held(), 0U) << first;
  }
  EXPECT_GT(first, 500U);
}

TEST(memory_that_ends, fails_the_loading_of_a_scenario) {
  std::size_t first = 0;
  for (bool ended = true; ended; ++first) {
    ending_memory memory(first, SIZE_MAX);
    lua::limits bounds;
    bounds.source = &memory;
    std::string what;
    try {
      static_cast<void>(lua::evaluate(lua::script("t.lua", every_hook), bounds));
    } catch (const lua::problem& found) {
      what = found.what();
    }
    ended = memory.ended();
    EXPECT_EQ(memory.held(), 0U) << first;
    EXPECT_EQ(what, ended ? "the script needs too much memory" : "") << first;
  }
  EXPECT_GT(first, 500U);
}

TEST(memory_that_ends, is_what_a_hook_that_collects_lines_runs_into) {
  const std::string collecting =
      "local lines = {}\nreturn scenario { hooks = { NOOP = function(session)\n"
      "while true do lines[#lines + 1] = session:read() end end, STAT = function() return ok('still here') end } }";
  lua::limits bounds = lua::hook_limits();
  bounds.memory = std::size_t{1} << 20U;
  const auto script = std::make_shared<lua::hook_script>(lua::script("h.lua", collecting), 1, bounds);
  std::string what;
  plain_session session;
  hook_command command;
  command.verb = "NOOP";
  {
    lua::hook_thread thread(script, session, command);
    lua::hook_step step = thread.resume();
    for (int line = 0; step.asked == lua::hook_request::read_line; ++line) {
      step = thread.resume(std::to_string(line) + std::string(3000, 'x'));
    }
    ASSERT_TRUE(std::holds_alternative<hook_failed>(step.verdict));
    what = std::get<hook_failed>(step.verdict).what;
  }
  EXPECT_THAT(what, HasSubstr("too much memory"));
  EXPECT_THAT(run_hook(script, "NOOP", "x"), HasSubstr("memory"));
}

TEST(memory_that_ends, is_distinguished_from_an_error_that_is_a_number) {
  ending_memory memory(SIZE_MAX, 0);
  lua::limits bounds;
  bounds.source = &memory;
  try {
    static_cast<void>(lua::evaluate(lua::script("t.lua", "error(1.0)"), bounds));
    ADD_FAILURE() << "no error";
  } catch (const lua::problem& found) {
    EXPECT_STREQ(found.what(), "1.0");
  }
}

}  // namespace
}  // namespace pop3kit::serving
