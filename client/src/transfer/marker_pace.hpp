#pragma once

#include <cstddef>
#include <cstdint>

namespace pop3kit::engine {

/// Decides when a batch needs another marker, from the messages that it has requested.
///
/// Markers limit how many messages and octets must be fetched again if the session is lost.
class marker_pace {
 public:
  /// Whether the size in the reply to a message will show the place of the reply.
  enum class shown_by_size : std::uint8_t { no, perhaps, surely };

  /// If `slow_start` is true, the first marker follows the first message, and each later one follows four times as
  /// many. So a session that is lost early has delivered some messages too.
  explicit marker_pace(bool slow_start) noexcept : between_(slow_start ? 1 : most_between) {}

  void note_message(shown_by_size shown, std::uint64_t expected_octets) noexcept;
  /// Called when a command was sent whose reply certainly shows its place.
  void note_sure_reply() noexcept;
  void note_marker() noexcept;
  /// Called when all messages that had ended are concluded, with the number of those still in flight.
  void note_conclusion(std::size_t messages_in_flight) noexcept;

  /// Returns true if a marker is due before the next message. `only_last_left` is true if only messages are left at
  /// which a connection was lost before. `sizes_show` is true if the size in a reply of this session has shown its
  /// place.
  [[nodiscard]] bool is_due(bool only_last_left, bool sizes_show) const noexcept;
  /// Returns true if a marker is due after the last message.
  [[nodiscard]] bool is_due_at_end() const noexcept { return unmarked_ != 0 && !last_may_show_; }

 private:
  /// Maximum number of messages between two markers.
  static constexpr std::size_t most_between = 32;

  std::size_t unmarked_ = 0;  // messages requested since the last command whose reply certainly shows its place
  std::uint64_t unmarked_octets_ = 0;  // octets of these messages, as far as their sizes are known
  std::size_t between_;                // present maximum number of messages between two markers
  bool last_may_show_ = false;         // the reply to the last requested message may show its place
};

}  // namespace pop3kit::engine
