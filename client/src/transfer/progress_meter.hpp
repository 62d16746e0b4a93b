#pragma once

#include <cstdint>
#include <functional>
#include <pop3kit/message_receiver.hpp>

namespace pop3kit::engine {

/// Adds up what all connections of an operation have done, and calls the progress handler after each message and
/// regularly during a long one.
class progress_meter {
 public:
  /// The handler may be empty, and must outlive the meter.
  explicit progress_meter(const progress_handler& watcher) : watcher_(watcher) {}

  void expect(std::uint64_t messages, std::uint64_t octets) noexcept;
  void add_octets(std::uint64_t octets);
  void take_back_octets(std::uint64_t octets) noexcept { so_far_.octets_done -= octets; }
  void finish_message();
  /// Called when a message has arrived, and it is not certain yet that the reply is in its place.
  void begin_waiting();
  void end_waiting() noexcept { --waiting_; }

  [[nodiscard]] const transfer_progress& so_far() const noexcept { return so_far_; }
  /// Returns the number of messages that are finished or waiting.
  [[nodiscard]] std::uint64_t arrived() const noexcept { return so_far_.messages_done + waiting_; }
  /// Counts the reply to a marker, because it took time too.
  void note_marker() noexcept { ++markers_; }
  [[nodiscard]] std::uint64_t markers() const noexcept { return markers_; }
  /// Sets a function that is called when a message has arrived.
  void on_arrival(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  void tell();

  const progress_handler& watcher_;
  std::function<void()> listener_;
  transfer_progress so_far_;
  std::uint64_t untold_octets_ = 0;
  std::uint64_t waiting_ = 0;
  std::uint64_t markers_ = 0;
};

}  // namespace pop3kit::engine
