#include "transfer/growth_rule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace pop3kit::testing {
namespace {

using engine::growth_rule;
using engine::growth_terms;
using engine::growth_view;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Plays an operation on paper: how fast so many connections are is a function, and newcomers are there after a while.
class played {
 public:
  played(std::uint64_t messages, std::function<double(std::size_t)> messages_per_second)
      : left_(messages), speed_(std::move(messages_per_second)) {
    terms.most = 8;
    terms.setup = milliseconds(60);
    terms.round_trip = milliseconds(10);
    terms.round_trips = 6;
  }

  /// Until all is done; the time that took.
  net::duration play() {
    growth_rule rule(terms);
    std::size_t asked_for = 1;
    const net::time_point begin = view_.now;
    while (left_ != 0) {
      const double rate = speed_(view_.working) / (view_.opening != 0 ? slowdown_by_logins : 1);
      view_.now += net::duration(static_cast<net::duration::rep>(1e9 / rate));
      if (view_.opening != 0 && view_.now >= there_at_) view_.working += std::exchange(view_.opening, 0);
      --left_;
      ++view_.messages;
      view_.done = view_.messages;
      view_.left = left_;
      const std::size_t wanted = rule.advise(view_);
      if (wanted > asked_for) {
        view_.opening += wanted - asked_for;
        there_at_ = view_.now + terms.setup;
        if (refused) view_.opening = 0;
      } else if (wanted < asked_for) {
        const std::size_t on_their_way = std::min(view_.opening, asked_for - wanted);
        view_.opening -= on_their_way;
        view_.working -= std::min(view_.working - 1, asked_for - wanted - on_their_way);
      }
      asked_for = wanted;
      most_ = std::max(most_, view_.working);
      asked_ = std::max(asked_, asked_for);
    }
    return view_.now - begin;
  }

  [[nodiscard]] std::size_t most_working() const { return most_; }
  [[nodiscard]] std::size_t most_asked_for() const { return asked_; }
  [[nodiscard]] std::size_t working_at_the_end() const { return view_.working; }

  growth_terms terms;
  bool refused = false;
  double slowdown_by_logins = 1;

 private:
  std::uint64_t left_;
  std::function<double(std::size_t)> speed_;
  growth_view view_;
  net::time_point there_at_;
  std::size_t most_ = 1;
  std::size_t asked_ = 1;
};

double in_proportion(std::size_t connections) {
  return 100.0 * static_cast<double>(connections);
}

TEST(growth_rule, uses_all_that_are_allowed_if_each_pays) {
  played work(10'000, in_proportion);
  EXPECT_LT(work.play(), milliseconds(13'000));
  EXPECT_EQ(work.most_working(), 8U);
  EXPECT_EQ(work.working_at_the_end(), 8U);
}

TEST(growth_rule, closes_new_connections_if_they_bring_nothing) {
  played work(10'000, [](std::size_t) { return 100.0; });
  EXPECT_EQ(work.play(), seconds(100));
  EXPECT_GT(work.most_working(), 1U);
  EXPECT_EQ(work.working_at_the_end(), 1U);
}

TEST(growth_rule, keeps_what_brings_something_and_asks_for_no_more) {
  played work(10'000,
              [](std::size_t connections) { return 100.0 * std::min<double>(static_cast<double>(connections), 2.5); });
  EXPECT_LT(work.play(), seconds(42));
  EXPECT_GT(work.working_at_the_end(), 2U);
}

TEST(growth_rule, tries_nothing_if_the_work_is_short) {
  played work(15, in_proportion);
  work.play();
  EXPECT_EQ(work.most_asked_for(), 1U);
}

TEST(growth_rule, tries_nothing_if_logging_in_takes_as_long_as_the_work) {
  played work(100, in_proportion);
  work.terms.setup = seconds(2);
  work.play();
  EXPECT_EQ(work.most_asked_for(), 1U);
}

TEST(growth_rule, stakes_a_sixtieth_of_the_remaining_time_on_logins_that_may_cost_the_others) {
  // Nothing of the setup is waiting: ten seconds of work allow for two logins of 60 ms and a little.
  played work(1000, [](std::size_t) { return 100.0; });
  work.terms.round_trip = {};
  work.play();
  EXPECT_EQ(work.most_asked_for(), 1U + 2U);
}

/// Too short for the sixtieth: a second of work, and a login of 60 ms of which nothing is known to be waiting.
played short_work_with_dear_logins() {
  played work(100, in_proportion);
  work.terms.round_trip = {};
  work.terms.longest_step = milliseconds(20);
  return work;
}

TEST(growth_rule, tries_one_login_if_each_of_its_steps_is_cheap) {
  played work = short_work_with_dear_logins();
  EXPECT_LT(work.play(), milliseconds(500));
  EXPECT_EQ(work.most_working(), 8U);
}

TEST(growth_rule, calls_the_wager_off_as_soon_as_the_work_slows_down) {
  played work = short_work_with_dear_logins();
  work.slowdown_by_logins = 2;
  EXPECT_LE(work.play(), milliseconds(1010));
  EXPECT_EQ(work.most_asked_for(), 2U);
  EXPECT_EQ(work.most_working(), 1U);
}

TEST(growth_rule, tries_no_login_if_one_step_costs_as_much_as_many_messages) {
  played work = short_work_with_dear_logins();
  work.terms.longest_step = milliseconds(50);
  work.play();
  EXPECT_EQ(work.most_asked_for(), 1U);
}

TEST(growth_rule, stops_if_new_connections_are_refused) {
  played work(10'000, in_proportion);
  work.refused = true;
  EXPECT_EQ(work.play(), seconds(100));
  EXPECT_EQ(work.working_at_the_end(), 1U);
}

TEST(growth_rule, of_one_connection_stays_with_it) {
  played work(10'000, in_proportion);
  work.terms.most = 1;
  work.play();
  EXPECT_EQ(work.most_asked_for(), 1U);
}

TEST(growth_rule, does_not_believe_a_burst) {
  // All replies of a full window at one moment say nothing of speed.
  growth_terms terms;
  terms.most = 8;
  terms.setup = milliseconds(60);
  growth_rule rule(terms);
  growth_view view;
  for (std::uint64_t message = 1; message <= 256; ++message) {
    view.messages = view.done = message;
    view.left = 100'000;
    EXPECT_EQ(rule.advise(view), 1U);
  }
}

}  // namespace
}  // namespace pop3kit::testing
