#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "response/reply_writer.hpp"
#include "session/authorization.hpp"
#include "session/command_turn.hpp"
#include "session/transaction.hpp"
#include "session/transport.hpp"

namespace pop3kit::serving {

/// What the rules of the scenario say about the commands of one session, and what of it has happened. What it refers to
/// must outlive it.
class rule_desk {
 public:
  rule_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply, const authorization& logins,
            transaction& messages);

  /// Asks the rules about the turn. Rules that act aside do so at once; what shapes the response goes into the turn.
  /// What is bound to happen of a rule is journalled now, and the rest when it happens.
  void ask(command_turn& turn);
  /// Journals what of the rule in doubt has happened since the last call.
  void tell_deviations(command_turn& turn);

 private:
  /// A rule of which it only turns out while the response is made what happens of it.
  struct doubtful_rule {
    doubtful_rule() = default;
    std::uint64_t number = 0;
    std::shared_ptr<const rule> what;
    std::string keyword;
    deviation_set told;
    bool fired = false;
  };

  [[nodiscard]] occasion occasion_of(const command_turn& turn);
  void apply(std::size_t index, const occasion& now, command_turn& turn);
  void tell(std::uint64_t number, const rule& which, std::string_view keyword, const action& done, bool counts);
  void act_aside(std::size_t index, const occasion& now, const command_turn& turn);
  void shape_response(std::size_t index, const occasion& now, command_turn& turn);
  [[nodiscard]] std::string_view user_at_hand(const command_turn& turn) const;
  [[nodiscard]] maildrop* maildrop_at_hand(const command_turn& turn);

  scenario_run& run_;
  const peer& peer_;
  transport& transport_;
  reply_writer& reply_;
  const authorization& authorization_;
  transaction& transaction_;
  rule_memory memory_;
  net::time_point began_;
  std::uint32_t responses_ = 0;            ///< that faults have had random octets for
  std::optional<doubtful_rule> in_doubt_;  ///< of the response under way
  std::optional<doubtful_rule> belated_;   ///< of a response before it, whose terminator is still owed
};

}  // namespace pop3kit::serving
