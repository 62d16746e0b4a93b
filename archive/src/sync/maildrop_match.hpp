#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/message_listing.hpp>
#include <pop3kit/message_reference.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "state/archive_state.hpp"

namespace pop3kit::archiving {

/// What the archive knows about a listed message.
enum class standing : std::uint8_t {
  fresh,      ///< the state does not know its identity
  known,      ///< it is in the store
  doubtful,   ///< its unique-id is known, but its header must show whether it is the known message
  by_header,  ///< only its header can identify it: no unique-id, or one that several messages have
  left_out,   ///< too large, or it failed
};

/// A message of a listing.
struct listed_message {
  std::string_view id;  ///< its unique-id; empty if it has none
  std::optional<std::uint64_t> size;
  sequence_number number = 0;
  row_number row = 0;           ///< of the state, if it is known or doubtful
  std::int64_t generation = 1;  ///< of the row; of the delivery, if it is fresh
  seconds_since_1970 stored;    ///< if it is known
  std::int32_t header = -1;     ///< index into maildrop_match::headers; -1: identified by its unique-id
  pop3kit::archiving::standing standing = standing::fresh;
};

/// A listing beside the state: which messages are known. About 80 octets for each message, and their unique-ids.
class maildrop_match {
 public:
  /// Copies what it needs from the listing.
  explicit maildrop_match(const message_listing& listing);
  maildrop_match(const maildrop_match&) = delete;
  maildrop_match& operator=(const maildrop_match&) = delete;

  /// Finds the known messages by their unique-ids.
  [[nodiscard]] result<> match(archive_state& state, row_number account);

  /// The messages, by sequence number.
  [[nodiscard]] std::vector<listed_message>& messages() noexcept { return messages_; }
  /// Returns the message that a client names; null if the listing does not have it.
  [[nodiscard]] listed_message* find(const message_info& which);
  /// Names a message for the client: by its unique-id, or by its number if it has none of its own.
  [[nodiscard]] static message_reference reference_to(const listed_message& message);
  [[nodiscard]] static message_info info_of(const listed_message& message);

  /// Returns true if a unique-id of the listing was known.
  [[nodiscard]] bool knows_a_unique_id() const noexcept { return knows_a_unique_id_; }
  /// Notes that a listed message is this one. Returns false if another listed message is this one already.
  bool use(row_number row) { return used_.insert(row).second; }
  void forget_uses() noexcept { used_.clear(); }
  /// Writes into the state what has disappeared, and what has appeared again. Call it when all messages are identified.
  [[nodiscard]] result<> note_presence(archive_state& state, row_number account, seconds_since_1970 now);

 private:
  void find_shared_ids();

  std::string ids_;
  std::vector<listed_message> messages_;
  std::vector<std::uint32_t> by_id_;  ///< positions of messages that have a unique-id, in the order of the unique-ids
  std::unordered_set<row_number> used_;
  std::vector<row_number> unlisted_;        ///< known, and not in the listing by their unique-id
  std::vector<row_number> unlisted_asked_;  ///< the same, after their deletion was asked
  std::vector<row_number> returned_;        ///< listed, and missing from the listing before
  bool knows_a_unique_id_ = false;
};

}  // namespace pop3kit::archiving
