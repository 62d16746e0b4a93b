#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/mailbox.hpp>
#include <vector>

namespace pop3kit::engine {

/// The messages that are marked as deleted in the present session, and what became of marks whose session ended without
/// a commit. A mark is valid only in its session (RFC 1939 section 6).
class deletion_marks {
 public:
  /// Adds a mark after DELE succeeded. Forgets marks that the caller gave up, because the next commit is about new
  /// marks.
  void add(message_info which);
  [[nodiscard]] bool has(std::uint64_t number) const;
  [[nodiscard]] bool any() const noexcept { return !messages_.empty(); }
  [[nodiscard]] const std::vector<message_info>& messages() const noexcept { return messages_; }
  /// Returns the numbers of the marked messages, sorted.
  [[nodiscard]] std::vector<sequence_number> numbers() const;

  /// Removes all marks, after RSET or QUIT.
  void clear() noexcept { messages_.clear(); }
  /// Called when the session has ended without QUIT. `given_up` is true if the caller closed it.
  void lose(bool given_up) noexcept;

  /// Returns true if marks were lost and the caller has not acknowledged it. Until then every operation fails.
  [[nodiscard]] bool were_lost() const noexcept { return ended_ == ended::lost; }
  /// Returns the failure that tells the caller about lost marks.
  [[nodiscard]] static failure loss();
  /// Returns true if marks were lost or given up, and no message has been marked since.
  [[nodiscard]] bool ended_without_commit() const noexcept { return ended_ != ended::none; }
  /// Forget marks that ended without a commit, after the caller was told or opened a new session.
  void forget_given_up() noexcept;
  void forget_ended() noexcept { ended_ = ended::none; }

  /// Returns the latest commit that failed, unless a session has been opened since.
  [[nodiscard]] const std::optional<commit_report>& failed_commit() const noexcept { return failed_commit_; }
  void note_failed_commit(commit_report report) { failed_commit_ = std::move(report); }
  void forget_failed_commit() noexcept { failed_commit_.reset(); }

 private:
  enum class ended : std::uint8_t { none, given_up, lost };

  std::vector<message_info> messages_;
  ended ended_ = ended::none;
  std::optional<commit_report> failed_commit_;
};

}  // namespace pop3kit::engine
