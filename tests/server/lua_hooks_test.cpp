#include <gmock/gmock.h>

#include "lua/hook_factory.hpp"
#include "scenario/hooks.hpp"
#include "scenario_text.hpp"
#include "support/run.hpp"

namespace pop3kit::serving {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

class quiet_session final : public hook_session {
 public:
  explicit quiet_session(std::uint64_t number = 1) : number_(number) {}
  [[nodiscard]] std::uint64_t connection() const override { return number_; }
  [[nodiscard]] std::string user() const override { return user_; }
  [[nodiscard]] bool secured() const override { return true; }
  [[nodiscard]] boost::asio::awaitable<void> send(std::string octets) override {
    said_ += octets;
    co_return;
  }
  [[nodiscard]] boost::asio::awaitable<std::optional<std::string>> read_line(net::duration) override {
    co_return std::exchange(line_, std::nullopt);
  }
  [[nodiscard]] boost::asio::awaitable<void> answer() override {
    said_ += "(answer)";
    co_return;
  }
  [[nodiscard]] boost::asio::awaitable<outcome<>> hold(std::string gate) override {
    said_ += "(hold " + gate + ")";
    co_return outcome<>();
  }
  [[nodiscard]] bool release(std::string_view gate) override {
    said_ += "(release " + std::string(gate) + ")";
    return gate != "one too many";
  }

  [[nodiscard]] const std::string& said() const { return said_; }
  void will_say(std::string line) { line_ = std::move(line); }

  void log_out() { user_.clear(); }

 private:
  std::string user_ = "alice";
  std::string said_;
  std::optional<std::string> line_;
  std::uint64_t number_;
};

/// The hooks of a running server under virtual time.
class lua_hooks : public ::testing::Test {
 protected:
  void load(const std::string& fields, const std::string& before = "", std::uint64_t seed = 1) {
    const auto made = scenario::parse(before + "\nreturn scenario {\nhooks = { " + fields + " } }", "h.lua");
    const auto& factory = described(made).hooks;
    ASSERT_NE(factory, nullptr);
    runner_ = factory->make(time_, seed);
  }

  hook_verdict ask(const std::string& verb, const std::string& argument = "") {
    return pop3kit::testing::run(context_, time_, runner_->run(session_, command(verb, argument)));
  }

  std::string reply(const std::string& verb, const std::string& argument = "") {
    const auto verdict = ask(verb, argument);
    const auto* line = std::get_if<hook_reply>(&verdict);
    if (const auto* failed = std::get_if<hook_failed>(&verdict)) return "failed: " + failed->what;
    return line == nullptr ? "no reply" : line->status_line;
  }

  static hook_command command(const std::string& verb, const std::string& argument) {
    hook_command made;
    made.verb = verb;
    made.argument = argument;
    if (!argument.empty() && argument.find_first_not_of("0123456789") == std::string::npos)
      made.number = std::stoull(argument);
    return made;
  }

  boost::asio::io_context context_;
  net::virtual_clock time_;
  quiet_session session_;
  std::unique_ptr<hook_runner> runner_;
};

TEST_F(lua_hooks, are_found_by_verb) {
  load("retr = function() end, greeting = function() end");
  EXPECT_TRUE(runner_->has_hook("RETR"));
  EXPECT_TRUE(runner_->has_hook("GREETING"));
  EXPECT_FALSE(runner_->has_hook("LIST"));
}

TEST_F(lua_hooks, returning_nothing_is_the_default) {
  load(
      "STAT = function() end, LIST = function() return nil end, UIDL = function(session) return session:default() end");
  for (const auto* verb : {"STAT", "LIST", "UIDL"}) {
    EXPECT_TRUE(std::holds_alternative<hook_default>(ask(verb))) << verb;
  }
}

TEST_F(lua_hooks, reply_with_status_lines) {
  load(
      "STAT = function() return ok('fine') end, LIST = function() return err('SYS/TEMP', 'later') end,"
      "UIDL = function() return err('no') end, NOOP = function() return '+OK literally' end");
  EXPECT_EQ(reply("STAT"), "+OK fine");
  EXPECT_EQ(reply("LIST"), "-ERR [SYS/TEMP] later");
  EXPECT_EQ(reply("UIDL"), "-ERR no");
  EXPECT_EQ(reply("NOOP"), "+OK literally");
}

TEST_F(lua_hooks, close_the_connection) {
  load(
      "STAT = function(session) return session:close() end, LIST = function(session) return session:close('reset') "
      "end");
  const auto orderly = ask("STAT");
  const auto reset = ask("LIST");
  ASSERT_TRUE(std::holds_alternative<hook_close>(orderly));
  EXPECT_FALSE(std::get<hook_close>(orderly).reset);
  ASSERT_TRUE(std::holds_alternative<hook_close>(reset));
  EXPECT_TRUE(std::get<hook_close>(reset).reset);
}

TEST_F(lua_hooks, see_the_command) {
  load(
      "RETR = function(session, command) return ok(command.verb .. '|' .. command.argument .. '|' .. "
      "tostring(command.number)) end");
  EXPECT_EQ(reply("RETR", "7"), "+OK RETR|7|7");
  EXPECT_EQ(reply("RETR", "x"), "+OK RETR|x|nil");
}

TEST_F(lua_hooks, see_the_session) {
  load("STAT = function(s) return ok(s.connection .. ' ' .. tostring(s.user) .. ' ' .. tostring(s.secured)) end");
  EXPECT_EQ(reply("STAT"), "+OK 1 alice true");
  session_.log_out();
  EXPECT_EQ(reply("STAT"), "+OK 1 nil true");
}

TEST_F(lua_hooks, sleep_on_the_clock_they_are_given) {
  load("STAT = function() sleep '10m' sleep('1.5s') return ok() end");
  const auto before = time_.now();
  EXPECT_EQ(reply("STAT"), "+OK");
  EXPECT_EQ(time_.now() - before, 601'500ms);
}

TEST_F(lua_hooks, sleep_side_by_side) {
  load(
      "RETR = function(session, command) sleep(command.argument .. 'ms') order = order .. command.argument .. ' ' "
      "return ok(order) end",
      "order = ''");
  std::vector<quiet_session> sessions(3);
  std::vector<pop3kit::testing::running<hook_verdict>> started;
  const char* waits[] = {"300", "100", "200"};
  for (std::size_t each = 0; each < 3; ++each) {
    auto call = runner_->run(sessions[each], command("RETR", waits[each]));
    started.push_back(pop3kit::testing::start(context_, std::move(call)));
  }
  const auto before = time_.now();
  time_.run_until_idle(context_);
  EXPECT_EQ(time_.now() - before, 300ms);
  EXPECT_EQ(std::get<hook_reply>(started[0].get()).status_line, "+OK 100 200 300 ");
}

TEST_F(lua_hooks, many_sleep_at_once) {
  load("RETR = function() sleep '1s' woken = woken + 1 return ok(tostring(woken)) end", "woken = 0");
  std::vector<quiet_session> sessions(1000);
  std::vector<pop3kit::testing::running<hook_verdict>> started;
  for (auto& each : sessions) {
    auto call = runner_->run(each, command("RETR", ""));
    started.push_back(pop3kit::testing::start(context_, std::move(call)));
  }
  time_.run_until_idle(context_);
  EXPECT_EQ(std::get<hook_reply>(started.back().get()).status_line, "+OK 1000");
}

TEST_F(lua_hooks, sleep_within_pcall) {
  load(
      "STAT = function() local good, what = pcall(function() sleep '1s' error('oh', 0) end) return ok(tostring(good) "
      ".. what) end");
  EXPECT_EQ(reply("STAT"), "+OK falseoh");
}

TEST_F(lua_hooks, end_in_their_sleep_when_they_are_cancelled) {
  load("STAT = function() sleep '1h' after = true end, LIST = function() return ok(tostring(after)) end",
       "after = false");
  auto call = runner_->run(session_, command("STAT", ""));
  auto started = pop3kit::testing::start(context_, std::move(call));
  context_.poll();
  ASSERT_FALSE(started.done());
  started.cancel();
  context_.restart();
  context_.poll();
  EXPECT_TRUE(started.done());
  EXPECT_EQ(time_.armed_timers(), 0U);
  EXPECT_EQ(reply("LIST"), "+OK false");
}

TEST_F(lua_hooks, may_be_dropped_with_their_context) {
  load("STAT = function() sleep '1h' end");
  auto other = std::make_unique<boost::asio::io_context>();
  auto call = runner_->run(session_, command("STAT", ""));
  auto started = pop3kit::testing::start(*other, std::move(call));
  other->poll();
  runner_.reset();  // the coroutine keeps what it needs
  other.reset();
  EXPECT_FALSE(started.done());
}

TEST_F(lua_hooks, share_variables_over_sessions_and_not_over_servers) {
  const std::string counting = "STAT = function() n = n + 1 return ok(tostring(n)) end";
  const auto made = scenario::parse("n = 0 return scenario { hooks = { " + counting + " } }");
  const auto& factory = described(made).hooks;
  const auto other = factory->make(time_, 1);
  runner_ = factory->make(time_, 1);
  EXPECT_EQ(reply("STAT"), "+OK 1");
  EXPECT_EQ(reply("STAT"), "+OK 2");
  runner_ = factory->make(time_, 1);
  EXPECT_EQ(reply("STAT"), "+OK 1");
}

TEST_F(lua_hooks, that_raise_name_file_and_line) {
  load("STAT = function()\n local function inner() error 'so it is' end\n inner()\n end");
  const auto verdict = ask("STAT");
  ASSERT_TRUE(std::holds_alternative<hook_failed>(verdict));
  EXPECT_THAT(std::get<hook_failed>(verdict).what,
              AllOf(HasSubstr("h.lua:4: so it is"), HasSubstr("traceback"), HasSubstr("h.lua:5:")));
}

TEST_F(lua_hooks, that_raise_after_a_sleep_name_file_and_line) {
  load("STAT = function() sleep '1s'\n local x = nil + 1 end");
  EXPECT_THAT(reply("STAT"),
              AllOf(HasSubstr("failed: h.lua:4: attempt to perform arithmetic"), HasSubstr("traceback")));
}

TEST_F(lua_hooks, that_raise_do_not_disturb_others) {
  load("STAT = function() error {} end, LIST = function() return ok() end");
  for (int time_after_time = 0; time_after_time < 100; ++time_after_time) {
    EXPECT_THAT(reply("STAT"), HasSubstr("an error that is not text but a table"));
    EXPECT_EQ(reply("LIST"), "+OK");
  }
}

TEST_F(lua_hooks, that_run_away_are_stopped) {
  load(
      "STAT = function() while true do end end, UIDL = function() while true do pcall(function() while true do end "
      "end) end end,"
      "LIST = function() return ok() end");
  EXPECT_THAT(reply("STAT"), HasSubstr("ran for too long"));
  EXPECT_THAT(reply("UIDL"), HasSubstr("ran for too long"));
  EXPECT_EQ(reply("LIST"), "+OK");
}

TEST_F(lua_hooks, may_run_for_20_million_instructions_between_two_waits) {
  load("STAT = function() work() sleep '1s' work() return ok() end, LIST = function() work() work() return ok() end",
       "local function work() for _ = 1, 12000000 do end end");
  EXPECT_EQ(reply("STAT"), "+OK");
  EXPECT_THAT(reply("LIST"), HasSubstr("ran for too long"));
}

TEST_F(lua_hooks, that_ask_without_end_let_others_go_on_and_can_be_stopped) {
  for (const std::string asks : {"release 'g'", "hold 'g'", "session:read '0s'", "session:answer()", "sleep '0s'"}) {
    SCOPED_TRACE(asks);
    load("STAT = function(session) while true do " + asks + " end end");
    context_.restart();
    auto hook = pop3kit::testing::start(context_, runner_->run(session_, command("STAT", "")));
    for (int turn = 0; turn < 10; ++turn) context_.poll_one();
    EXPECT_FALSE(hook.done());
    hook.cancel();
    context_.restart();
    for (int turn = 0; turn < 10; ++turn) context_.poll_one();
    EXPECT_TRUE(hook.done());
  }
}

/// With a smaller limit: to fill the usual one takes longer than a hook may, on a machine that checks every access.
TEST_F(lua_hooks, that_eat_memory_are_stopped) {
  lua::limits bounds = lua::hook_limits();
  bounds.memory = std::size_t{16} << 20U;
  const lua::script text("h.lua",
                         "return scenario { hooks = {"
                         " STAT = function() local t = {} while true do t[#t + 1] = ('x'):rep(1 << 20) end end,"
                         " LIST = function() return ok() end } }");
  runner_ = lua::make_hook_factory(text, {"STAT", "LIST"}, bounds)->make(time_, 1);
  EXPECT_THAT(reply("STAT"), HasSubstr("too much memory"));
  EXPECT_EQ(reply("LIST"), "+OK");
}

TEST_F(lua_hooks, that_only_allocate_are_stopped_with_their_line) {
  load(
      "STAT = function()\nlocal t = {}\nwhile true do t[#t + 1] = ('x'):rep(1 << 20) end end,\n"
      "LIST = function()\nlocal s = 'x'\nwhile true do s = s .. s end end,\n"
      "NOOP = function()\nwhile true do local t = {} end end,\n"
      "RSET = function()\nsleep '1s'\nreturn ok(('x'):rep(1 << 27)) end");
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(reply("STAT"), HasSubstr("h.lua:5: ")) << "where the loop is";
    EXPECT_THAT(reply("LIST"), HasSubstr("h.lua:8: "));
    EXPECT_THAT(reply("NOOP"), HasSubstr("h.lua:10: "));
    EXPECT_THAT(reply("RSET"), HasSubstr("h.lua:13: ")) << "not where another hook was";
  }
}

TEST_F(lua_hooks, a_gate_that_cannot_be_opened_is_an_error_with_its_line) {
  load("STAT = function()\nrelease 'one too many'\nreturn ok() end, LIST = function()\nrelease(('x'):rep(257)) end");
  EXPECT_THAT(reply("STAT"), HasSubstr("h.lua:4: this gate cannot be opened: at most 10,000 gates"));
  EXPECT_THAT(reply("LIST"), HasSubstr("the name of a gate has at most 256 octets"));
}

TEST_F(lua_hooks, that_return_what_means_nothing_fail) {
  load("STAT = function() return 5 end, LIST = function() return {} end, UIDL = function() return 'a\\r\\nb' end");
  EXPECT_THAT(reply("STAT"), HasSubstr("returned a number; return ok(...)"));
  EXPECT_THAT(reply("LIST"), HasSubstr("returned a table"));
  EXPECT_THAT(reply("UIDL"), HasSubstr("a text of several lines"));
}

TEST_F(lua_hooks, mistaken_names_are_named) {
  load(
      "STAT = function(s) return s.conection end, LIST = function(s) return s:defualt() end, RETR = function(s, c) "
      "return c.numbr end,"
      "UIDL = function(s) return s.default() end, NOOP = function() sleep(200) end");
  EXPECT_THAT(reply("STAT"), HasSubstr("a session has no 'conection'; did you mean 'connection'?"));
  EXPECT_THAT(reply("LIST"), HasSubstr("did you mean 'default'?"));
  EXPECT_THAT(reply("RETR"), HasSubstr("a command has no 'numbr'; did you mean 'number'?"));
  EXPECT_THAT(reply("UIDL"), HasSubstr("with a colon"));
  EXPECT_THAT(reply("NOOP"), HasSubstr("a unit is missing"));
}

TEST_F(lua_hooks, status_lines_cannot_smuggle_lines) {
  load("STAT = function() return ok('a\\r\\n+OK b') end");
  EXPECT_THAT(reply("STAT"), HasSubstr("cannot contain CR, LF or NUL"));
}

TEST_F(lua_hooks, sessions_cannot_be_kept) {
  load("STAT = function(s) kept = s return ok() end, LIST = function() return ok(tostring(kept.user)) end",
       "kept = false");
  EXPECT_EQ(reply("STAT"), "+OK");
  EXPECT_THAT(reply("LIST"), HasSubstr("the hook that this session was given to has ended"));
}

TEST_F(lua_hooks, randomness_belongs_to_seed_and_connection) {
  const std::string drawing = "STAT = function() return ok(tostring(math.random(1 << 40))) end";
  load(drawing, "", 1);
  const auto first = reply("STAT");
  const auto second = reply("STAT");
  EXPECT_NE(first, second);
  load(drawing, "", 1);
  EXPECT_EQ(reply("STAT"), first);
  quiet_session other{2};
  const auto elsewhere = pop3kit::testing::run(context_, time_, runner_->run(other, command("STAT", "")));
  EXPECT_NE(std::get<hook_reply>(elsewhere).status_line, second);
  EXPECT_EQ(reply("STAT"), second) << "another connection's draw does not change this one's";
  load(drawing, "", 2);
  EXPECT_NE(reply("STAT"), first);
}

TEST_F(lua_hooks, tables_of_the_file_are_there_and_files_are_not_read_again) {
  const temporary_folder folder;
  folder.write("a.eml", "x\n");
  const auto made = scenario::parse(
      "local words = { 'one', 'two' }\nreturn scenario {\n"
      "accounts = { a = { password = 'x', mailbox = { eml 'a.eml' } } },\n"
      "hooks = { RETR = function(_, command) return ok(words[command.number]) end } }",
      "h.lua", folder.path());
  std::filesystem::remove(folder.path() / "a.eml");
  runner_ = described(made).hooks->make(time_, 1);
  EXPECT_EQ(reply("RETR", "2"), "+OK two");
}

}  // namespace
}  // namespace pop3kit::serving
