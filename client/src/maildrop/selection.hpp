#pragma once

#include <cstddef>
#include <cstdint>
#include <pop3kit/mailbox.hpp>
#include <vector>

namespace pop3kit::engine {

/// What references to messages mean in a listing.
struct selection {
  /// A reference that means no message, or several.
  struct miss {
    miss(message_info written, failure cause, std::size_t at)
        : asked(std::move(written)), why(std::move(cause)), place(at) {}
    message_info asked;  ///< the number or the unique-id, as it was written
    failure why;
    std::size_t place;  ///< among the references, from 0
  };

  selection() = default;
  std::size_t maildrop = 0;            ///< how many messages the listing held
  std::vector<message_info> messages;  ///< in the order of the references
  std::vector<std::size_t> places;     ///< of these among the references
  std::vector<miss> misses;
};

/// errc::invalid_sequence_number, errc::empty_argument, errc::no_such_message or errc::ambiguous_unique_id for each
/// miss: a unique-id that several messages carry means none of them. `listed` by number.
[[nodiscard]] selection select_from(const std::vector<message_info>& listed,
                                    const std::vector<message_reference>& which);

/// Every message has a unique-id of its own: what it takes to find messages again in another session.
[[nodiscard]] bool told_apart_by_ids(const std::vector<message_info>& messages);

/// Octets as listed; messages of unknown size count nothing.
[[nodiscard]] std::uint64_t listed_total(const std::vector<message_info>& messages);

}  // namespace pop3kit::engine
