#include "transfer/number_proofs.hpp"

#include <memory>
#include <utility>

#include "wire/command.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

using step = sent_command::step;
using standing = sent_command::standing;

sent_command number_proofs::ask_proof(std::string& out, const sent_command& message) {
  ++proofs_;
  unsent_ = message;
  wire::append_numbered(out, wire::verb::uidl, message.number);
  return sent_command{step::proof, message.item, message.number};
}

std::optional<sent_command> number_proofs::take_unsent() {
  return std::exchange(unsent_, std::nullopt);
}

standing number_proofs::judge(const sent_command& proof, const wire::status_line& status) {
  const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(status.text);
  const bool right =
      status.ok && told && told->sequence_number == proof.number && told->unique_id == numbers_.id_of(proof.item);
  if (!right) guess_was_wrong_ = true;
  return right ? standing::confirmed : standing::refuted;
}

void number_proofs::confirm_unsent() noexcept {
  if (unsent_) unsent_->stands = standing::confirmed;
}

/// In lock-step each proof would cost a round trip, so the listing is requested at once. Otherwise it is requested when
/// the proofs have cost as much as the listing. Then both together cost at most twice the cheaper one (ski-rental
/// rule).
bool number_proofs::wants_listing() const noexcept {
  if (!needs_proof()) return false;
  return guess_was_wrong_ || terms_.lock_step || (proofs_ + 1) * terms_.command_in_lines > terms_.maildrop;
}

std::optional<request> number_proofs::ask_listing(std::string& out, const listing_limits& limits) {
  return listing_.emplace(limits).next(out);
}

void number_proofs::learn_listing() {
  if (listing_->refused()) {
    useless_ = *listing_->refused();
    return;
  }
  auto known = std::make_shared<const id_index>(std::move(listing_->ids()));
  if (!known->tells_all_apart()) {
    useless_ = failure(errc::ambiguous_unique_id).set_session_usable(true);
    return;
  }
  numbers_.learn(std::move(known));
}

}  // namespace pop3kit::engine
