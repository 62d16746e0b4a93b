#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/mailbox.hpp>
#include <vector>

#include "maildrop/id_index.hpp"

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
  /// Every message of the listing.
  explicit selection(std::vector<message_info> listed);
  /// Each message has a unique-id that no other of the whole listing has, selected or not: what it takes to find it
  /// again in another session. Looked for once, which takes its time.
  [[nodiscard]] bool told_apart_by_ids();

  std::size_t maildrop = 0;            ///< how many messages the listing held
  std::vector<message_info> messages;  ///< in the order of the references
  std::vector<std::size_t> places;     ///< of these among the references
  std::vector<miss> misses;
  /// Where the operation was resumed, if its session was lost: the listing of the session that is up now.
  std::shared_ptr<const id_index> resumed_in;
  /// One of the messages has no unique-id, or shares it. Nothing: not looked for yet.
  std::optional<bool> mistakable;
};

/// Why a unique-id names no message, or several; the detail names the unique-id.
[[nodiscard]] failure unmatched_id(boost::system::error_code why, const unique_id& id);

/// errc::invalid_sequence_number, errc::empty_argument, errc::no_such_message or errc::ambiguous_unique_id for each
/// miss: a unique-id that several messages carry means none of them. `listed` by number; those of `gone`, which must be
/// sorted, are no longer there to be chosen, but may still be mistaken for others.
[[nodiscard]] selection select_from(const std::vector<message_info>& listed,
                                    const std::vector<message_reference>& which,
                                    const std::vector<sequence_number>& gone = {});

/// Octets as listed; messages of unknown size count nothing.
[[nodiscard]] std::uint64_t listed_total(const std::vector<message_info>& messages);

}  // namespace pop3kit::engine
