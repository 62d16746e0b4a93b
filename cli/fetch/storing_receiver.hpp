#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <pop3kit/message_receiver.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "fetch/message_store.hpp"
#include "mailbox/message_outcomes.hpp"

namespace pop3kit::command {

/// Writes messages to a store as they arrive, and notes what became of each. A message that begins again leaves nothing
/// of its first attempt.
class storing_receiver final : public message_receiver {
 public:
  /// All four must outlive it. The store and the outcomes are changed while `guard` is locked.
  storing_receiver(const std::vector<fetch_target>& targets, message_store& store, message_outcomes& outcomes,
                   std::mutex& guard);

  result<> begin(const message_info& which) override;
  result<> octets(const message_info& which, std::span<const char> piece) override;
  result<> end(const message_info& which, const result<>& outcome) override;

  /// What the store threw; null if it threw nothing. Exceptions do not pass through the library.
  [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

 private:
  struct arrival {
    const fetch_target* target = nullptr;
    std::unique_ptr<stored_message> message;
  };

  arrival& arrival_of(const message_info& which);

  message_store& store_;
  message_outcomes& outcomes_;
  std::mutex& guard_;
  std::unordered_multimap<std::string, const fetch_target*> waiting_;
  std::unordered_map<const message_info*, arrival> arrivals_;
  std::exception_ptr thrown_;
};

}  // namespace pop3kit::command
