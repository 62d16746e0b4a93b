#include <future>

#include "client/client_stage.hpp"
#include "client/loopback_server.hpp"

namespace pop3kit::testing {
namespace {

/// Interrupts a blocking client from another thread when it has sent a command, whose reply never comes.
class interrupting : public ::testing::Test {
 protected:
  /// Makes the client, and the thread that waits for the command.
  client& mail_of(const loopback_server& server, std::string command) {
    client_options options("127.0.0.1", server.port(), credentials("alice", "s3cret"), security::none);
    options.trace = [this, command = std::move(command)](const trace_event& event) {
      if (event.kind == trace_kind::sent && event.text == command) sent_.set_value();
    };
    mail_.emplace(std::move(options));
    other_ = std::thread([this] {
      sent_.get_future().wait();
      mail_->interrupt();
    });
    return *mail_;
  }
  ~interrupting() override {
    if (other_.joinable()) other_.join();
  }

  std::promise<void> sent_;
  std::optional<client> mail_;
  std::thread other_;
};

TEST_F(interrupting, ends_the_operation_and_its_session) {
  loopback_server server(logged_in() + script("C: RETR 1"));
  const failure why = failure_of(mail_of(server, "RETR 1").fetch_message(1));
  EXPECT_EQ(why.code(), errc::cancelled);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(server.differences(), "") << "the connection is closed without QUIT";
  EXPECT_EQ(failure_of(mail_->fetch_message(1)).code(), errc::session_lost) << "numbers belong to one session";
}

TEST_F(interrupting, lets_the_next_operation_connect_again) {
  loopback_server server(
      std::vector{logged_in() + script("C: NOOP"), logged_in() + script("C: RSET\nS: +OK\nC: QUIT\nS: +OK")});
  EXPECT_EQ(failure_of(mail_of(server, "NOOP").noop()).code(), errc::cancelled);
  EXPECT_TRUE(mail_->undelete_messages());
  EXPECT_TRUE(mail_->commit_deletes());
  EXPECT_EQ(server.differences(), "");
}

TEST_F(interrupting, loses_the_marks_of_deleted_messages) {
  loopback_server server(logged_in() + script("C: DELE 1\nS: +OK\nC: NOOP"));
  client& mail = mail_of(server, "NOOP");
  EXPECT_TRUE(mail.delete_message(1));
  EXPECT_EQ(failure_of(mail.noop()).code(), errc::cancelled);
  EXPECT_EQ(failure_of(mail.commit_deletes()).code(), errc::session_lost) << "none of them was removed";
  EXPECT_EQ(server.differences(), "");
}

TEST_F(interrupting, of_a_commit_leaves_its_outcome_unknown) {
  loopback_server server(logged_in() + script("C: DELE 1\nS: +OK\nC: QUIT"));
  client& mail = mail_of(server, "QUIT");
  EXPECT_TRUE(mail.delete_message(1));
  const commit_report report = value_of(mail.commit_deletes());
  EXPECT_EQ(report.status, commit_status::unknown);
  ASSERT_TRUE(report.cause);
  EXPECT_EQ(report.cause->code(), errc::cancelled);
  EXPECT_EQ(server.differences(), "");
}

TEST_F(interrupting, ends_a_login) {
  loopback_server server(script("S: +OK\nC: CAPA"));
  EXPECT_EQ(failure_of(mail_of(server, "CAPA").connect()).code(), errc::cancelled);
  EXPECT_EQ(server.differences(), "");
}

TEST(interrupting_nothing, does_not_concern_the_next_operation) {
  loopback_server server(logged_in() + script("C: NOOP\nS: +OK"));
  client mail("127.0.0.1", server.port(), "alice", "s3cret", security::none);
  mail.interrupt();
  EXPECT_TRUE(mail.connect());
  mail.interrupt();
  EXPECT_TRUE(mail.noop());
  mail.close();
  EXPECT_EQ(server.differences(), "");
}

TEST(interrupting_nothing, is_no_mistake_for_a_client_that_was_moved_from) {
  client mail("127.0.0.1", 1, "alice", "s3cret", security::none);
  const client taken = std::move(mail);
  mail.interrupt();  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(failure_of(mail.noop()).code(), errc::client_moved_from);
}

}  // namespace
}  // namespace pop3kit::testing
