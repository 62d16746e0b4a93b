#include "link/pipelining_trust.hpp"

#include <gtest/gtest.h>

#include "client_stage.hpp"

namespace pop3kit {
namespace {

using engine::pipelining_evidence;

TEST(pipelining_evidence, lock_step_says_nothing) {
  const pipelining_evidence none;
  EXPECT_FALSE(none.doubtful(errc::connection_closed));
  EXPECT_FALSE(none.doubtful(errc::malformed_response));
}

TEST(pipelining_evidence, a_loss_before_any_answer_is_a_reason_for_doubt) {
  pipelining_evidence seen;
  seen.sent_ahead();
  EXPECT_TRUE(seen.doubtful(errc::connection_closed));
  EXPECT_TRUE(seen.doubtful(errc::deadline_exceeded));
  EXPECT_TRUE(seen.doubtful(errc::unsolicited_data));
  EXPECT_FALSE(seen.doubtful(errc::cancelled)) << "that was the caller";
  EXPECT_FALSE(seen.doubtful(errc::file_unwritable)) << "that was the caller's disk";
}

TEST(pipelining_evidence, a_loss_after_an_answer_is_no_reason_for_doubt) {
  pipelining_evidence seen;
  seen.sent_ahead();
  seen.answered_ahead();
  EXPECT_FALSE(seen.doubtful(errc::connection_closed));
  EXPECT_FALSE(seen.doubtful(errc::deadline_exceeded));
  EXPECT_TRUE(seen.doubtful(errc::malformed_status_line)) << "replies may have come in another order";
}

TEST(pipelining_trust, is_lost_for_all_later_sessions) {
  testing::client_stage stage;
  const std::vector<std::string> announced{"PIPELINING", "UIDL"};
  stage.serve_session("C: LIST\nC: UIDL\nclose", announced);
  stage.serve_session(
      "C: LIST\nS: +OK\nS: 1 10\nS: .\nC: UIDL\nS: +OK\nS: 1 one\nS: .\nC: LIST\nS: +OK\nS: .\nC: UIDL\nS: +OK\nS: .",
      announced);
  EXPECT_EQ(testing::failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).kind(), fault::transport);
  EXPECT_EQ(testing::value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 1U);
  EXPECT_EQ(testing::value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 0U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit
