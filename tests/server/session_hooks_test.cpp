#include "scenario/hooks.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

/// Hooks in C++ in place of a script's.
class fake_runner final : public hook_runner {
 public:
  using hook = std::function<hook_verdict(hook_session&, const hook_command&)>;

  fake_runner(net::clock& time, std::map<std::string, hook, std::less<>> hooks, net::duration sleeps)
      : time_(time), hooks_(std::move(hooks)), sleeps_(sleeps) {}

  [[nodiscard]] bool has_hook(std::string_view verb) const override { return hooks_.contains(verb); }
  void forget(std::uint64_t) noexcept override {}

  [[nodiscard]] net::asio::awaitable<hook_verdict> run(hook_session& session, const hook_command& command) override {
    if (sleeps_ > net::duration::zero()) {
      const auto slept = co_await net::sleep_for(time_, sleeps_);
      if (slept.has_error()) co_return hook_verdict(hook_default());
    }
    co_return hooks_.find(command.verb)->second(session, command);
  }

 private:
  net::clock& time_;
  std::map<std::string, hook, std::less<>> hooks_;
  net::duration sleeps_;
};

class fake_factory final : public hook_factory {
 public:
  std::map<std::string, fake_runner::hook, std::less<>> hooks;
  net::duration sleeps{};

  [[nodiscard]] std::unique_ptr<hook_runner> make(net::clock& time, std::uint64_t) const override {
    return std::make_unique<fake_runner>(time, hooks, sleeps);
  }
};

hook_verdict reply_with(std::string line) {
  hook_reply reply;
  reply.status_line = std::move(line);
  return reply;
}

class session_hooks : public stage_fixture {
 protected:
  session_hooks() { on_.what.hooks = scripts_; }

  std::shared_ptr<fake_factory> scripts_ = std::make_shared<fake_factory>();
};

TEST_F(session_hooks, a_reply_stands_in_place_of_the_command) {
  scripts_->hooks["DELE"] = [](hook_session&, const hook_command&) { return reply_with("-ERR [SYS/TEMP] no"); };
  EXPECT_EQ(logged_in().ask("DELE 1\r\nSTAT\r\n"), "-ERR [SYS/TEMP] no\r\n+OK 2 320\r\n");
}

TEST_F(session_hooks, the_default_is_the_real_server) {
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) { return hook_verdict(hook_default()); };
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(session_hooks, learns_of_command_and_session) {
  std::string seen;
  scripts_->hooks["TOP"] = [&seen](hook_session& session, const hook_command& command) {
    seen = command.verb + "|" + command.argument + "|" + std::to_string(command.number.value_or(0)) + "|" +
           session.user() + "|" + std::to_string(session.connection()) + "|" + (session.secured() ? "tls" : "plain");
    return hook_verdict(hook_default());
  };
  logged_in().ask("top 2 0\r\n");
  EXPECT_EQ(seen, "TOP|2 0|2|alice|1|plain");
}

TEST_F(session_hooks, sleep_holds_one_session_only) {
  on_.alice().lock = false;
  scripts_->sleeps = std::chrono::seconds(3);
  scripts_->hooks["NOOP"] = [](hook_session&, const hook_command&) { return reply_with("+OK slept"); };
  line_client& first = logged_in();
  line_client& second = logged_in();
  EXPECT_EQ(first.ask("NOOP\r\n"), "");
  EXPECT_EQ(second.ask("STAT\r\n"), "+OK 2 320\r\n");
  on_.pass(std::chrono::seconds(3));
  EXPECT_EQ(first.take(), "+OK slept\r\n");
}

TEST_F(session_hooks, may_close_the_connection) {
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) { return hook_verdict(hook_close()); };
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(session_hooks, may_reset_the_connection) {
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) {
    hook_close close;
    close.reset = true;
    return hook_verdict(close);
  };
  line_client& client = logged_in();
  client.send("STAT\r\n");
  on_.pass(std::chrono::seconds(1));
  EXPECT_TRUE(client.ended());
  EXPECT_NE(client.end(), errc::connection_closed);
}

TEST_F(session_hooks, one_that_raises_fails_the_verdict_and_not_the_server) {
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) {
    hook_failed failed;
    failed.what = "test.lua:7: attempt to index a nil value";
    return hook_verdict(failed);
  };
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("STAT\r\nNOOP\r\n"), "-ERR [SYS/TEMP] the scenario's hook failed\r\n+OK\r\n");
  EXPECT_EQ(on_.journal(journal_kind::hook_error),
            std::vector<std::string>{"test.lua:7: attempt to index a nil value"});
  const auto verdict = on_.run().expectations.verdict();
  ASSERT_TRUE(verdict.has_error());
  EXPECT_EQ(verdict.error().code(), errc::script_failed);
  EXPECT_EQ(verdict.error().detail(), "test.lua:7: attempt to index a nil value");
}

TEST_F(session_hooks, are_not_asked_if_a_rule_replies) {
  on_.add_rule("STAT").what.reply = "-ERR by rule";
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) { return reply_with("-ERR by hook"); };
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "-ERR by rule\r\n");
}

TEST_F(session_hooks, are_asked_if_a_rule_leaves_the_reply_open) {
  on_.add_rule("STAT").what.faults = {"bare_lf"};
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) { return reply_with("-ERR by hook"); };
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "-ERR by hook\n");
}

TEST_F(session_hooks, may_answer_unknown_verbs) {
  scripts_->hooks["XTND"] = [](hook_session&, const hook_command&) { return reply_with("+OK extended"); };
  EXPECT_EQ(on_.connect().ask("XTND a b\r\n"), "+OK extended\r\n");
}

TEST_F(session_hooks, may_answer_for_the_greeting) {
  scripts_->hooks["GREETING"] = [](hook_session&, const hook_command&) { return reply_with("-ERR full"); };
  EXPECT_EQ(on_.connect_raw().take(), "-ERR full\r\n");
}

TEST_F(session_hooks, stop_wakes_one_that_sleeps) {
  scripts_->sleeps = std::chrono::hours(24);
  scripts_->hooks["STAT"] = [](hook_session&, const hook_command&) { return hook_verdict(hook_default()); };
  line_client& client = logged_in();
  client.send("STAT\r\n");
  on_.running().stop();
  on_.settle();
  EXPECT_EQ(on_.running().sessions(), 0U);
}

}  // namespace
}  // namespace pop3kit::serving
