#include <algorithm>
#include <utility>

#include "auth/account_book.hpp"
#include "journal/shown_command.hpp"
#include "response/deviate.hpp"
#include "response/fault_table.hpp"
#include "rules/rule_parts.hpp"
#include "rules/rule_wording.hpp"
#include "scenario/keywords.hpp"
#include "scenario/seed.hpp"
#include "session/session.hpp"
#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

/// More than any fault draws for one response, so that no two responses have a draw in common.
constexpr std::uint64_t most_draws = 65'536;

/// The command is not carried out; these octets stand in place of its response.
void speak_raw(response_plan& plan, const std::vector<std::string>& octets) {
  plan.reply = std::string();
  plan.in_place = octets.front();
  plan.silent = octets.front().empty();
  plan.dialogue.assign(octets.begin() + 1, octets.end());
}

}  // namespace

bool session::note_command(std::string_view line, bool bare_lf) {
  const std::size_t space = std::min(line.find(' '), line.size());
  keyword_.assign(line.substr(0, space));
  std::ranges::transform(keyword_, keyword_.begin(), text::to_upper);
  argument_ = line.substr(std::min(space + 1, line.size()));
  if (is_known_command(keyword_)) after_auth_ = keyword_ == "AUTH";
  const bool secret = !is_known_command(keyword_) && holds_secret(*run_->description, line);
  const std::string shown = secret ? "****" : shown_command(line, after_auth_, run_->journal.secrets());
  hides_keyword_ = shown.starts_with("****") && !line.starts_with("****");
  run_->journal.note_line(peer_, shown, bare_lf ? line_ending::lf : line_ending::crlf);
  run_->expectations.happened({peer_.connection, keyword_, argument_, peer_.user, shown});
  return match_rule();
}

occasion session::now() {
  occasion what;
  what.keyword = keyword_;
  what.argument = argument_;
  what.user = user_at_hand();
  what.connection = peer_.connection;
  what.state = state();
  what.tls = secured();
  what.pipelined = !transport_.pending().empty();
  what.time = run_->age();
  what.age = run_->time.now() - began_;
  return what;
}

bool session::match_rule() {
  const bool owes = plan_ && plan_->terminator == terminator_plan::late;
  if (owes && in_doubt_) belated_ = std::move(in_doubt_);
  in_doubt_.reset();
  plan_.reset();
  delay_ = {};
  hold_.reset();
  rule_engine& rules = run_->rules.engine();
  if (!rules.empty()) {
    const occasion what = now();
    for (auto index = rules.match(what, memory_); index; index = rules.match(what, memory_, *index + 1)) {
      apply_rule(*index, what);
      const action& done = run_->rules.at(*index).what;
      if (!done.shapes_response() && done.acts_aside()) continue;
      rules.count_rest(what, memory_, *index + 1);
      break;
    }
  }
  return delay_ > net::duration::zero() || hold_ || wants_hook();
}

/// What is bound to happen is told now, and the rest when it happens.
void session::apply_rule(std::size_t index, const occasion& what) {
  const std::uint64_t number = run_->rules.number(index);
  const std::shared_ptr<const rule> matched = run_->rules.entries()[index].what;
  action certain = certain_part(matched->what, keyword_);
  certain.consume = certain.consume && consumes();
  const maildrop* const drop = maildrop_at_hand();
  if (drop == nullptr) certain.remove.reset();
  if (certain.deliver && (drop == nullptr || !drop->has_room(certain.deliver->count()))) certain.deliver.reset();
  if (certain.release && !run_->gates.has_room(*certain.release)) certain.release.reset();
  const bool told = does_something(certain) || !does_something(matched->what);
  if (told) tell_rule(number, *matched, shown_keyword(), certain, true);
  if (matched->what.shapes_response()) {
    doubtful_rule doubted;
    doubted.number = number;
    doubted.what = matched;
    doubted.keyword = shown_keyword();
    doubted.fired = told;
    in_doubt_ = std::move(doubted);
  }
  act_aside(index, what);
  shape_response(index, what);
}

void session::tell_rule(std::uint64_t number, const rule& which, std::string_view keyword, const action& done,
                        bool counts) {
  const std::string text =
      to_prefix(which.where) + std::string(keyword.empty() ? "any command" : keyword) + ": " + to_text(done);
  run_->journal.note(peer_, journal_kind::rule, text);
  if (counts) run_->expectations.rule_fired(number);
}

void session::tell_deviations() {
  if (belated_ && reply_.take_belated_terminator()) {
    deviation_set late;
    late.add(deviation::terminator);
    const action done = happened_part(belated_->what->what, late);
    tell_rule(belated_->number, *belated_->what, belated_->keyword, done, !belated_->fired);
    belated_.reset();
  }
  if (!in_doubt_ || !plan_) return;
  const deviation_set fresh = plan_->happened.without(in_doubt_->told);
  if (fresh.empty()) return;
  in_doubt_->told = plan_->happened;
  const action done = happened_part(in_doubt_->what->what, fresh);
  if (!does_something(done)) return;
  tell_rule(in_doubt_->number, *in_doubt_->what, in_doubt_->keyword, done, !in_doubt_->fired);
  in_doubt_->fired = true;
}

/// Whether the command names a message of the session's.
bool session::consumes() const {
  const auto number = wire::parse_number(argument_.substr(0, argument_.find(' ')));
  return snapshot_ && number.has_value() && snapshot_->contains(*number);
}

void session::act_aside(std::size_t index, const occasion& what) {
  const action& wanted = run_->rules.at(index).what;
  rule_engine& rules = run_->rules.engine();
  if (wanted.mark) rules.mark(index, what, memory_, *wanted.mark);
  if (wanted.unmark) rules.unmark(index, what, memory_, *wanted.unmark);
  if (wanted.release && !run_->gates.open(*wanted.release)) {
    note_failure(to_prefix(run_->rules.at(index).where) + no_more_gates);
  }
  if (wanted.network) transport_.change_link(*wanted.network);
  maildrop* const drop = maildrop_at_hand();
  if (drop == nullptr) return;
  if (wanted.deliver && !drop->deliver(wanted.deliver)) {
    note_failure(to_prefix(run_->rules.at(index).where) + no_more_deliveries);
  }
  if (wanted.remove) drop->remove(*wanted.remove);
  if (!wanted.consume || !consumes()) return;
  const auto number = wire::parse_number(argument_.substr(0, argument_.find(' ')));
  consumed_.insert(snapshot_->position(*number));
}

/// Who is logged in, or is logging in as far as the commands tell.
std::string_view session::user_at_hand() const {
  if (!peer_.user.empty()) return peer_.user;
  if (keyword_ == "USER") return argument_;
  if (keyword_ == "APOP") return argument_.substr(0, argument_.find(' '));
  return named_user_;
}

/// That of the user at hand, or the only one that there is.
maildrop* session::maildrop_at_hand() {
  if (drop_ != nullptr) return drop_;
  const auto& accounts = run_->description->accounts;
  const std::string_view user = user_at_hand();
  const bool only_one = user.empty() && accounts.size() == 1;
  return run_->maildrops.find(only_one ? std::string_view(accounts.begin()->first) : user);
}

void session::shape_response(std::size_t index, const occasion& what) {
  const action& wanted = run_->rules.at(index).what;
  rule_engine& rules = run_->rules.engine();
  delay_ = wanted.delay.least;
  if (wanted.delay.most > wanted.delay.least) {
    const auto width = static_cast<std::uint64_t>((wanted.delay.most - wanted.delay.least).count()) + 1;
    delay_ += net::duration(static_cast<net::duration::rep>(rules.draw(index, what, memory_) % width));
  }
  hold_ = wanted.hold;
  const bool speaks = wanted.reply || !wanted.raw.empty() || !wanted.ahead.empty() || !wanted.behind.empty() ||
                      wanted.cut || wanted.stall || !wanted.faults.empty() || !wanted.with.empty() ||
                      !wanted.without.empty() || wanted.last_reply;
  if (!speaks && !wanted.close) return;
  response_plan& plan = ensure_plan();
  plan.reply = wanted.reply;
  if (keyword_ == "AUTH") {
    plan.last_reply = wanted.last_reply;
  } else if (wanted.last_reply) {
    plan.reply = wanted.last_reply;
  }
  plan.reply_body = wanted.body;
  plan.ahead = wanted.ahead;
  plan.with = wanted.with;
  plan.without = wanted.without;
  plan.cut = wanted.cut;
  plan.stall = wanted.stall;
  plan.close = wanted.close;
  if (!wanted.raw.empty()) speak_raw(plan, wanted.raw);
  if (!speaks) end_in_place(*wanted.close);
  fault_seeds seeds;
  seeds.connection = derive_seed(run_->seed, rules.key(index), peer_.connection);
  seeds.response = seeds.connection + most_draws * (wanted.faults.empty() ? 0 : responses_++);
  for (const std::string& name : wanted.faults) {
    const fault_info* const fault = find_fault(name);
    if (fault != nullptr) fault->apply(plan, seeds);
  }
  // The scenario's own octets stay as they are; a line that a fault puts ahead ends as the others do.
  deviate_octets(plan.ahead, wanted.ahead.size(), plan);
  plan.behind += wanted.behind;
}

/// Nothing is said and nothing is done: the connection ends in place of the response.
void session::end_in_place(net::close_kind how) {
  response_plan& plan = ensure_plan();
  plan.reply = std::string();
  plan.silent = true;
  plan.close = how;
}

response_plan& session::ensure_plan() {
  return plan_ ? *plan_ : plan_.emplace();
}

asio::awaitable<void> session::hold_dialogue() {
  for (const std::string& octets : plan_->dialogue) {
    const std::optional<std::string> line = co_await read_client_line();
    if (transport_.ending().is_broken() || !line) co_return;
    reply_.more(octets);
  }
}

asio::awaitable<void> session::consult() {
  // Whoever waits shall have the replies to earlier commands meanwhile; and our own slowness is nobody's idleness.
  co_await flush();
  transport_.pause_idle_limit();
  if (delay_ > net::duration::zero()) {
    const auto slept = co_await net::sleep_for(run_->time, delay_);
    if (slept.has_error()) transport_.lost(slept.error());
  }
  if (!transport_.ending().is_broken() && hold_) {
    const auto passed = co_await run_->gates.pass(*hold_);
    if (passed.has_error()) transport_.lost(passed.error());
  }
  if (!transport_.ending().is_broken() && wants_hook()) co_await ask_hook();
}

}  // namespace pop3kit::serving
