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

/// The messages of a listing that the references of an operation name.
struct selection {
  /// A reference that matches no message, or several.
  struct miss {
    miss(message_info written, failure cause, std::size_t at)
        : asked(std::move(written)), why(std::move(cause)), position(at) {}
    message_info asked;  ///< the number or unique-id of the reference
    failure why;
    std::size_t position;  ///< among the references, from 0
  };

  selection() = default;
  /// Selects every message of the listing.
  explicit selection(std::vector<message_info> listed);
  /// Returns true if each selected message has a unique-id that no other message of the listing has, so that it can be
  /// found again in another session. The first call computes it.
  [[nodiscard]] bool told_apart_by_ids();

  std::size_t maildrop = 0;            ///< number of messages in the listing
  std::vector<message_info> messages;  ///< in the order of the references
  std::vector<std::size_t> positions;  ///< position of each message among the references
  std::vector<miss> misses;
  /// The listing of the present session, if the operation was resumed after its session was lost.
  std::shared_ptr<const id_index> resumed_in;
  /// True if a selected message has no unique-id, or shares it. Empty if that was not computed yet.
  std::optional<bool> mistakable;
};

/// Makes the failure for a unique-id that names no message, or several. The detail names the unique-id.
[[nodiscard]] failure unmatched_id(boost::system::error_code why, const unique_id& id);

/// Selects the messages that the references name.
///
/// Each miss is errc::invalid_sequence_number, errc::empty_argument, errc::no_such_message or
/// errc::ambiguous_unique_id. `listed` must be sorted by number. `gone` contains the sorted numbers of messages that
/// cannot be selected any more; their unique-ids still count when ids are compared.
[[nodiscard]] selection select_from(const std::vector<message_info>& listed,
                                    const std::vector<message_reference>& which,
                                    const std::vector<sequence_number>& gone = {});

/// Returns the listed size of all messages in octets. A message of unknown size counts as 0.
[[nodiscard]] std::uint64_t listed_total(const std::vector<message_info>& messages);

}  // namespace pop3kit::engine
