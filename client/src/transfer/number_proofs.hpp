#pragma once

#include <cstddef>
#include <optional>
#include <pop3kit/failure.hpp>
#include <string>

#include "link/dialogue.hpp"
#include "maildrop/listing_request.hpp"
#include "maildrop/message_numbers.hpp"
#include "transfer/sent_command.hpp"

namespace pop3kit::engine {

/// The cost of a proof in a session.
struct proof_terms {
  bool lock_step = false;            ///< each proof costs a round trip
  std::size_t command_in_lines = 1;  ///< cost of a command, expressed in lines of a listing
  std::size_t maildrop = 0;  ///< number of messages in the maildrop, which is the number of lines of the listing
};

/// Makes sure that no message is taken for another if the numbers of a batch are guesses.
///
/// UIDL n proves each number before its message is requested. If the proofs have cost as much as a whole listing, or if
/// a guess was wrong, the session's own UIDL listing replaces the proofs.
class number_proofs {
 public:
  number_proofs(message_numbers numbers, const proof_terms& terms) : numbers_(std::move(numbers)), terms_(terms) {}

  [[nodiscard]] const message_numbers& numbers() const noexcept { return numbers_; }

  /// Returns true if the next number must be proved.
  [[nodiscard]] bool needs_proof() const noexcept { return guesses() && !listing_; }
  /// Appends the command that proves the number of a message. The message must be requested next: see take_unsent().
  [[nodiscard]] sent_command ask_proof(std::string& out, const sent_command& message);
  /// Returns true if a proof was sent and its message has not been requested yet.
  [[nodiscard]] bool has_unsent() const noexcept { return unsent_.has_value(); }
  [[nodiscard]] std::optional<sent_command> take_unsent();
  /// Returns whether the reply proves the number.
  [[nodiscard]] sent_command::standing judge(const sent_command& proof, const wire::status_line& status);
  /// Called if the number was proved before its message was requested.
  void confirm_unsent() noexcept;

  [[nodiscard]] bool wants_listing() const noexcept;
  /// Appends UIDL for the session's own listing.
  [[nodiscard]] std::optional<request> ask_listing(std::string& out, const listing_limits& limits);
  /// Returns the listing that ask_listing() requested.
  [[nodiscard]] unique_id_request& listing() noexcept { return *listing_; }
  /// Uses the listing, which is complete.
  void learn_listing();
  /// Returns true if messages must wait for the listing, because guesses were wrong or proofs are too expensive.
  [[nodiscard]] bool awaits_listing() const noexcept { return guesses() && (guess_was_wrong_ || terms_.lock_step); }
  /// Returns why the session cannot be used, if its listing has shown that.
  [[nodiscard]] const std::optional<failure>& useless() const noexcept { return useless_; }

 private:
  [[nodiscard]] bool guesses() const noexcept { return numbers_.on() == message_numbers::ground::guess; }

  message_numbers numbers_;
  proof_terms terms_;
  std::size_t proofs_ = 0;
  bool guess_was_wrong_ = false;
  std::optional<sent_command> unsent_;
  std::optional<unique_id_request> listing_;
  std::optional<failure> useless_;
};

}  // namespace pop3kit::engine
