#pragma once

#include <string>
#include <vector>

#include "maildrop/message_numbers.hpp"
#include "transfer/sent_command.hpp"
#include "wire/listing.hpp"
#include "wire/outcome.hpp"
#include "wire/status_line.hpp"

namespace pop3kit::engine {

/// Sends the markers of a batch, and judges from the replies to markers and proofs whether replies are in their places.
///
/// The reply to UIDL n repeats the number and contains the unique-id (RFC 1939 section 7). STAT cannot be refused, and
/// its two numbers differ from the texts of other replies.
class marker_replies {
 public:
  /// Appends a marker that follows `last`.
  [[nodiscard]] sent_command ask(std::string& out, const sent_command& last) const;
  /// Judges the status line of the reply to a command that does not request a message. `any_ended` is true if a message
  /// has ended before it and is not concluded. Fails with errc::malformed_response if a reply is missing or out of
  /// place.
  [[nodiscard]] outcome<reply_place> check(const sent_command& due, const wire::status_line& status,
                                           const message_numbers& numbers, bool any_ended);

 private:
  [[nodiscard]] outcome<reply_place> check_id_reply(const sent_command& due, const wire::status_line& status,
                                                    const message_numbers& numbers, bool any_ended);
  void doubt(const sent_command& marker);
  [[nodiscard]] bool answers_doubted(const wire::maildrop_size& told, const message_numbers& numbers) const;

  bool by_stat_ = false;
  std::vector<sent_command> doubted_;
};

}  // namespace pop3kit::engine
