#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/failure.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

/// What became of each of several messages, and the status that follows: 0 if all went well, 1 if some failed, the
/// cause's if all did, or if the work broke off.
class tally {
 public:
  explicit tally(std::size_t messages) : messages_(messages) {}

  void succeeded() noexcept { ++succeeded_; }
  /// One message failed. The others are not concerned.
  void failed(const std::string& message, const failure& cause);
  /// The work broke off. The cause names the message, if one is to blame.
  void broke_off(const failure& cause);
  /// failed(), or broke_off() if the session has ended.
  void failed_alone(const std::string& message, const failure& cause);
  /// Only so many of those that succeeded were kept, because the work broke off.
  void kept(std::size_t messages) noexcept { succeeded_ = messages; }
  /// Something else that is wrong: it is told besides the failures, and the status is not 0.
  void add(std::string finding) { finding_ = std::move(finding); }
  /// True when there is no use in going on with the next message.
  [[nodiscard]] bool session_ended() const noexcept { return session_ended_; }
  /// "everything was fetched", or how many were. `deed` is a participle.
  [[nodiscard]] std::string summary(const std::string& deed) const;
  [[nodiscard]] std::size_t successes() const noexcept { return succeeded_; }

  /// What went wrong, the first few failures of it: "3: no such message | 7: no such message". Empty if nothing did.
  [[nodiscard]] std::string failures() const;
  /// Throws command_error unless all went well. `deed` is a participle: "fetched".
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
