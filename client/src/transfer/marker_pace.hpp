#pragma once

#include <cstddef>
#include <cstdint>

namespace pop3kit::engine {

/// Decides when a batch needs another marker, from the messages that it has asked for. A loss of the session must not
/// cost more messages, or octets, than a marker is worth.
class marker_pace {
 public:
  /// What is known beforehand of the reply to a message: whether its size will show its place.
  enum class shown_by_size : std::uint8_t { no, perhaps, surely };

  /// `slow_start`: the first marker follows the first message, and each later one four times as many. A session that
  /// breaks early has brought something, too.
  explicit marker_pace(bool slow_start) noexcept : between_(slow_start ? 1 : most_between) {}

  void note_message(shown_by_size shown, std::uint64_t expected_octets) noexcept;
  /// A command was sent whose reply is sure to show its place.
  void note_sure_reply() noexcept;
  void note_marker() noexcept;
  /// All messages that had ended are concluded; so many are still in flight.
  void note_conclusion(std::size_t messages_in_flight) noexcept;

  /// Whether a marker is due before the next message. `only_last_left`: the messages that are left are those that have
  /// cut a connection before. `sizes_show`: a reply of the session has shown its place by its size.
  [[nodiscard]] bool is_due(bool only_last_left, bool sizes_show) const noexcept;
  /// Whether a marker is due after the last message.
  [[nodiscard]] bool is_due_at_end() const noexcept { return unmarked_ != 0 && !last_may_show_; }

 private:
  /// So many messages at most are asked for after one marker.
  static constexpr std::size_t most_between = 32;

  std::size_t unmarked_ = 0;  // messages asked for since the last command whose reply is sure to show its place
  std::uint64_t unmarked_octets_ = 0;  // of these, as far as their sizes are known
  std::size_t between_;                // so many messages at most
  bool last_may_show_ = false;         // the reply to the last message asked for
};

}  // namespace pop3kit::engine
