#include "client/client_stage.hpp"

#include <gtest/gtest-spi.h>

#include "client/loopback_server.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

// Each of these lets a stage go without asking it for the differences.

void leave_before_the_last_command() {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().connect()));
}

void send_more_than_the_script_has() {
  client_stage stage;
  stage.serve_session("");
  EXPECT_FALSE(stage.run(stage.mail().noop()));
}

void never_connect() {
  client_stage stage;
  stage.serve_session("");
}

void serve_again_after_asking() {
  client_stage stage;
  stage.serve_session("");
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
  stage.serve_session("");
}

TEST(client_stage, fails_if_the_client_leaves_before_the_end_of_the_script) {
  EXPECT_NONFATAL_FAILURE(leave_before_the_last_command(), "but the client sent");
}

TEST(client_stage, fails_if_the_client_sends_more_than_the_script_has) {
  EXPECT_NONFATAL_FAILURE(send_more_than_the_script_has(), "the script was over, but the client sent");
}

TEST(client_stage, fails_if_the_client_never_connects) {
  EXPECT_NONFATAL_FAILURE(never_connect(), "a connection was expected and never made");
  EXPECT_NONFATAL_FAILURE(serve_again_after_asking(), "a connection was expected and never made");
}

TEST(client_stage, leaves_the_verdict_to_a_test_that_asks_for_the_differences) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  EXPECT_EQ(stage.differences(), "a connection was expected and never made\n");
}

TEST(client_stage, allows_differences_for_a_reason) {
  client_stage stage;
  stage.allow_differences("this is what is tested");
  stage.serve_session("C: NOOP\nS: +OK");
}

TEST(client_stage, allows_a_planned_failure_to_end_the_script) {
  client_stage stage;
  stage.plan = std::make_shared<fail_plan>(1);
  stage.serve_session("");
  EXPECT_FALSE(stage.run(stage.mail().connect()));
}

TEST(client_stage, does_not_require_a_connection_to_a_server_without_script) {
  toy_journal journal;
  client_stage stage;
  stage.serve_by(toy_server(stage.time, toy_plan(), journal));
}

void hang_up_before_the_last_command() {
  loopback_server server(logged_in() + script("C: NOOP\nS: +OK"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  EXPECT_TRUE(mail.connect());
}

TEST(loopback_server, fails_if_the_client_leaves_before_the_end_of_the_script) {
  EXPECT_NONFATAL_FAILURE(hang_up_before_the_last_command(), "but the client sent");
}

}  // namespace
}  // namespace pop3kit::testing
