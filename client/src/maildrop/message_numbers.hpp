#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <string_view>
#include <vector>

#include "maildrop/id_index.hpp"

namespace pop3kit::engine {

/// Which sequence number each message of an operation has in one session, and on what ground that is believed.
class message_numbers {
 public:
  enum class ground {
    own_listing,  ///< the messages were listed in this very session
    guess,        ///< they were listed in another: each number must be proved by UIDL n before it counts
    unique_ids,   ///< this session's UIDL is known
  };

  /// `messages` must outlive it. For `guess` and `unique_ids` each must have a unique-id.
  message_numbers(const std::vector<message_info>& messages, ground on) : messages_(&messages), ground_(on) {}

  [[nodiscard]] ground on() const noexcept { return ground_; }
  /// Nothing where the session does not know the message, or cannot tell it from another.
  [[nodiscard]] std::optional<std::uint64_t> number_of(std::size_t item) const;
  /// What is known of number and message says that they belong together. A guess alone says nothing.
  [[nodiscard]] bool belong_together(std::size_t item, std::uint64_t number) const;
  /// The message's unique-id.
  [[nodiscard]] std::string_view id_of(std::size_t item) const { return (*messages_)[item].unique_id->str(); }

  /// From here on by the session's own UIDL.
  void learn(std::shared_ptr<const id_index> listing);

 private:
  const std::vector<message_info>* messages_;
  ground ground_;
  std::shared_ptr<const id_index> listing_;
};

}  // namespace pop3kit::engine
