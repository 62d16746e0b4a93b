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
#include "mailbox/tally.hpp"

namespace pop3kit::command {

/// Puts messages into a store as they arrive, and keeps the tally. A message that begins anew leaves nothing behind.
class storing_receiver final : public message_receiver {
 public:
  /// All four must outlive it. The store and the tally are changed while `guard` is locked.
  storing_receiver(const std::vector<fetch_target>& targets, message_store& store, tally& outcome, std::mutex& guard);

  result<> begin(const message_info& which) override;
  result<> octets(const message_info& which, std::span<const char> piece) override;
  result<> end(const message_info& which, const result<>& outcome) override;

  /// What the store threw, which does not travel through the library; null if it threw nothing.
  [[nodiscard]] const std::exception_ptr& thrown() const noexcept { return thrown_; }

 private:
  struct arrival {
    const fetch_target* target = nullptr;
    std::unique_ptr<stored_message> message;
  };

  arrival& arrival_of(const message_info& which);

  message_store& store_;
  tally& outcome_;
  std::mutex& guard_;
  std::unordered_multimap<std::string, const fetch_target*> waiting_;
  std::unordered_map<const message_info*, arrival> arrivals_;
  std::exception_ptr thrown_;
};

}  // namespace pop3kit::command
