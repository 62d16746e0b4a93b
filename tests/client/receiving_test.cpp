#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

/// Records each call, and fails the one that `failing` names.
class call_log final : public message_receiver {
 public:
  void expect(std::uint64_t messages, std::uint64_t /*octets*/) override {
    calls.push_back("expect " + std::to_string(messages));
  }
  result<> begin(const message_info& which) override { return note("begin", which); }
  result<> octets(const message_info& which, std::span<const char> /*piece*/) override { return note("octets", which); }
  result<> end(const message_info& which, const result<>& outcome) override {
    taken_back = is_taken_back(outcome);
    return note(outcome ? "end" : "end with " + outcome.error().code().message() + ":", which);
  }

  std::vector<std::string> calls;
  std::string failing;
  bool taken_back = false;

 private:
  result<> note(const std::string& call, const message_info& which) {
    calls.push_back(call + ' ' + std::to_string(which.sequence_number));
    if (calls.back() == failing) return failure(errc::file_unwritable, "no room");
    return {};
  }
};

class receiving : public ::testing::Test {
 protected:
  void fail_at(const std::string& call) {
    receiver_.failing = call;
    stage_.serve_session("C: LIST\nS! +OK|1 3|.\nC: RETR 1\nS! +OK|x|.");
    const failure why = failure_of(stage_.run(stage_.mail().save_messages({1}, receiver_)));
    EXPECT_EQ(why.code(), errc::file_unwritable);
    EXPECT_EQ(why.detail(), "no room");
    EXPECT_FALSE(why.session_usable());
  }

  client_stage stage_;
  call_log receiver_;
};

TEST_F(receiving, begins_with_what_to_expect_and_with_the_unknown_messages_in_whichever_order_they_are_asked_for) {
  for (const std::vector<message_reference>& asked : {std::vector<message_reference>{7, 1}, {1, 7}}) {
    client_stage stage;
    call_log receiver;
    stage.serve_session("C: LIST\nS! +OK|1 3|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK|x|.");
    value_of(stage.run(stage.mail().save_messages(asked, receiver)));
    EXPECT_THAT(receiver.calls, ElementsAre("expect 1", "end with no such message: 7", "begin 1", "octets 1", "end 1"));
  }
}

TEST_F(receiving, does_not_end_a_message_whose_begin_failed) {
  fail_at("begin 1");
  EXPECT_THAT(receiver_.calls, ElementsAre("expect 1", "begin 1"));
}

TEST_F(receiving, ends_a_message_with_the_receivers_own_failure) {
  fail_at("octets 1");
  EXPECT_THAT(receiver_.calls,
              ElementsAre("expect 1", "begin 1", "octets 1", "end with the file cannot be written: 1"));
  EXPECT_FALSE(receiver_.taken_back);
}

TEST_F(receiving, takes_back_a_message_whose_connection_was_lost) {
  stage_.serve_session("C: LIST\nS! +OK|1 9|.\nC: RETR 1\nS! +OK|x\nclose");
  EXPECT_FALSE(stage_.run(stage_.mail().save_messages({1}, receiver_)));
  EXPECT_TRUE(receiver_.taken_back);
}

TEST_F(receiving, of_an_unknown_message_that_fails_ends_the_session_too) {
  receiver_.failing = "end with no such message: 7";
  stage_.serve_session("C: LIST\nS! +OK|1 3|.\nC: UIDL\nS! +OK|1 a|.");
  const failure why = failure_of(stage_.run(stage_.mail().save_messages({7, 1}, receiver_)));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_FALSE(why.session_usable());
  EXPECT_THAT(receiver_.calls, ElementsAre("expect 1", "end with no such message: 7"));
  EXPECT_EQ(stage_.differences(), "");
}

/// After a loss, the message that had not arrived whole for certain comes last; the others keep their order.
class order_after_a_loss : public ::testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(pipelined_or_not, order_after_a_loss, ::testing::Bool());

TEST_P(order_after_a_loss, puts_one_message_last) {
  constexpr std::size_t count = 8;
  client_stage stage;
  toy_journal journals[2];
  toy_plan plan;
  plan.messages = numbered_messages(count);
  if (!GetParam()) plan.extra_capabilities.clear();
  toy_plan cut = plan;
  cut.closes_at = 4;
  stage.options.reconnect.attempts = 1;
  stage.serve_by(toy_server(stage.time, cut, journals[0]));
  stage.serve_by(toy_server(stage.time, plan, journals[1]));
  recording_receiver receiver;
  EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(receiver))).messages, count);
  // Pipelined, the end of message 3 was not confirmed by the reply after it.
  const std::vector<std::uint64_t> pipelined{1, 2, 4, 5, 6, 7, 8, 3};
  const std::vector<std::uint64_t> one_at_a_time{1, 2, 3, 5, 6, 7, 8, 4};
  EXPECT_EQ(receiver.order, GetParam() ? pipelined : one_at_a_time);
}

}  // namespace
}  // namespace pop3kit::testing
