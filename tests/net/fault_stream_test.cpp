#include "net/fault/fault_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <vector>

#include "net/fault/link_schedule.hpp"
#include "support/fail_stream.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {
namespace {

using namespace std::chrono_literals;

/// What a read gave, and when.
struct arrival {
  net::duration when{};
  std::string octets;
};

class fault_stream_test : public ::testing::Test {
 protected:
  /// `faulty_` with the plan, joined to `plain_`.
  void join(const net::fault_plan& plan, std::size_t capacity = 65536) {
    auto [first, second] = memory_pair(context_, capacity);
    faulty_ = net::make_fault_stream(std::move(first), time_, plan);
    plain_ = std::move(second);
  }
  static net::fault_plan outgoing(const net::link_conditions& conditions) {
    net::fault_plan plan;
    plan.outgoing = conditions;
    return plan;
  }
  static net::fault_plan incoming(const net::link_conditions& conditions) {
    net::fault_plan plan;
    plan.incoming = conditions;
    return plan;
  }
  asio::awaitable<std::vector<arrival>> record(net::byte_stream& stream) {
    std::vector<arrival> arrivals;
    std::string room(65536, '\0');
    for (;;) {
      const auto count = co_await stream.read_some(room);
      if (!count) co_return arrivals;
      arrival one;
      one.when = time_.now().time_since_epoch();
      one.octets = room.substr(0, *count);
      arrivals.push_back(one);
    }
  }
  net::duration now() const { return time_.now().time_since_epoch(); }
  template <class T>
  T run_here(asio::awaitable<T> task) {
    return run(context_, time_, std::move(task));
  }
  /// What can happen without time passing.
  void settle() {
    context_.restart();
    context_.poll();
  }

  asio::io_context context_;
  net::virtual_clock time_;
  std::unique_ptr<net::fault_stream> faulty_;
  net::stream_ptr plain_;
};

net::link_conditions latency(net::duration wait) {
  net::link_conditions conditions;
  conditions.latency = wait;
  return conditions;
}

TEST_F(fault_stream_test, without_faults_nothing_takes_time) {
  join(net::fault_plan());
  ASSERT_TRUE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  settle();
  EXPECT_EQ(run_here(read_exactly(*plain_, 5)).octets, "+OK\r\n");
  EXPECT_EQ(now(), 0s);
  EXPECT_EQ(time_.armed_timers(), 0U);
}

TEST_F(fault_stream_test, outgoing_octets_arrive_late) {
  join(outgoing(latency(20ms)));
  ASSERT_TRUE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(now(), 0ms) << "the writer does not wait for the arrival";
  EXPECT_EQ(run_here(read_exactly(*plain_, 5)).octets, "+OK\r\n");
  EXPECT_EQ(now(), 20ms);
}

TEST_F(fault_stream_test, incoming_octets_arrive_late) {
  join(incoming(latency(30ms)));
  ASSERT_TRUE(run_here(plain_->write(std::string_view("STAT\r\n"))));
  EXPECT_EQ(run_here(read_exactly(*faulty_, 6)).octets, "STAT\r\n");
  EXPECT_EQ(now(), 30ms);
}

TEST_F(fault_stream_test, octets_that_arrive_between_two_looks_at_the_clock_are_no_failure) {
  time_.pass_at_each_look(1ms);
  for (const net::duration wait : {1ms, 2ms, 3ms, 4ms, 5ms, 6ms}) {
    join(incoming(latency(wait)));
    for (const std::string_view command : {"TOP 1 0\r\n", "TOP 2 0\r\n", "TOP 3 0\r\n"}) {
      ASSERT_TRUE(run_here(plain_->write(command)));
      EXPECT_EQ(run_here(read_exactly(*faulty_, command.size())).octets, command) << wait.count() << " ns";
    }
  }
}

TEST_F(fault_stream_test, latency_does_not_lower_throughput) {
  for (const bool out : {true, false}) {
    const auto begin = now();
    join(out ? outgoing(latency(1s)) : incoming(latency(1s)));
    net::byte_stream& writer = out ? *faulty_ : *plain_;
    net::byte_stream& reader = out ? *plain_ : *faulty_;
    auto writing = start(context_, write_and_shut_down(writer, pattern(1'000'000)));
    const received got = run_here(read_to_end(reader));
    EXPECT_TRUE(got.octets == pattern(1'000'000));
    EXPECT_EQ(now() - begin, 1s) << out;
    EXPECT_TRUE(writing.get());
  }
}

TEST_F(fault_stream_test, what_is_under_way_is_bounded) {
  const std::string much(3'000'000, 'x');
  join(outgoing(latency(1h)));
  auto writing = start(context_, faulty_->write(much));
  settle();
  EXPECT_FALSE(writing.done());
  join(incoming(latency(1h)), 1000);
  std::string room(10, '\0');
  auto reading = start(context_, faulty_->read_some(room));
  auto feeding = start(context_, plain_->write(much));
  settle();
  EXPECT_FALSE(feeding.done());
}

TEST_F(fault_stream_test, bandwidth_spreads_octets_over_time) {
  net::link_conditions conditions;
  conditions.octets_per_second = 10'000;
  join(outgoing(conditions));
  auto recording = start(context_, record(*plain_));
  ASSERT_TRUE(run_here(write_and_shut_down(*faulty_, pattern(20'000))));
  time_.run_until_idle(context_);
  EXPECT_EQ(now(), 2s);
  std::string total;
  for (const arrival& one : recording.get()) {
    total += one.octets;
    EXPECT_LE(total.size() * 1s, one.when * 10'000) << "nothing arrives before its time";
  }
  EXPECT_TRUE(total == pattern(20'000));
}

TEST_F(fault_stream_test, bandwidth_holds_for_incoming_octets_too) {
  net::link_conditions conditions;
  conditions.octets_per_second = 1'000;
  join(incoming(conditions));
  auto writing = start(context_, write_and_shut_down(*plain_, pattern(5'000)));
  const received got = run_here(read_to_end(*faulty_));
  EXPECT_TRUE(got.octets == pattern(5'000));
  EXPECT_EQ(now(), 5s);
}

TEST_F(fault_stream_test, an_idle_link_saves_no_bandwidth) {
  net::link_conditions conditions;
  conditions.octets_per_second = 1'000;
  join(outgoing(conditions));
  time_.run_for(context_, 1h);
  ASSERT_TRUE(run_here(faulty_->write(pattern(1'000))));
  run_here(read_exactly(*plain_, 1'000));
  EXPECT_EQ(now(), 1h + 1s);
}

TEST_F(fault_stream_test, slices_are_writes_of_their_own) {
  auto [first, second] = memory_pair(context_);
  const auto counted = std::make_shared<fail_plan>();
  net::link_conditions conditions;
  conditions.slice = 7;
  faulty_ =
      net::make_fault_stream(std::make_unique<fail_stream>(std::move(first), counted), time_, outgoing(conditions));
  ASSERT_TRUE(run_here(faulty_->write(pattern(30))));
  EXPECT_EQ(counted->operations, 5U);
  EXPECT_TRUE(run_here(read_exactly(*second, 30)).octets == pattern(30));
}

TEST_F(fault_stream_test, slices_under_a_rate_arrive_one_by_one) {
  net::link_conditions conditions;
  conditions.octets_per_second = 1'000;
  conditions.slice = 20;
  join(outgoing(conditions));
  ASSERT_TRUE(run_here(write_and_shut_down(*faulty_, pattern(50))));
  const auto arrivals = run_here(record(*plain_));
  ASSERT_EQ(arrivals.size(), 3U);
  EXPECT_EQ(arrivals[0].octets, pattern(50).substr(0, 20));
  EXPECT_EQ(arrivals[0].when, 20ms);
  EXPECT_EQ(arrivals[1].octets, pattern(50).substr(20, 20));
  EXPECT_EQ(arrivals[1].when, 40ms);
  EXPECT_EQ(arrivals[2].octets, pattern(50).substr(40));
  EXPECT_EQ(arrivals[2].when, 50ms);
}

TEST_F(fault_stream_test, slices_bound_what_a_read_returns) {
  for (const net::duration wait : {0ms, 5ms}) {
    net::link_conditions conditions = latency(wait);
    conditions.slice = 7;
    join(incoming(conditions));
    ASSERT_TRUE(run_here(write_and_shut_down(*plain_, pattern(30))));
    const auto arrivals = run_here(record(*faulty_));
    ASSERT_EQ(arrivals.size(), 5U);
    EXPECT_EQ(arrivals[0].octets, pattern(30).substr(0, 7));
    EXPECT_EQ(arrivals[4].octets, pattern(30).substr(28));
  }
}

TEST_F(fault_stream_test, jitter_keeps_the_order_and_repeats_with_the_seed) {
  const auto arrivals_with = [&](std::uint64_t seed) {
    net::virtual_clock time;
    asio::io_context context;
    auto [first, second] = memory_pair(context);
    net::fault_plan plan;
    plan.outgoing.latency = 100ms;
    plan.outgoing.jitter = 100ms;
    plan.seed = seed;
    auto faulty = net::make_fault_stream(std::move(first), time, plan);
    std::vector<net::duration> moments;
    for (char octet = 0; octet < 50; ++octet) {
      EXPECT_TRUE(run(context, time, faulty->write({&octet, 1})));
      const received got = run(context, time, read_exactly(*second, 1));
      EXPECT_EQ(got.octets, std::string(1, octet));
      moments.push_back(time.now().time_since_epoch());
    }
    return moments;
  };
  const auto once = arrivals_with(42);
  EXPECT_EQ(once, arrivals_with(42));
  EXPECT_NE(once, arrivals_with(43));
  for (std::size_t at = 1; at < once.size(); ++at) EXPECT_LE(once[at] - once[at - 1], 200ms);
}

/// The mean of the delays under this latency and a uniform jitter of 10 ms, and their bounds.
struct delays {
  net::duration least = net::duration::max();
  net::duration most{};
  double mean = 0;
};

delays uniform_delays(net::duration usual) {
  constexpr int draws = 4000;
  net::link_conditions conditions;
  conditions.latency = usual;
  conditions.jitter = 10ms;
  net::link_schedule schedule(conditions, 7);
  delays all;
  net::time_point now{};
  for (int drawn = 0; drawn < draws; ++drawn) {
    now += 1s;  // so that none waits for the one before it
    const net::duration delay = schedule.arrival(now, 1) - now;
    all.least = std::min(all.least, delay);
    all.most = std::max(all.most, delay);
    all.mean += static_cast<double>(delay.count()) / draws;
  }
  return all;
}

TEST(link_schedule, uniform_jitter_is_even_about_the_latency) {
  const delays all = uniform_delays(25ms);
  EXPECT_GE(all.least, 15ms);
  EXPECT_LE(all.most, 35ms);
  EXPECT_NEAR(all.mean, 25e6, 0.5e6);
}

TEST(link_schedule, uniform_jitter_beyond_the_latency_is_even_from_zero_to_twice_the_jitter) {
  for (const net::duration usual : {0ms, 4ms}) {
    const delays all = uniform_delays(usual);
    EXPECT_GE(all.least, 0ms);
    EXPECT_GT(all.most, 19ms);
    EXPECT_LE(all.most, 20ms);
    EXPECT_NEAR(all.mean, 10e6, 0.5e6) << "nothing is cut off at zero";
  }
}

TEST_F(fault_stream_test, knows_whether_it_was_cut) {
  join(net::fault_plan());
  faulty_->cut_after(3, net::close_kind::orderly);
  EXPECT_FALSE(faulty_->was_cut());
  EXPECT_FALSE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  EXPECT_TRUE(faulty_->was_cut());
}

TEST_F(fault_stream_test, the_end_of_the_stream_travels_as_slowly_as_the_octets) {
  join(outgoing(latency(20ms)));
  ASSERT_TRUE(run_here(write_and_shut_down(*faulty_, "+OK bye\r\n")));
  faulty_.reset();
  const received got = run_here(read_to_end(*plain_));
  EXPECT_EQ(got.octets, "+OK bye\r\n");
  EXPECT_EQ(got.end, errc::connection_closed);
  EXPECT_EQ(now(), 20ms);
}

TEST_F(fault_stream_test, reset_drops_what_is_under_way) {
  join(outgoing(latency(20ms)));
  ASSERT_TRUE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  faulty_->reset();
  const received got = run_here(read_to_end(*plain_));
  EXPECT_EQ(got.octets, "");
  EXPECT_EQ(got.end, boost::system::error_code(asio::error::connection_reset));
  EXPECT_EQ(now(), 0ms);
  time_.run_until_idle(context_);
  EXPECT_EQ(time_.armed_timers(), 0U);
}

TEST_F(fault_stream_test, a_failure_below_shows_at_a_later_write) {
  join(outgoing(latency(20ms)));
  plain_.reset();
  ASSERT_TRUE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  time_.run_until_idle(context_);
  EXPECT_FALSE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
}

TEST_F(fault_stream_test, a_reader_that_waits_is_served_by_what_comes_later) {
  join(incoming(latency(10ms)));
  auto reading = start(context_, read_exactly(*faulty_, 6));
  settle();
  EXPECT_FALSE(reading.done());
  ASSERT_TRUE(run_here(plain_->write(std::string_view("NOOP\r\n"))));
  time_.run_until_idle(context_);
  EXPECT_EQ(reading.get().octets, "NOOP\r\n");
}

struct cut_case {
  const char* name;
  net::close_kind kind;
  net::duration wait;
};

class cut_test : public fault_stream_test, public ::testing::WithParamInterface<cut_case> {};

TEST_P(cut_test, lets_through_the_very_number_of_octets) {
  for (const std::size_t octets : {0U, 1U, 9U, 99U, 20'000U}) {
    join(outgoing(latency(GetParam().wait)));
    faulty_->cut_after(octets, GetParam().kind);
    const std::string response = pattern(30'000);
    auto reading = start(context_, read_to_end(*plain_));
    boost::system::error_code failure;
    for (std::size_t at = 0; at < response.size() && !failure; at += 10) {
      const auto written = run_here(faulty_->write(std::string_view(response).substr(at, 10)));
      if (!written) failure = written.error();
    }
    EXPECT_EQ(failure, errc::connection_closed);
    time_.run_until_idle(context_);
    const received got = reading.get();
    EXPECT_TRUE(got.octets == response.substr(0, octets)) << got.octets.size() << " for " << octets;
    if (GetParam().kind == net::close_kind::reset) {
      EXPECT_EQ(got.end, boost::system::error_code(asio::error::connection_reset));
    } else {
      EXPECT_EQ(got.end, errc::connection_closed);
    }
  }
}

TEST_P(cut_test, a_write_that_just_fits_succeeds_and_is_the_last) {
  join(outgoing(latency(GetParam().wait)));
  faulty_->cut_after(5, GetParam().kind);
  EXPECT_TRUE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  const auto written = run_here(faulty_->write(std::string_view("+OK\r\n")));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error(), errc::connection_closed);
  EXPECT_EQ(run_here(read_to_end(*plain_)).octets, "+OK\r\n");
}

TEST_P(cut_test, the_other_direction_lives_on_after_a_half_close_only) {
  join(outgoing(latency(GetParam().wait)));
  faulty_->cut_after(0, GetParam().kind);
  EXPECT_FALSE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  time_.run_until_idle(context_);
  const auto written = run_here(plain_->write(std::string_view("QUIT\r\n")));
  const received got = run_here(read_exactly(*faulty_, 6));
  if (GetParam().kind == net::close_kind::half) {
    EXPECT_TRUE(written);
    EXPECT_EQ(got.octets, "QUIT\r\n");
  } else {
    EXPECT_FALSE(written);
    EXPECT_EQ(got.end, errc::connection_closed);
  }
}

TEST_P(cut_test, ends_a_read_that_is_under_way) {
  if (GetParam().kind == net::close_kind::half) return;
  join(outgoing(latency(GetParam().wait)));
  faulty_->cut_after(0, GetParam().kind);
  auto reading = start(context_, read_to_end(*faulty_));
  settle();
  EXPECT_FALSE(run_here(faulty_->write(std::string_view("+OK\r\n"))));
  time_.run_until_idle(context_);
  EXPECT_EQ(reading.get().end, errc::connection_closed);
}

constexpr cut_case cut_cases[] = {
    {"orderly", net::close_kind::orderly, 0ms},   {"reset", net::close_kind::reset, 0ms},
    {"half", net::close_kind::half, 0ms},         {"orderly_late", net::close_kind::orderly, 20ms},
    {"reset_late", net::close_kind::reset, 20ms}, {"half_late", net::close_kind::half, 20ms},
};
INSTANTIATE_TEST_SUITE_P(every, cut_test, ::testing::ValuesIn(cut_cases),
                         [](const auto& kind) { return std::string(kind.param.name); });

TEST(fault_stream_over_tcp, cuts_after_the_very_number_of_octets) {
  for (const net::close_kind kind : {net::close_kind::orderly, net::close_kind::reset, net::close_kind::half}) {
    asio::io_context context;
    auto [first, second] = tcp_pair(context);
    auto faulty = net::make_fault_stream(std::move(first), net::system_clock(), net::fault_plan());
    faulty->cut_after(4'096, kind);
    EXPECT_FALSE(run(context, faulty->write(pattern(10'000))));
    const received got = run(context, read_to_end(*second));
    EXPECT_TRUE(got.octets == pattern(4'096)) << got.octets.size();
    EXPECT_EQ(got.end == errc::connection_closed, kind != net::close_kind::reset);
  }
}

}  // namespace
}  // namespace pop3kit::testing
