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

/// The sequence number of each message of an operation in one session, and the reason why it is believed.
class message_numbers {
 public:
  enum class ground {
    own_listing,  ///< the messages were listed in this session
    guess,        ///< they were listed in another session, so UIDL n must prove each number
    unique_ids,   ///< the UIDL listing of this session is known
  };

  /// Makes the numbers. `messages` must outlive the object. With `guess` and `unique_ids`, each needs a unique-id.
  message_numbers(const std::vector<message_info>& messages, ground on) : messages_(&messages), ground_(on) {}

  [[nodiscard]] ground on() const noexcept { return ground_; }
  /// Returns the number of a message. Empty if the session does not have it, or cannot distinguish it from another.
  [[nodiscard]] std::optional<std::uint64_t> number_of(std::size_t item) const;
  /// Returns true if it is known that the message has this number. With `guess` it is not.
  [[nodiscard]] bool belong_together(std::size_t item, std::uint64_t number) const;
  /// Returns the unique-id of the message.
  [[nodiscard]] std::string_view id_of(std::size_t item) const { return (*messages_)[item].unique_id->str(); }

  /// Uses the session's own UIDL listing from now on.
  void learn(std::shared_ptr<const id_index> listing);

 private:
  const std::vector<message_info>* messages_;
  ground ground_;
  std::shared_ptr<const id_index> listing_;
};

}  // namespace pop3kit::engine
