#pragma once

#include <cstddef>
#include <exception>
#include <memory>
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
  /// All three must outlive it.
  storing_receiver(const std::vector<fetch_target>& targets, message_store& store, tally& outcome);

  result<> begin(const message_info& which) override;
  result<> octets(const message_info& which, std::span<const char> piece) override;
  result<> end(const message_info& which, const result<>& outcome) override;

  /// Throws what the store threw: that does not travel through the library.
  void rethrow() const;

 private:
  struct arrival {
    const fetch_target* target = nullptr;
    std::unique_ptr<stored_message> message;
  };

  arrival& arrival_of(const message_info& which);

  message_store& store_;
  tally& outcome_;
  std::unordered_multimap<std::string, const fetch_target*> waiting_;
  std::unordered_map<const message_info*, arrival> arrivals_;
  std::exception_ptr thrown_;
};

}  // namespace pop3kit::command
