#pragma once

#include <cstdint>
#include <functional>
#include <pop3kit/message_receiver.hpp>

namespace pop3kit::engine {

/// Adds up what all connections of an operation have done, and tells whoever watches: after each message, and every so
/// many octets of a long one.
class progress_meter {
 public:
  /// The handler may be empty, and must outlive the meter.
  explicit progress_meter(const progress_handler& watcher) : watcher_(watcher) {}

  void expect(std::uint64_t messages, std::uint64_t octets) noexcept;
  void add_octets(std::uint64_t octets);
  void take_back_octets(std::uint64_t octets) noexcept { so_far_.octets_done -= octets; }
  void finish_message();

  [[nodiscard]] const transfer_progress& so_far() const noexcept { return so_far_; }
  /// Called after each message, beside the watcher.
  void on_message(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  void tell();

  const progress_handler& watcher_;
  std::function<void()> listener_;
  transfer_progress so_far_;
  std::uint64_t untold_octets_ = 0;
};

}  // namespace pop3kit::engine
