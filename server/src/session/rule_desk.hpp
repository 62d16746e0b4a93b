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

/// Applies the scenario's rules to the commands of one session, and records what has happened. The constructor's
/// arguments must outlive it.
class rule_desk {
 public:
  rule_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply, const authorization& logins,
            transaction& messages);

  /// Applies the rules to the turn. Actions outside the response take effect at once. Changes of the response go into
  /// the turn. What is certain to happen is written into the journal now, and the rest when it happens.
  void ask(command_turn& turn);
  /// Writes into the journal which uncertain effects of the rule have happened since the last call.
  void tell_deviations(command_turn& turn);

 private:
  /// A rule with effects that become certain only while the response is made.
  struct doubtful_rule {
    doubtful_rule() = default;
    std::uint64_t number = 0;
    std::shared_ptr<const rule> what;
    std::string keyword;
    deviation_set reported;
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
  std::uint32_t responses_ = 0;            ///< responses for which faults took random octets
  std::optional<doubtful_rule> in_doubt_;  ///< of the present response
  std::optional<doubtful_rule> belated_;   ///< of an earlier response whose terminator is still owed
};

}  // namespace pop3kit::serving
