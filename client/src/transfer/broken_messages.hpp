#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/mailbox.hpp>
#include <unordered_set>
#include <vector>

namespace pop3kit::engine {

/// Which message the leader's session has ended at, and whether it is certain that this message is the broken one.
class broken_messages {
 public:
  /// A part of the leader's work has ended. `due`: the message whose reply was due, or whose end is in doubt.
  void note_end(std::optional<std::size_t> due, bool sent_ahead) noexcept;
  [[nodiscard]] const std::optional<std::size_t>& due() const noexcept { return due_; }
  /// Adds the number of that message to the failure, if there is one.
  [[nodiscard]] failure name_message(failure cause, const std::vector<message_info>& messages) const;

  /// Whether the message that was due has caused the failure. With commands sent ahead, what broke may have been the
  /// message before, or the server's way with such commands: then it is asked for once more, in a session of its own.
  /// There must be one.
  [[nodiscard]] bool is_certain(const failure& cause);
  /// The message that was due is reported as broken.
  void note_reported(bool first_report) noexcept;
  /// Messages reported so.
  [[nodiscard]] std::size_t reported() const noexcept { return reported_; }

 private:
  std::optional<std::size_t> due_;
  bool sent_ahead_ = false;
  std::unordered_set<std::size_t> suspects_;
  std::size_t reported_ = 0;
};

/// The session ended at what one message consists of, not at the line or at our patience.
[[nodiscard]] bool is_broken_message(const failure& cause);

}  // namespace pop3kit::engine
