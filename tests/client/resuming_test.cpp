#include <gmock/gmock.h>

#include <deque>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"
#include "net/fault/fault_stream.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;

/// The same server, but its connection breaks once it has sent so many octets.
server_part cut_after(net::clock& time, server_part server, std::uint64_t octets, net::close_kind how) {
  return [&time, server = std::move(server), octets, how](net::stream_ptr stream) {
    auto cutting = net::make_fault_stream(std::move(stream), time, net::fault_plan());
    cutting->cut_after(octets, how);
    return server(std::move(cutting));
  };
}

/// A transfer whose first connection breaks; each further one is a session of its own on the same maildrop.
class resuming : public ::testing::Test {
 protected:
  static constexpr std::size_t count = 12;

  resuming() : journals_(8) {
    stage_.options.reconnect.attempts = 3;
    plan_.messages = numbered_messages(count);
    plan_.padding = 100;
  }

  void serve(const toy_plan& plan) { stage_.serve_by(toy_server(stage_.time, plan, journals_[served_++])); }
  toy_plan cut_at(std::size_t message) const {
    toy_plan plan = plan_;
    plan.closes_at = message;
    return plan;
  }
  result<transfer_report> transfer() { return stage_.run(stage_.mail().save_messages(receiver_)); }
  const connection_report& report() { return stage_.mail().last_report(); }

  void expect_whole(std::size_t messages = count) {
    EXPECT_EQ(receiver_.whole.size(), messages);
    for (const auto& [number, octets] : receiver_.whole) {
      EXPECT_EQ(octets, toy_body("id" + std::to_string(number), plan_.padding));
    }
  }

  std::deque<toy_journal> journals_;
  client_stage stage_;
  toy_plan plan_;
  std::size_t served_ = 0;
  recording_receiver receiver_;
};

TEST_F(resuming, is_off_unless_asked_for) {
  stage_.options.reconnect.attempts = 0;
  serve(cut_at(5));
  EXPECT_EQ(failure_of(transfer()).kind(), fault::transport);
  // No size shows the place of a reply here. The second was the last one that a marker followed.
  EXPECT_EQ(receiver_.whole.size(), 2U);
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST_F(resuming, goes_on_with_what_is_missing) {
  serve(cut_at(5));
  serve(plan_);
  const transfer_report done = value_of(transfer());
  EXPECT_EQ(done.messages, count);
  expect_whole();
  EXPECT_EQ(journals_[1].retrs, count - 2);
  EXPECT_EQ(report().reconnected, 1U);
  EXPECT_FALSE(report().marks_lost);
  ASSERT_EQ(report().connections.size(), 2U);
  EXPECT_EQ(report().connections[0].messages, 2U);
  EXPECT_TRUE(report().connections[0].cause);
  EXPECT_EQ(report().connections[1].messages, count - 2);
  EXPECT_FALSE(report().connections[1].cause);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(resuming, finds_renumbered_messages_by_unique_id) {
  serve(cut_at(3));
  std::ranges::reverse(plan_.messages);
  for (std::size_t i = 0; i < count; ++i) plan_.messages[i].number = i + 4;
  serve(plan_);
  EXPECT_EQ(value_of(transfer()).messages, count);
  expect_whole();
}

TEST_F(resuming, reports_what_is_gone) {
  serve(cut_at(3));
  std::erase_if(plan_.messages, [](const toy_message& message) { return message.id == "id7" || message.id == "id1"; });
  plan_.messages.emplace_back(20, "new");
  serve(plan_);
  const transfer_report done = value_of(transfer());
  EXPECT_EQ(done.messages, count - 1);
  EXPECT_EQ(done.refused, 1U);
  expect_whole(count - 1);
  EXPECT_EQ(receiver_.failed.back(), errc::no_such_message);
  EXPECT_FALSE(receiver_.whole.contains(7));
}

TEST_F(resuming, survives_several_losses_with_messages_between_them) {
  stage_.options.reconnect.attempts = 1;
  for (int i = 0; i < 4; ++i) serve(cut_at(3));
  serve(plan_);
  EXPECT_EQ(value_of(transfer()).messages, count);
  expect_whole();
  EXPECT_EQ(report().reconnected, 4U);
}

TEST_F(resuming, a_message_that_cuts_the_connection_each_time_does_not_keep_the_others_waiting) {
  plan_.answer = [](const std::string& line) {
    return line == "RETR 5" ? std::optional<std::string>("+OK\r\nhalf\r\n") : std::nullopt;
  };
  for (int i = 0; i < 5; ++i) {
    stage_.serve_by([this, served = served_++](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
      toy_plan plan = plan_;
      plan.answer = [&stream = *stream](const std::string& line) -> std::optional<std::string> {
        if (line == "RETR 5") stream.close();
        return std::nullopt;
      };
      const server_part part = toy_server(stage_.time, plan, journals_[served]);
      auto playing = part(std::move(stream));
      co_return co_await std::move(playing);
    });
  }
  const failure why = failure_of(transfer());
  EXPECT_EQ(why.kind(), fault::transport);
  expect_whole(count - 1);
  EXPECT_FALSE(receiver_.whole.contains(5));
}

TEST_F(resuming, waits_longer_before_each_attempt) {
  stage_.options.reconnect.attempts = 4;
  stage_.options.reconnect.first_wait = seconds(1);
  stage_.options.reconnect.longest_wait = seconds(3);
  serve(cut_at(1));
  const auto before = stage_.time.now();
  EXPECT_EQ(failure_of(transfer()).kind(), fault::transport);
  EXPECT_EQ(stage_.time.now() - before, seconds(1 + 2 + 3));
  EXPECT_EQ(stage_.time.armed_timers(), 0U);
}

TEST_F(resuming, waits_for_the_lock_of_the_lost_session_rfc2449_8_1_2) {
  serve(cut_at(5));
  toy_plan busy = plan_;
  busy.login_reply = "-ERR [IN-USE] still there";
  serve(busy);
  serve(plan_);
  const auto before = stage_.time.now();
  EXPECT_EQ(value_of(transfer()).messages, count);
  EXPECT_EQ(stage_.time.now() - before, seconds(1));
}

TEST_F(resuming, does_not_try_a_refused_password_again) {
  serve(cut_at(5));
  toy_plan changed = plan_;
  changed.login_reply = "-ERR [AUTH] no more";
  serve(changed);
  EXPECT_EQ(failure_of(transfer()).code(), errc::authentication_failed);
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(resuming, needs_unique_ids) {
  plan_.messages[3].id = plan_.messages[9].id;
  serve(cut_at(5));
  serve(plan_);
  EXPECT_EQ(failure_of(transfer()).kind(), fault::transport);
  EXPECT_EQ(stage_.connections(), 1U);
}

// In the new session the shared id may be the other message's alone.
TEST_F(resuming, needs_unique_ids_that_no_message_of_the_maildrop_shares) {
  const toy_plan truth = plan_;
  plan_.messages[3].id = plan_.messages[9].id;
  serve(cut_at(1));
  serve(truth);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_messages({4}, receiver_))).kind(), fault::transport);
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_FALSE(receiver_.whole.contains(4));
}

TEST_F(resuming, a_message_marked_as_deleted_may_still_be_mistaken_for_another) {
  const toy_plan truth = plan_;
  plan_.messages[3].id = plan_.messages[9].id;
  serve(cut_at(1));
  serve(truth);
  value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  value_of(stage_.run(stage_.mail().delete_message(10)));
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_messages({4}, receiver_))).kind(), fault::transport);
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_FALSE(receiver_.whole.contains(4));
}

TEST_F(resuming, a_listing_ends_up_with_the_numbers_of_the_session_that_is_up) {
  serve(cut_at(5));
  toy_plan other = plan_;
  other.messages.erase(other.messages.begin());
  for (std::size_t i = 0; i < other.messages.size(); ++i) other.messages[i].number = i + 1;
  serve(other);
  const auto listed = value_of(stage_.run(stage_.mail().list_messages()));
  ASSERT_EQ(listed.size(), count - 1);
  for (std::size_t i = 0; i < listed.size(); ++i) {
    EXPECT_EQ(listed[i].sequence_number, i + 1);
    EXPECT_EQ(listed[i].unique_id->str(), "id" + std::to_string(i + 2));
    EXPECT_EQ(listed[i].headers->subject(), listed[i].unique_id->str());
  }
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_message(1))).subject(), "id2");
}

// It cannot be known whether such a message is one of those that were asked for.
TEST_F(resuming, is_over_if_the_new_session_does_not_tell_messages_apart) {
  serve(cut_at(5));
  toy_plan other = plan_;
  other.messages[7].id.clear();
  serve(other);
  const failure why = failure_of(transfer());
  EXPECT_EQ(why.code(), errc::ambiguous_unique_id);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(resuming, numbers_of_the_lost_session_are_refused_afterwards) {
  serve(cut_at(5));
  serve(plan_);
  value_of(stage_.run(stage_.mail().save_messages({unique_id("id2"), 5, 6, 7, 8, 9}, receiver_)));
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().fetch_message(5))).code(), errc::session_lost);
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_message(unique_id("id5")))).subject(), "id5");
  value_of(stage_.run(stage_.mail().connect()));
  EXPECT_TRUE(stage_.run(stage_.mail().fetch_message(5)));
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(resuming, says_that_deleted_marks_are_lost) {
  serve(cut_at(5));
  serve(plan_);
  value_of(stage_.run(stage_.mail().delete_message(12)));
  EXPECT_EQ(value_of(transfer()).messages, count);
  EXPECT_TRUE(report().marks_lost);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().get_message_count())).code(), errc::session_lost);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().commit_deletes())).code(), errc::session_lost);
  EXPECT_TRUE(journals_[1].quit);
  EXPECT_EQ(std::ranges::count(journals_[1].lines, "DELE 12"), 0);
}

TEST_F(resuming, is_cancelled_while_it_waits) {
  serve(cut_at(1));
  auto transferring = start(stage_.context, stage_.mail().save_messages(receiver_));
  stage_.time.run_for(stage_.context, std::chrono::milliseconds(500));
  ASSERT_FALSE(transferring.done());
  transferring.cancel();
  stage_.context.restart();
  stage_.context.poll();
  ASSERT_TRUE(transferring.done());
  EXPECT_EQ(failure_of(transferring.get()).code(), errc::cancelled);
  EXPECT_EQ(stage_.time.armed_timers(), 0U);
}

TEST_F(resuming, close_ends_the_wait) {
  serve(cut_at(1));
  auto transferring = start(stage_.context, stage_.mail().save_messages(receiver_));
  stage_.time.run_for(stage_.context, std::chrono::milliseconds(500));
  ASSERT_FALSE(transferring.done());
  stage_.mail().close();
  stage_.context.restart();
  stage_.context.poll();
  ASSERT_TRUE(transferring.done());
  EXPECT_EQ(failure_of(transferring.get()).code(), errc::cancelled);
}

TEST_F(resuming, the_listing_itself_is_asked_for_again) {
  toy_plan lost = plan_;
  lost.answer = [](const std::string&) { return std::nullopt; };
  stage_.serve_by(
      cut_after(stage_.time, toy_server(stage_.time, lost, journals_[served_++]), 160, net::close_kind::orderly));
  serve(plan_);
  EXPECT_EQ(value_of(transfer()).messages, count);
  expect_whole();
}

/// Whatever the moment at which the first connection breaks: nothing is lost, doubled, mixed up or truncated.
class resuming_after_a_cut : public ::testing::TestWithParam<std::tuple<net::close_kind, bool, std::size_t>> {};

TEST_P(resuming_after_a_cut, at_any_octet_hands_over_each_message_once) {
  const auto [how, pipelines, connections] = GetParam();
  std::size_t resumed = 0;
  // The long dialogue of two connections is cut at every 17th.
  const std::uint64_t stride = connections > 1 ? 17 : 1;
  for (std::uint64_t octets = 0;; octets += stride) {
    std::deque<toy_journal> journals(connections + 1);
    client_stage stage;
    stage.options.reconnect.attempts = 2;
    stage.options.multi = multi_connection::enable;
    stage.options.connections_quantity = connections;
    toy_plan plan;
    plan.messages = numbered_messages(connections > 1 ? 20 : 3);
    if (!pipelines) plan.extra_capabilities.clear();
    stage.serve_by(cut_after(stage.time, toy_server(stage.time, plan, journals[0]), octets, how));
    for (std::size_t i = 0; i < connections; ++i) stage.serve_by(toy_server(stage.time, plan, journals[i + 1]));
    recording_receiver receiver;
    const auto done = stage.run(stage.mail().save_messages(receiver));
    const std::string at = "cut after " + std::to_string(octets);
    if (!done) {
      // Before it was logged in there was nothing to resume.
      EXPECT_EQ(done.error().kind(), fault::transport) << at;
      EXPECT_TRUE(receiver.whole.empty()) << at;
      continue;
    }
    ASSERT_EQ(receiver.whole.size(), plan.messages.size()) << at;
    for (const auto& [number, body] : receiver.whole) EXPECT_EQ(body, toy_body("id" + std::to_string(number))) << at;
    EXPECT_EQ(receiver.under_way(), 0U) << at;
    if (stage.mail().last_report().reconnected == 0) break;
    ++resumed;
  }
  EXPECT_GT(resumed, 30U);
}

INSTANTIATE_TEST_SUITE_P(each, resuming_after_a_cut,
                         ::testing::Combine(::testing::Values(net::close_kind::orderly, net::close_kind::reset),
                                            ::testing::Bool(), ::testing::Values(1U, 2U)));

TEST(resuming_after_a_failed_step, hands_over_each_message_once) {
  const std::size_t disturbed = fail_each_step([](const std::shared_ptr<fail_plan>& failing) {
    std::deque<toy_journal> journals(2);
    client_stage stage;
    stage.options.reconnect.attempts = 2;
    stage.plan = failing;
    stage.planned_connections = 1;
    toy_plan plan;
    plan.messages = numbered_messages(5);
    for (toy_journal& journal : journals) stage.serve_by(toy_server(stage.time, plan, journal));
    recording_receiver receiver;
    if (stage.run(stage.mail().save_messages(receiver))) {
      EXPECT_EQ(receiver.whole.size(), 5U);
    } else {
      EXPECT_TRUE(receiver.whole.empty());
    }
    EXPECT_EQ(stage.time.armed_timers(), 0U);
  });
  EXPECT_GT(disturbed, 10U);
}

}  // namespace
}  // namespace pop3kit::testing
