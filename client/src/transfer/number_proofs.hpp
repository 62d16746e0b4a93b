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

/// What a proof costs in a session.
struct proof_terms {
  bool lock_step = false;            ///< each proof costs a round trip
  std::size_t command_in_lines = 1;  ///< what a command costs, in lines of a listing
  std::size_t maildrop = 0;          ///< messages in all: the lines of the listing
};

/// Sees to it that no message is taken for another if the numbers of a batch are a guess. Each number is proved by
/// UIDL n before its message. When as much has been spent on that as the whole listing costs, or as soon as a guess was
/// wrong, the session's own UIDL takes the place of the proofs.
class number_proofs {
 public:
  number_proofs(message_numbers numbers, const proof_terms& terms) : numbers_(std::move(numbers)), terms_(terms) {}

  [[nodiscard]] const message_numbers& numbers() const noexcept { return numbers_; }

  /// The next number that is used has to be proved.
  [[nodiscard]] bool needs_proof() const noexcept { return guesses() && !listing_; }
  /// Appends the proof of the message's number. The message has to be asked for next: see take_unsent().
  [[nodiscard]] sent_command ask_proof(std::string& out, const sent_command& message);
  /// The message whose proof has been asked for just now.
  [[nodiscard]] bool has_unsent() const noexcept { return unsent_.has_value(); }
  [[nodiscard]] std::optional<sent_command> take_unsent();
  /// Whether the reply proves the number.
  [[nodiscard]] sent_command::standing judge(const sent_command& proof, const wire::status_line& status);
  /// Its number is proved before it has been asked for.
  void confirm_unsent() noexcept;

  [[nodiscard]] bool wants_listing() const noexcept;
  /// Appends the session's own UIDL.
  [[nodiscard]] std::optional<request> ask_listing(std::string& out, const listing_limits& limits);
  /// What ask_listing() asked for.
  [[nodiscard]] unique_id_request& listing() noexcept { return *listing_; }
  /// The listing is complete.
  void learn_listing();
  /// What is known to be guessed wrong is not guessed again while the truth is on its way.
  [[nodiscard]] bool awaits_listing() const noexcept { return guesses() && (guess_was_wrong_ || terms_.lock_step); }
  /// Why the session is of no use, if its listing has shown that.
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
