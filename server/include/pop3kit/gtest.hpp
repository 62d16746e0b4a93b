#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ostream>
#include <pop3kit/server.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Support for tests with GoogleTest: a fixture that starts servers and checks their verdicts, and matchers for the
/// commands that a server received. Header only. It uses the GoogleTest and GoogleMock that the test links
/// (`GTest::gmock`).
// GoogleTest calls these functions by names of its own style.
// NOLINTBEGIN(readability-identifier-naming)
namespace pop3kit::testing {

/// Matches a server, or a journal, that received a command: `sent_command("DELE", "3").times(1)`.
///
/// Without times(), at_least() or at_most(), the command must have arrived at least once. If several of these are
/// called, the last one counts. Commands that the server refused count as well. Made by sent_command().
class sent_command_matcher {
 public:
  /// Tells GoogleTest that this class is a matcher.
  using is_gtest_matcher = void;

  /// Makes a matcher for a verb, such as "QUIT", or for a whole line, such as "DELE 3".
  explicit sent_command_matcher(std::string line) : line_(std::move(line)) {}

  /// Returns a matcher that counts commands of one connection only. Connections are numbered from 1.
  [[nodiscard]] sent_command_matcher on_connection(std::uint64_t ordinal) const {
    sent_command_matcher changed = *this;
    changed.connection_ = ordinal;
    return changed;
  }
  /// Returns a matcher that counts only commands that arrived after this user had logged in.
  [[nodiscard]] sent_command_matcher by(std::string user) const {
    sent_command_matcher changed = *this;
    changed.user_ = std::move(user);
    return changed;
  }
  /// Returns a matcher that requires the command exactly this many times; 0 means never.
  [[nodiscard]] sent_command_matcher times(std::uint64_t exactly) const { return between(exactly, exactly); }
  /// Returns a matcher that requires the command at least this many times.
  [[nodiscard]] sent_command_matcher at_least(std::uint64_t count) const { return between(count, UINT64_MAX); }
  /// Returns a matcher that requires the command at most this many times; none at all matches too.
  [[nodiscard]] sent_command_matcher at_most(std::uint64_t count) const { return between(0, count); }

  /// Returns whether the server's journal matches. Writes what it contains to `out`, which may be null. For GoogleTest.
  bool MatchAndExplain(const server& seen, std::ostream* out) const { return MatchAndExplain(seen.journal(), out); }
  /// Returns whether a journal matches. Writes what it contains to `out`, which may be null. For GoogleTest.
  bool MatchAndExplain(const std::vector<journal_entry>& journal, std::ostream* out) const;
  /// Writes what the matcher requires. For GoogleTest.
  void DescribeTo(std::ostream* out) const { describe(out, "got "); }
  /// Writes what the negated matcher requires. For GoogleTest.
  void DescribeNegationTo(std::ostream* out) const { describe(out, "did not get "); }

 private:
  [[nodiscard]] sent_command_matcher between(std::uint64_t least, std::uint64_t most) const {
    sent_command_matcher changed = *this;
    changed.least_ = least;
    changed.most_ = most;
    return changed;
  }
  void describe(std::ostream* out, std::string_view begin) const;

  std::string line_;
  std::optional<std::uint64_t> connection_;
  std::optional<std::string> user_;
  std::uint64_t least_ = 1;
  std::uint64_t most_ = UINT64_MAX;
};

/// Matches a server, or a journal, that received these commands in this order on one connection.
///
/// Other commands may come between them. Made by in_order().
class in_order_matcher {
 public:
  /// Tells GoogleTest that this class is a matcher.
  using is_gtest_matcher = void;

  /// Makes a matcher for verbs or whole lines, in the order in which they must arrive.
  explicit in_order_matcher(std::vector<std::string> lines) : lines_(std::move(lines)) {}

  /// Returns whether the server's journal matches. Writes what it contains to `out`, which may be null. For GoogleTest.
  bool MatchAndExplain(const server& seen, std::ostream* out) const { return MatchAndExplain(seen.journal(), out); }
  /// Returns whether a journal matches. Writes what it contains to `out`, which may be null. For GoogleTest.
  bool MatchAndExplain(const std::vector<journal_entry>& journal, std::ostream* out) const;
  /// Writes what the matcher requires. For GoogleTest.
  void DescribeTo(std::ostream* out) const { describe(out, "got in this order: "); }
  /// Writes what the negated matcher requires. For GoogleTest.
  void DescribeNegationTo(std::ostream* out) const { describe(out, "did not get in this order: "); }

 private:
  void describe(std::ostream* out, std::string_view begin) const;

  std::vector<std::string> lines_;
};

/// Matches a server whose verdict is good now: every expectation of the scenario is met, and no script failed.
///
/// Made by meets_expectations().
class meets_expectations_matcher {
 public:
  /// Tells GoogleTest that this class is a matcher.
  using is_gtest_matcher = void;

  /// Returns whether server::verify() succeeds now. Writes the differences to `out`, which may be null. For GoogleTest.
  bool MatchAndExplain(const server& seen, std::ostream* out) const {
    const result<> verdict = seen.verify();
    if (verdict.has_error() && out != nullptr) *out << verdict.error().detail();
    return verdict.has_value();
  }
  /// Writes what the matcher requires. For GoogleTest.
  void DescribeTo(std::ostream* out) const { *out << "meets the scenario's expectations"; }
  /// Writes what the negated matcher requires. For GoogleTest.
  void DescribeNegationTo(std::ostream* out) const { *out << "does not meet the scenario's expectations"; }
};

/// Returns a matcher for a command that the server received at least once.
///
/// `sent_command("QUIT")` matches the verb with any argument, `sent_command("DELE 3")` exactly this line. The case of
/// the verb is ignored; that of the argument is not. Secrets stand in the journal as "****".
[[nodiscard]] inline sent_command_matcher sent_command(std::string verb) {
  return sent_command_matcher(std::move(verb));
}
/// Returns a matcher for exactly this verb and argument: `sent_command("DELE", "3")` is `sent_command("DELE 3")`.
[[nodiscard]] inline sent_command_matcher sent_command(const std::string& verb, const std::string& argument) {
  return sent_command_matcher(verb + " " + argument);
}
/// Returns a matcher for commands that arrive in this order on one connection: `in_order({"RETR 1", "DELE 1"})`.
/// Each text is a verb or a whole line, as for sent_command().
[[nodiscard]] inline in_order_matcher in_order(std::initializer_list<std::string> lines) {
  return in_order_matcher(std::vector<std::string>(lines));
}
/// Returns a matcher for a server whose verdict is good now.
[[nodiscard]] inline meets_expectations_matcher meets_expectations() {
  return {};
}

/// Returns true if `entry` is a command that `wanted` names: a verb, or a whole line.
///
/// The case of the verb is ignored (RFC 1939 section 3).
[[nodiscard]] inline bool is_command(const journal_entry& entry, std::string_view wanted) {
  if (entry.kind != journal_kind::command) return false;
  const auto verb_of = [](std::string_view line) { return line.substr(0, line.find(' ')); };
  const auto same_letter = [](char one, char other) {
    const auto lower = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter; };
    return lower(one) == lower(other);
  };
  const std::string_view verb = verb_of(wanted);
  if (!std::ranges::equal(verb_of(entry.text), verb, same_letter)) return false;
  return verb.size() == wanted.size() || std::string_view(entry.text).substr(verb.size()) == wanted.substr(verb.size());
}

/// Blocks until the server has received a command, and returns success or failure for EXPECT_TRUE().
///
/// Commands that arrived before the call count. The reply may still be pending when this function returns. It fails if
/// `limit` passes or the server stops first. If the server is not running, or within a callback of the server, it looks
/// once and does not wait. `command` is a verb or a whole line, as for sent_command().
[[nodiscard]] inline ::testing::AssertionResult came(const server& to, const std::string& command,
                                                     std::chrono::nanoseconds limit = std::chrono::seconds(30)) {
  const auto wanted = [&command](const journal_entry& entry) { return is_command(entry, command); };
  if (to.wait_for(wanted, limit)) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << command << " did not come in time";
}

/// A fixture with any number of servers. Each has its own thread, ports and state.
///
/// After the test, the fixture stops all servers, even if sessions are still open, and fails the test if the verdict of
/// a server is not good. The servers are destroyed with the fixture.
class server_test : public ::testing::Test {
 protected:
  /// Starts a server with a scenario from Lua text and returns it.
  ///
  /// Throws pop3kit::error if the scenario is invalid or a port cannot be opened. The reference is valid until the test
  /// has ended.
  server& serve(std::string_view lua, server_options options = server_options()) {
    return start(scenario::parse(lua).value(), std::move(options));
  }
  /// Starts a server with a scenario from a file and returns it.
  ///
  /// Throws pop3kit::error if the file cannot be read, the scenario is invalid, or a port cannot be opened. The
  /// reference is valid until the test has ended.
  server& serve_file(const std::filesystem::path& file, server_options options = server_options()) {
    return start(scenario::load(file).value(), std::move(options));
  }
  /// Switches off the check of the verdicts after this test. For tests that check the verdict themselves.
  void leave_verdicts_to_the_test() noexcept { judge_ = false; }

  /// Stops all servers and checks their verdicts. A fixture that overrides it must call it.
  void TearDown() override {
    for (const auto& each : servers_) each->stop();
    for (const auto& each : servers_) {
      if (judge_) {
        EXPECT_THAT(*each, meets_expectations());
      }
    }
  }

 private:
  server& start(scenario what, server_options options) {
    auto made = std::make_unique<server>(std::move(what), std::move(options));
    made->start().value();
    return *servers_.emplace_back(std::move(made));
  }

  std::vector<std::unique_ptr<server>> servers_;
  bool judge_ = true;
};

inline bool sent_command_matcher::MatchAndExplain(const std::vector<journal_entry>& journal, std::ostream* out) const {
  const std::string verb = line_.substr(0, line_.find(' '));
  std::uint64_t seen = 0;
  std::string others;
  for (const journal_entry& entry : journal) {
    const bool here = !connection_ || entry.connection == *connection_;
    if (here && (!user_ || entry.user == *user_) && is_command(entry, line_)) {
      ++seen;
    } else if (is_command(entry, verb)) {
      others += (others.empty() ? "" : ", ") + entry.text + " on connection " + std::to_string(entry.connection);
    }
  }
  if (out != nullptr) *out << "which got it " << seen << " times" << (others.empty() ? "" : "; nearest: ") << others;
  return seen >= least_ && seen <= most_;
}

inline void sent_command_matcher::describe(std::ostream* out, std::string_view begin) const {
  *out << begin << line_;
  if (connection_) *out << " on connection " << *connection_;
  if (user_) *out << " by " << *user_;
  if (least_ == most_) {
    *out << " exactly " << least_ << " times";
  } else if (most_ != UINT64_MAX) {
    *out << " at most " << most_ << " times";
  } else if (least_ != 1) {
    *out << " at least " << least_ << " times";
  }
}

inline bool in_order_matcher::MatchAndExplain(const std::vector<journal_entry>& journal, std::ostream* out) const {
  std::vector<std::pair<std::uint64_t, std::size_t>> reached;  // connection, steps done
  std::pair<std::uint64_t, std::size_t> best{0, 0};
  for (const journal_entry& entry : journal) {
    if (entry.kind == journal_kind::connect) reached.emplace_back(entry.connection, 0);
    for (auto& [connection, steps] : reached) {
      if (connection != entry.connection || steps == lines_.size() || !is_command(entry, lines_[steps])) continue;
      if (++steps > best.second) best = {connection, steps};
    }
  }
  const bool all = best.second == lines_.size();
  if (out != nullptr && !all && best.second == 0) *out << "which never got " << lines_.front();
  if (out != nullptr && !all && best.second > 0) {
    *out << "whose connection " << best.first << " came nearest: after " << lines_[best.second - 1] << ", "
         << lines_[best.second] << " never came";
  }
  return all;
}

inline void in_order_matcher::describe(std::ostream* out, std::string_view begin) const {
  *out << begin;
  for (const std::string& line : lines_) *out << (&line == &lines_.front() ? "" : ", ") << line;
}

}  // namespace pop3kit::testing

namespace pop3kit {

/// Writes the title of the server's scenario. GoogleTest calls this function to show a server.
inline void PrintTo(const server& shown, std::ostream* out) {
  *out << "the server playing '" << shown.report().title << "'";
}

}  // namespace pop3kit
// NOLINTEND(readability-identifier-naming)
