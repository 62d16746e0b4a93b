#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/mailbox.hpp>
#include <unordered_set>
#include <vector>

namespace pop3kit::engine {

/// Remembers at which message the leader's session ended, and decides whether this message is certainly the broken one.
class broken_messages {
 public:
  /// Called when a part of the leader's work has ended. `due` is the message whose reply was due, or whose end is in
  /// doubt.
  void note_end(std::optional<std::size_t> due, bool sent_ahead) noexcept;
  [[nodiscard]] const std::optional<std::size_t>& due() const noexcept { return due_; }
  /// Returns the failure with the number of that message, if there is one, in its detail.
  [[nodiscard]] failure name_message(failure cause, const std::vector<message_info>& messages) const;

  /// Returns true if the message that was due certainly caused the failure. There must be such a message.
  ///
  /// In a pipeline, the cause may also be the message before it, or that the server cannot pipeline. So, unless
  /// the message is too large, the first failure at a message does not count, and the message is fetched again in
  /// another session.
  [[nodiscard]] bool is_certain(const failure& cause);
  /// Called when the message that was due was reported as broken.
  void note_reported(bool first_report) noexcept;
  /// Returns the number of messages that were reported as broken.
  [[nodiscard]] std::size_t reported() const noexcept { return reported_; }

 private:
  std::optional<std::size_t> due_;
  bool sent_ahead_ = false;
  std::unordered_set<std::size_t> suspects_;
  std::size_t reported_ = 0;
};

/// Returns true if the session ended because of the content of one message, not because of the connection or a timeout.
[[nodiscard]] bool is_broken_message(const failure& cause);

}  // namespace pop3kit::engine
