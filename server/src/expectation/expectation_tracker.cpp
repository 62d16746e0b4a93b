#include "expectation/expectation_tracker.hpp"

#include <algorithm>

#include "expectation/count_watch.hpp"
#include "expectation/idle_watch.hpp"
#include "expectation/order_watch.hpp"
#include "expectation/verdict_wording.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::size_t most_tracebacks = 20;

struct watch_maker {
  std::unique_ptr<watch> operator()(const count_expectation& wanted) const {
    return std::make_unique<count_watch>(wanted);
  }
  std::unique_ptr<watch> operator()(const order_expectation& wanted) const {
    return std::make_unique<order_watch>(wanted);
  }
  std::unique_ptr<watch> operator()(const idle_expectation& wanted) const {
    return std::make_unique<idle_watch>(wanted);
  }
};

}  // namespace

expectation_tracker::expectation_tracker(const scenario::description& what, net::clock& time,
                                         const net::asio::any_io_executor& executor, const secret_words& secrets,
                                         failure_handler on_failure, bool strict)
    : what_(what), time_(time), secrets_(secrets), on_failure_(std::move(on_failure)), strict_(strict) {
  for (const expectation& each : what.expectations) {
    watches_.emplace_back().by = std::visit(watch_maker(), each);
    if (std::holds_alternative<idle_expectation>(each) && !timer_) timer_ = time_.make_timer(executor);
  }
}

std::string expectation_tracker::difference(const watch& of) const {
  return to_prefix(of.where()) + secrets_.masked("expected " + of.wanted() + ", but " + of.found());
}

void expectation_tracker::happened(const occurrence& what) {
  if (watches_.empty()) return;
  {
    const std::scoped_lock held(guard_);
    for (const followed& each : watches_) each.by->happened(what);
  }
  tell_failures(what.connection);
}

void expectation_tracker::waits(std::uint64_t connection) {
  if (!timer_) return;
  const std::scoped_lock held(guard_);
  net::time_point limit = net::time_point::max();
  for (const followed& each : watches_) limit = std::min(limit, each.by->waits(connection, time_.now()));
  wake_at(limit);
}

void expectation_tracker::wake_at(net::time_point when) {
  if (when >= wakes_at_) return;
  wakes_at_ = when;
  timer_->arm(when, [this] { look_at_the_time(); });
}

void expectation_tracker::look_at_the_time() {
  {
    const std::scoped_lock held(guard_);
    wakes_at_ = net::time_point::max();
    net::time_point limit = net::time_point::max();
    for (const followed& each : watches_) limit = std::min(limit, each.by->now(time_.now()));
    wake_at(limit);
  }
  tell_failures(0);
}

void expectation_tracker::tell_failures(std::uint64_t connection) {
  for (followed& each : watches_) {
    if (each.reported || !each.by->failed()) continue;
    each.reported = true;
    on_failure_(connection, difference(*each.by));
  }
}

void expectation_tracker::rule_came(std::uint64_t number, const std::string& title) {
  const std::scoped_lock held(guard_);
  rules_[number].title = secrets_.masked(title);
}

void expectation_tracker::rule_left(std::uint64_t number) {
  const std::scoped_lock held(guard_);
  rules_.erase(number);
}

void expectation_tracker::rule_fired(std::uint64_t number) {
  const std::scoped_lock held(guard_);
  ++rules_[number].fired;
}

std::uint64_t expectation_tracker::times_fired(std::uint64_t number) const {
  const std::scoped_lock held(guard_);
  const auto found = rules_.find(number);
  return found == rules_.end() ? 0 : found->second.fired;
}

void expectation_tracker::hook_failed(std::string traceback) {
  const std::scoped_lock held(guard_);
  if (tracebacks_.size() < most_tracebacks) tracebacks_.push_back(std::move(traceback));
}

void expectation_tracker::stop() noexcept {
  timer_.reset();
}

std::vector<std::string> expectation_tracker::unfired_rules() const {
  const std::scoped_lock held(guard_);
  std::vector<std::string> out;
  for (const auto& [number, each] : rules_) {
    if (each.fired == 0) out.push_back(each.title);
  }
  return out;
}

server_report expectation_tracker::report() const {
  server_report made;
  made.title = what_.title;
  made.seed = what_.seed;
  made.strict = strict_;
  made.unfired_rules = unfired_rules();
  const std::scoped_lock held(guard_);
  made.script_errors = tracebacks_;
  for (const followed& each : watches_) {
    expectation_report& entry = made.expectations.emplace_back();
    entry.where = to_text(each.by->where());
    entry.wanted = secrets_.masked(each.by->wanted());
    entry.state = each.by->state();
    if (entry.state != expectation_state::met) entry.difference = difference(*each.by);
  }
  return made;
}

result<> expectation_tracker::verdict() const {
  const server_report made = report();
  if (made.good()) return {};
  std::vector<std::string> lines = made.script_errors;
  for (const expectation_report& each : made.expectations) {
    if (!each.difference.empty()) lines.push_back(each.difference);
  }
  for (const std::string& line : made.unfired_rules) lines.push_back(line + ": this rule never fired");
  return failure(made.script_errors.empty() ? errc::expectation_failed : errc::script_failed, joined(lines, "\n"));
}

}  // namespace pop3kit::serving
