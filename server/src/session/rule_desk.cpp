#include "session/rule_desk.hpp"

#include <utility>
#include <vector>

#include "response/fault_table.hpp"
#include "response/plan_effects.hpp"
#include "rules/action_effects.hpp"
#include "scenario/derive_seed.hpp"

namespace pop3kit::serving {
namespace {

/// More than any fault draws for one response, so that two responses never share a random number.
constexpr std::uint64_t most_draws = 65'536;

/// The command is not carried out; these octets replace its response.
void speak_raw(response_plan& plan, const std::vector<std::string>& octets) {
  plan.reply = std::string();
  plan.in_place = octets.front();
  plan.silent = octets.front().empty();
  plan.dialogue.assign(octets.begin() + 1, octets.end());
}

}  // namespace

rule_desk::rule_desk(scenario_run& run, const peer& about, transport& octets, reply_writer& reply,
                     const authorization& logins, transaction& messages)
    : run_(run),
      peer_(about),
      transport_(octets),
      reply_(reply),
      authorization_(logins),
      transaction_(messages),
      began_(run.time.now()) {}

occasion rule_desk::occasion_of(const command_turn& turn) {
  occasion now;
  now.keyword = turn.keyword();
  now.argument = turn.argument();
  now.user = user_at_hand(turn);
  now.connection = peer_.connection;
  now.state = transaction_.is_open() ? wire::session_states::transaction : wire::session_states::authorization;
  now.tls = transport_.is_secured();
  now.pipelined = !transport_.pending().empty();
  now.time = run_.age();
  now.age = run_.time.now() - began_;
  return now;
}

void rule_desk::ask(command_turn& turn) {
  const bool owes = turn.plan() != nullptr && turn.plan()->terminator == terminator_plan::late;
  if (owes && in_doubt_) belated_ = std::move(in_doubt_);
  in_doubt_.reset();
  turn.forget_wishes();
  rule_engine& rules = run_.rules.engine();
  if (rules.empty()) return;
  const occasion now = occasion_of(turn);
  for (auto index = rules.match(now, memory_); index; index = rules.match(now, memory_, *index + 1)) {
    apply(*index, now, turn);
    const action& done = run_.rules.at(*index).what;
    if (!done.shapes_response() && done.acts_aside()) continue;
    rules.count_rest(now, memory_, *index + 1);
    break;
  }
}

void rule_desk::apply(std::size_t index, const occasion& now, command_turn& turn) {
  const std::uint64_t number = run_.rules.number(index);
  const std::shared_ptr<const rule> matched = run_.rules.entries()[index].what;
  action certain = certain_part(matched->what, turn.verb());
  certain.consume = certain.consume && transaction_.holds(turn.number());
  const maildrop* const drop = maildrop_at_hand(turn);
  if (drop == nullptr) certain.remove.reset();
  if (certain.deliver && (drop == nullptr || !drop->has_room(certain.deliver->count()))) certain.deliver.reset();
  if (certain.release && !run_.gates.has_room(*certain.release)) certain.release.reset();
  const bool fires = does_something(certain) || !does_something(matched->what);
  if (fires) tell(number, *matched, turn.shown_keyword(), certain, true);
  if (matched->what.shapes_response()) {
    doubtful_rule doubted;
    doubted.number = number;
    doubted.what = matched;
    doubted.keyword = turn.shown_keyword();
    doubted.fired = fires;
    in_doubt_ = std::move(doubted);
  }
  act_aside(index, now, turn);
  shape_response(index, now, turn);
}

void rule_desk::tell(std::uint64_t number, const rule& which, std::string_view keyword, const action& done,
                     bool counts) {
  const std::string text =
      to_prefix(which.where) + std::string(keyword.empty() ? "any command" : keyword) + ": " + to_text(done);
  run_.journal.note(peer_, journal_kind::rule, text);
  if (counts) run_.expectations.rule_fired(number);
}

void rule_desk::tell_deviations(command_turn& turn) {
  if (belated_ && reply_.take_belated_terminator()) {
    deviation_set late;
    late.add(deviation::terminator);
    const action done = happened_part(belated_->what->what, late);
    tell(belated_->number, *belated_->what, belated_->keyword, done, !belated_->fired);
    belated_.reset();
  }
  const response_plan* const plan = turn.plan();
  if (!in_doubt_ || plan == nullptr) return;
  const deviation_set fresh = plan->happened.without(in_doubt_->reported);
  if (fresh.empty()) return;
  in_doubt_->reported = plan->happened;
  const action done = happened_part(in_doubt_->what->what, fresh);
  if (!does_something(done)) return;
  tell(in_doubt_->number, *in_doubt_->what, in_doubt_->keyword, done, !in_doubt_->fired);
  in_doubt_->fired = true;
}

void rule_desk::act_aside(std::size_t index, const occasion& now, const command_turn& turn) {
  const action& wanted = run_.rules.at(index).what;
  rule_engine& rules = run_.rules.engine();
  if (wanted.mark) rules.mark(index, now, memory_, *wanted.mark);
  if (wanted.unmark) rules.unmark(index, now, memory_, *wanted.unmark);
  if (wanted.release && !run_.gates.open(*wanted.release)) {
    run_.fail(peer_, to_prefix(run_.rules.at(index).where) + no_more_gates);
  }
  if (wanted.network) transport_.change_link(*wanted.network);
  maildrop* const drop = maildrop_at_hand(turn);
  if (drop == nullptr) return;
  if (wanted.deliver && !drop->deliver(wanted.deliver)) {
    run_.fail(peer_, to_prefix(run_.rules.at(index).where) + no_more_deliveries);
  }
  if (wanted.remove) drop->remove(*wanted.remove);
  if (wanted.consume && transaction_.holds(turn.number())) transaction_.consume(*turn.number());
}

/// Returns the user who is logged in, or whom the login commands name.
std::string_view rule_desk::user_at_hand(const command_turn& turn) const {
  if (!peer_.user.empty()) return peer_.user;
  if (turn.verb() == wire::verb::user) return turn.argument();
  if (turn.verb() == wire::verb::apop) return turn.first_word();
  return authorization_.named_user();
}

/// Returns the maildrop of the present user, or the only maildrop that exists.
maildrop* rule_desk::maildrop_at_hand(const command_turn& turn) {
  if (transaction_.drop() != nullptr) return transaction_.drop();
  const auto& accounts = run_.description->accounts;
  const std::string_view user = user_at_hand(turn);
  const bool only_one = user.empty() && accounts.size() == 1;
  return run_.maildrops.find(only_one ? std::string_view(accounts.begin()->first) : user);
}

void rule_desk::shape_response(std::size_t index, const occasion& now, command_turn& turn) {
  const action& wanted = run_.rules.at(index).what;
  rule_engine& rules = run_.rules.engine();
  net::duration delay = wanted.delay.least;
  if (wanted.delay.most > wanted.delay.least) {
    const auto width = static_cast<std::uint64_t>((wanted.delay.most - wanted.delay.least).count()) + 1;
    delay += net::duration(static_cast<net::duration::rep>(rules.draw(index, now, memory_) % width));
  }
  turn.wait_for(delay, wanted.hold);
  const bool speaks = wanted.reply || !wanted.raw.empty() || !wanted.ahead.empty() || !wanted.behind.empty() ||
                      wanted.cut || wanted.stall || !wanted.faults.empty() || !wanted.with.empty() ||
                      !wanted.without.empty() || wanted.last_reply;
  if (!speaks && !wanted.close) return;
  response_plan& plan = turn.ensure_plan();
  static_cast<scripted_response&>(plan) = static_cast<const scripted_response&>(wanted);
  plan.behind.clear();  // added again below, after the octets of faults
  if (turn.verb() != wire::verb::auth && plan.last_reply) plan.reply = std::exchange(plan.last_reply, std::nullopt);
  if (!wanted.raw.empty()) speak_raw(plan, wanted.raw);
  if (!speaks) turn.say_nothing(*wanted.close);
  fault_seeds seeds;
  seeds.connection = derive_seed(run_.seed, rules.key(index), peer_.connection);
  seeds.response = seeds.connection + most_draws * (wanted.faults.empty() ? 0 : responses_++);
  for (const std::string& name : wanted.faults) {
    const fault_info* const fault = find_fault(name);
    if (fault != nullptr) fault->apply(plan, seeds);
  }
  // Octets of the scenario stay unchanged. A line that a fault adds before the response gets the line ends of the
  // response.
  deviate_octets(plan.ahead, wanted.ahead.size(), plan);
  plan.behind += wanted.behind;
}

}  // namespace pop3kit::serving
