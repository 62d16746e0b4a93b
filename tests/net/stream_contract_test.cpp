// What every byte stream promises, held by each kind of it.
#include <gtest/gtest.h>

#include <boost/asio/error.hpp>

#include "net/fault/fault_stream.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

struct stream_kind {
  const char* name;
  stream_pair (*make)(asio::io_context& context, net::virtual_clock& time);
};

stream_pair faulty(asio::io_context& context, net::virtual_clock& time, const net::link_conditions& conditions) {
  auto [first, second] = memory_pair(context);
  net::fault_plan plan;
  plan.outgoing = conditions;
  plan.incoming = conditions;
  return {net::make_fault_stream(std::move(first), time, plan), net::make_fault_stream(std::move(second), time, plan)};
}

const stream_kind kinds[] = {
    {"memory", [](asio::io_context& context, net::virtual_clock&) { return memory_pair(context); }},
    {"memory_octet_by_octet",
     [](asio::io_context& context, net::virtual_clock&) { return memory_pair(context, 100, 1); }},
    {"tcp", [](asio::io_context& context, net::virtual_clock&) { return tcp_pair(context); }},
    {"tls_over_memory",
     [](asio::io_context& context, net::virtual_clock&) { return tls_pair(context, memory_pair(context)); }},
    {"tls_over_memory_octet_by_octet",
     [](asio::io_context& context, net::virtual_clock&) { return tls_pair(context, memory_pair(context, 65536, 1)); }},
    {"tls_over_tcp",
     [](asio::io_context& context, net::virtual_clock&) { return tls_pair(context, tcp_pair(context)); }},
    {"fault_without_faults",
     [](asio::io_context& context, net::virtual_clock& time) { return faulty(context, time, net::link_conditions()); }},
    {"fault_with_slices",
     [](asio::io_context& context, net::virtual_clock& time) {
       net::link_conditions conditions;
       conditions.slice = 7;
       return faulty(context, time, conditions);
     }},
    {"fault_with_latency",
     [](asio::io_context& context, net::virtual_clock& time) {
       net::link_conditions conditions;
       conditions.latency = std::chrono::milliseconds(20);
       conditions.jitter = std::chrono::milliseconds(30);
       return faulty(context, time, conditions);
     }},
    {"fault_with_bandwidth",
     [](asio::io_context& context, net::virtual_clock& time) {
       net::link_conditions conditions;
       conditions.octets_per_second = 100'000;
       conditions.slice = 100;
       return faulty(context, time, conditions);
     }},
};

class stream_contract : public ::testing::TestWithParam<stream_kind> {
 protected:
  void SetUp() override { std::tie(first_, second_) = GetParam().make(context_, time_); }

  /// Real time as long as octets may arrive at sockets, virtual time if only timers are left.
  template <class T>
  T finish(running<T> handle) {
    context_.restart();
    while (!handle.done() && !context_.stopped()) {
      if (context_.poll_one() != 0) continue;
      if (time_.armed_timers() == 0) {
        context_.run_one();
      } else {
        time_.run_until(context_, [&] { return handle.done(); });
      }
    }
    return handle.get();
  }
  template <class T>
  T run_here(asio::awaitable<T> task) {
    return finish(start(context_, std::move(task)));
  }
  /// Until nothing can run without time or the peer.
  void settle() {
    context_.restart();
    context_.poll();
  }
  /// Waits for an operation that is under way, after something that ends it.
  boost::system::error_code error_of(running<outcome<std::size_t>> reading) {
    const auto result = finish(std::move(reading));
    return result ? boost::system::error_code() : result.error();
  }

  asio::io_context context_;
  net::virtual_clock time_;
  net::stream_ptr first_;
  net::stream_ptr second_;
};

TEST_P(stream_contract, carries_octets_both_ways_at_once) {
  const std::string forth = pattern(80'001);
  const std::string back = pattern(60'003);
  auto writing_forth = start(context_, write_and_shut_down(*first_, forth));
  auto writing_back = start(context_, write_and_shut_down(*second_, back));
  auto reading_back = start(context_, read_to_end(*first_));
  const received got_forth = run_here(read_to_end(*second_));
  const received got_back = finish(std::move(reading_back));
  EXPECT_TRUE(finish(std::move(writing_forth)));
  EXPECT_TRUE(finish(std::move(writing_back)));
  EXPECT_TRUE(got_forth.octets == forth);
  EXPECT_TRUE(got_back.octets == back);
  EXPECT_EQ(got_forth.end, errc::connection_closed);
  EXPECT_EQ(got_back.end, errc::connection_closed);
}

TEST_P(stream_contract, carries_single_octets_in_order) {
  const std::string question = "+OK \r\n.\r\n";
  for (const char octet : question) ASSERT_TRUE(run_here(first_->write({&octet, 1})));
  EXPECT_EQ(run_here(read_exactly(*second_, question.size())).octets, question);
}

TEST_P(stream_contract, reads_no_more_than_fits) {
  ASSERT_TRUE(run_here(first_->write(std::string_view("0123456789"))));
  std::string room(4, '\0');
  const auto count = run_here(second_->read_some(room));
  ASSERT_TRUE(count);
  EXPECT_GE(*count, 1U);
  EXPECT_EQ(std::string_view(room).substr(0, *count), std::string_view("0123").substr(0, *count));
}

TEST_P(stream_contract, reads_on_after_its_own_goodbye) {
  ASSERT_TRUE(run_here(first_->shutdown()));
  EXPECT_EQ(run_here(read_to_end(*second_)).end, errc::connection_closed);
  ASSERT_TRUE(run_here(second_->write(std::string_view("late"))));
  EXPECT_EQ(run_here(read_exactly(*first_, 4)).octets, "late");
}

TEST_P(stream_contract, gives_what_is_under_way_after_goodbye_and_close) {
  ASSERT_TRUE(run_here(write_and_shut_down(*first_, pattern(50))));
  first_.reset();
  const received got = run_here(read_to_end(*second_));
  EXPECT_EQ(got.octets, pattern(50));
  EXPECT_EQ(got.end, errc::connection_closed);
}

TEST_P(stream_contract, close_ends_a_pending_read) {
  std::string room(10, '\0');
  auto reading = start(context_, first_->read_some(room));
  settle();
  EXPECT_FALSE(reading.done());
  first_->close();
  EXPECT_EQ(error_of(std::move(reading)), errc::cancelled);
}

TEST_P(stream_contract, close_ends_a_pending_write) {
  const std::string much(30'000'000, 'x');
  auto writing = start(context_, first_->write(much));
  settle();
  EXPECT_FALSE(writing.done());
  first_->close();
  const auto result = finish(std::move(writing));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), errc::cancelled);
}

TEST_P(stream_contract, close_may_be_repeated_and_leaves_nothing_to_do) {
  first_->close();
  first_->close();
  std::string room(10, '\0');
  EXPECT_EQ(error_of(start(context_, first_->read_some(room))), errc::cancelled);
  EXPECT_FALSE(run_here(first_->write(std::string_view("NOOP\r\n"))));
}

TEST_P(stream_contract, cancellation_ends_a_read_that_has_taken_nothing) {
  std::string room(10, '\0');
  auto reading = start(context_, first_->read_some(room));
  settle();
  reading.cancel();
  EXPECT_EQ(error_of(std::move(reading)), errc::cancelled);
  ASSERT_TRUE(run_here(second_->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(run_here(read_exactly(*first_, 5)).octets, "+OK\r\n");
}

TEST_P(stream_contract, cancellation_ends_a_write_that_waits) {
  const std::string much(30'000'000, 'x');
  auto writing = start(context_, first_->write(much));
  settle();
  writing.cancel();
  const auto result = finish(std::move(writing));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), errc::cancelled);
  ASSERT_TRUE(run_here(second_->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(run_here(read_exactly(*first_, 5)).octets, "+OK\r\n");
}

TEST_P(stream_contract, reset_is_no_orderly_end) {
  first_->reset();
  const received got = run_here(read_to_end(*second_));
  EXPECT_EQ(got.octets, "");
  EXPECT_EQ(got.end, boost::system::error_code(asio::error::connection_reset));
}

TEST_P(stream_contract, reset_ends_operations_under_way_at_both_ends) {
  std::string room(10, '\0');
  std::string other_room(10, '\0');
  auto reading = start(context_, first_->read_some(room));
  auto other_reading = start(context_, second_->read_some(other_room));
  settle();
  first_->reset();
  EXPECT_EQ(error_of(std::move(reading)), errc::cancelled);
  EXPECT_TRUE(error_of(std::move(other_reading)).failed());
}

TEST_P(stream_contract, writing_to_a_peer_that_is_gone_fails_in_the_end) {
  second_.reset();
  boost::system::error_code failure;
  const std::string much = pattern(100'000);
  for (int attempt = 0; attempt < 100 && !failure; ++attempt) {
    const auto written = run_here(first_->write(much));
    if (!written) failure = written.error();
  }
  EXPECT_TRUE(failure.failed());
  EXPECT_EQ(fault_of(failure), fault::transport);
}

TEST_P(stream_contract, reading_and_writing_nothing_changes_nothing) {
  EXPECT_EQ(run_here(first_->read_some({})).value(), 0U);
  EXPECT_TRUE(run_here(first_->write({})));
  ASSERT_TRUE(run_here(first_->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(run_here(read_exactly(*second_, 5)).octets, "+OK\r\n");
}

TEST_P(stream_contract, survives_the_end_of_its_context_with_operations_under_way) {
  auto context = std::make_unique<asio::io_context>();
  auto [first, second] = GetParam().make(*context, time_);
  auto holds_stream = [](net::stream_ptr stream) -> asio::awaitable<received> {
    co_return co_await read_to_end(*stream);
  };
  auto reading = start(*context, holds_stream(std::move(first)));
  auto other_reading = start(*context, holds_stream(std::move(second)));
  context->restart();
  context->poll();
  context.reset();
  EXPECT_FALSE(reading.done());
  EXPECT_FALSE(other_reading.done());
}

INSTANTIATE_TEST_SUITE_P(every, stream_contract, ::testing::ValuesIn(kinds),
                         [](const auto& kind) { return std::string(kind.param.name); });

}  // namespace
}  // namespace pop3kit::testing
