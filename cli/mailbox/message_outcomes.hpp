#pragma once

#include <cstddef>
#include <pop3kit/failure.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// What became of each of several messages, and the exit status that follows: 0 if all succeeded, 1 if some failed. If
/// all failed, or the session ended, it is the status of the cause.
class message_outcomes {
 public:
  explicit message_outcomes(std::size_t messages) : messages_(messages) {}

  void succeeded() noexcept { ++succeeded_; }
  /// One message failed. The others are not affected.
  void failed(const std::string& message, const failure& cause);
  /// The work on all messages ended early. The cause names the message, if one is to blame.
  void ended_early(const failure& cause);
  /// One message failed; if its cause says so, the session has ended too.
  void failed_alone(const std::string& message, const failure& cause);
  /// Corrects the number of messages that succeeded: the work ended early, and only so many were kept.
  void kept(std::size_t messages) noexcept { succeeded_ = messages; }
  /// Adds something else that is wrong. It is reported after the failures, and the status is not 0.
  void add(std::string finding) { finding_ = std::move(finding); }

  /// Whether no further message can be worked on.
  [[nodiscard]] bool session_ended() const noexcept { return session_ended_; }
  [[nodiscard]] std::size_t successes() const noexcept { return succeeded_; }
  /// Returns "everything was fetched", or how many messages were. `deed` is a participle.
  [[nodiscard]] std::string summary(const std::string& deed) const;
  /// Returns the first few failures: "3: no such message | 7: no such message". Empty if there are none.
  [[nodiscard]] std::string failures() const;
  /// Throws command_error unless all succeeded. `deed` is a participle: "fetched".
  void conclude(const mail_session& session, const std::string& deed) const;

 private:
  struct item {
    item(std::string named, failure why) : message(std::move(named)), cause(std::move(why)) {}
    std::string message;
    failure cause;
  };

  std::size_t messages_;
  std::size_t succeeded_ = 0;
  std::vector<item> failures_;
  std::string finding_;
  bool session_ended_ = false;
};

}  // namespace pop3kit::command
