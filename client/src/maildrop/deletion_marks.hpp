#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/mailbox.hpp>
#include <vector>

namespace pop3kit::engine {

/// The messages that are marked as deleted in the present session, and what became of marks whose session has ended
/// without a commit. A mark is worth nothing outside of its session (RFC 1939 section 6).
class deletion_marks {
 public:
  /// DELE has succeeded. Marks that the caller gave up are forgotten: the next commit is about these.
  void add(message_info which);
  [[nodiscard]] bool has(std::uint64_t number) const;
  [[nodiscard]] bool any() const noexcept { return !messages_.empty(); }
  [[nodiscard]] const std::vector<message_info>& messages() const noexcept { return messages_; }
  /// Sorted.
  [[nodiscard]] std::vector<sequence_number> numbers() const;

  /// RSET has removed all marks, or QUIT has ended the session.
  void clear() noexcept { messages_.clear(); }
  /// The session has ended without QUIT. `given_up`: the caller closed it.
  void lose(bool given_up) noexcept;

  /// Returns true if marks were lost and the caller has not been told. No operation runs before it is told.
  [[nodiscard]] bool were_lost() const noexcept { return ended_ == ended::lost; }
  /// Returns the failure that tells the caller about lost marks.
  [[nodiscard]] static failure loss();
  /// Marks were lost or given up, and no message has been marked since.
  [[nodiscard]] bool ended_without_commit() const noexcept { return ended_ != ended::none; }
  /// The caller has been told, or begins anew.
  void forget_given_up() noexcept;
  void forget_ended() noexcept { ended_ = ended::none; }

  /// The latest commit that did not succeed, unless a session has been opened since.
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
