#include <algorithm>
#include <deque>
#include <string>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"
#include "net/fault/fault_stream.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A server far away: so long for a round trip, so long for each command.
struct distance {
  milliseconds round_trip;
  milliseconds service;
  bool pipelines;
};

std::string name_of(const distance& far) {
  return "round trip " + std::to_string(far.round_trip.count()) + " ms, service " +
         std::to_string(far.service.count()) + " ms, " + (far.pipelines ? "pipelined" : "lock-step");
}

struct measurement {
  net::duration time{};
  std::size_t opened = 0;
};

/// Headers of so many messages, the login included, in virtual time: exact, and the same on each run.
class measured_listing {
 public:
  measured_listing(const distance& far, std::size_t messages) : far_(far) {
    plan_.messages = numbered_messages(messages);
    plan_.service_time = far.service;
    if (!far.pipelines) plan_.extra_capabilities.clear();
  }

  /// All sessions share one processor.
  void share_processor() { shared_ = true; }

  /// What accepts connections is next door, what answers is not.
  void tunnel() { tunnelled_ = true; }

  measurement with(multi_connection mode, std::size_t connections) {
    std::deque<toy_journal> journals(connections);
    net::time_point processor_free;
    client_stage stage;
    toy_plan plan = plan_;
    if (shared_) plan.processor_free = &processor_free;
    for (toy_journal& journal : journals) stage.serve_by(toy_server(stage.time, plan, journal));
    stage.options.multi = mode;
    stage.options.connections_quantity = connections;
    stage.round_trip = far_.round_trip;
    stage.tunnelled = tunnelled_;
    const auto listed = value_of(stage.run(stage.mail().list_messages()));
    EXPECT_EQ(listed.size(), plan_.messages.size());
    for (const message_info& message : listed) {
      if (message.headers->subject() != message.unique_id->str()) ADD_FAILURE() << "a wrong header";
    }
    return {stage.time.now().time_since_epoch(), stage.mail().last_report().opened};
  }

 private:
  distance far_;
  toy_plan plan_;
  bool shared_ = false;
  bool tunnelled_ = false;
};

class automatic_over_a_distance : public ::testing::TestWithParam<std::tuple<int, int, bool>> {
 protected:
  static constexpr std::size_t messages = 2000;
  distance far_{milliseconds(std::get<0>(GetParam())), milliseconds(std::get<1>(GetParam())), std::get<2>(GetParam())};
};

TEST_P(automatic_over_a_distance, is_never_slower_than_one_and_near_the_best) {
  measured_listing work(far_, messages);
  const net::duration one = work.with(multi_connection::disable, 1).time;
  net::duration best = one;
  for (const std::size_t connections : {5U, 10U, 32U}) {
    best = std::min(best, work.with(multi_connection::enable, connections).time);
  }
  for (const std::size_t most : {10U, 32U}) {
    const measurement automatic = work.with(multi_connection::automatic, most);
    const std::string told = name_of(far_) + ": one " + std::to_string(one.count() / 1000000) + " ms, best " +
                             std::to_string(best.count() / 1000000) + " ms, automatic " +
                             std::to_string(automatic.time.count() / 1000000) + " ms over " +
                             std::to_string(automatic.opened);
    RecordProperty("most_" + std::to_string(most), told);
    EXPECT_LE(automatic.time.count(), one.count() * 103 / 100) << told;
    if (most == 32 && best > seconds(2)) {
      EXPECT_LE(automatic.time.count(), best.count() * 110 / 100) << told;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(grid, automatic_over_a_distance,
                         ::testing::Combine(::testing::Values(0, 5, 20, 80), ::testing::Values(0, 1, 10),
                                            ::testing::Bool()));

TEST(automatic, costs_next_to_nothing_if_the_server_has_one_processor_for_all) {
  for (const std::size_t messages : {100U, 300U, 2000U}) {
    for (const bool pipelines : {true, false}) {
      const distance far{milliseconds(5), milliseconds(4), pipelines};
      measured_listing work(far, messages);
      work.share_processor();
      const net::duration one = work.with(multi_connection::disable, 1).time;
      const measurement automatic = work.with(multi_connection::automatic, 10);
      EXPECT_LE(automatic.time.count(), one.count() * 103 / 100) << name_of(far) << ", " << messages << " messages";
    }
  }
}

TEST(automatic, pays_through_a_tunnel_too_if_each_command_waits_for_its_reply) {
  // Nothing tells a long way from a slow server there, but that further connections do not slow the first one down.
  measured_listing work(distance{milliseconds(20), milliseconds(0), false}, 100);
  work.tunnel();
  const net::duration one = work.with(multi_connection::disable, 1).time;
  const measurement automatic = work.with(multi_connection::automatic, 32);
  EXPECT_LE(automatic.time.count(), one.count() / 3);
}

TEST(automatic, does_not_take_a_long_way_for_a_slow_server) {
  for (const std::size_t messages : {100U, 2000U}) {
    measured_listing work(distance{milliseconds(20), milliseconds(0), true}, messages);
    work.tunnel();
    const net::duration one = work.with(multi_connection::disable, 1).time;
    const measurement automatic = work.with(multi_connection::automatic, 10);
    EXPECT_LE(automatic.time.count(), one.count() * 103 / 100) << messages << " messages";
  }
}

TEST(automatic, keeps_the_one_connection_that_is_allowed_beside_the_first_if_it_pays) {
  measured_listing work(distance{milliseconds(20), milliseconds(0), false}, 2000);
  const net::duration one = work.with(multi_connection::disable, 1).time;
  const measurement automatic = work.with(multi_connection::automatic, 2);
  EXPECT_EQ(automatic.opened, 2U);
  EXPECT_LE(automatic.time.count(), one.count() * 55 / 100);
}

TEST(automatic, opens_nothing_for_work_that_is_soon_done) {
  measured_listing work(distance{milliseconds(20), milliseconds(1), true}, 100);
  EXPECT_EQ(work.with(multi_connection::automatic, 10).opened, 1U);
}

TEST(automatic, has_ten_connections_at_most_by_default) {
  std::deque<toy_journal> journals(40);
  client_stage stage;
  toy_plan plan;
  plan.messages = numbered_messages(2000);
  plan.service_time = milliseconds(20);
  for (toy_journal& journal : journals) stage.serve_by(toy_server(stage.time, plan, journal));
  stage.mail().use_multi_connection(multi_connection::automatic);
  value_of(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(stage.mail().last_report().opened, 10U);
}

}  // namespace
}  // namespace pop3kit::testing
