#include "expectation/count_watch.hpp"

#include "expectation/verdict_wording.hpp"
#include "scenario/keywords.hpp"

namespace pop3kit::serving {
namespace {

std::string key_of(const command_pattern& pattern, const bindings& captured) {
  std::string key;
  for (const std::string& name : pattern.captures()) {
    const auto found = captured.find(name);
    if (found != captured.end()) key.append(found->second);
    key.push_back(' ');
  }
  return key;
}

}  // namespace

count_watch::count_watch(const count_expectation& wanted) : wanted_(wanted) {
  if (wanted_.scope == count_scope::everything) groups_[std::string()] = 0;
}

void count_watch::happened(const occurrence& what) {
  if (what.keyword == connect_event) open_group(what.connection);
  bindings captured;
  if (wanted_.command.matches(what.keyword, what.argument, captured) && in_range(wanted_.connection, what.connection) &&
      (!wanted_.user || *wanted_.user == what.user) && in_its_time(what, captured)) {
    count(what, captured);
  } else if (wanted_.command.has_verb(what.keyword)) {
    note_near_miss(what);
  }
  remember(what);
  if (what.keyword == disconnect_event) close_groups(what.connection);
}

bool count_watch::in_its_time(const occurrence& what, const bindings& captured) const {
  const auto& other = wanted_.before ? wanted_.before : wanted_.after;
  if (!other) return true;
  const auto memory = came_before_.find(what.connection);
  const bool came = memory != came_before_.end() && memory->second.contains(key_of(*other, captured));
  return came == wanted_.after.has_value();
}

void count_watch::remember(const occurrence& what) {
  const auto& other = wanted_.before ? wanted_.before : wanted_.after;
  bindings captured;
  if (!other || !other->matches(what.keyword, what.argument, captured)) return;
  auto& memory = came_before_[what.connection];
  if (memory.size() < most_remembered) {
    memory.insert(key_of(*other, captured));
  } else if (!failed_ && !memory.contains(key_of(*other, captured))) {
    fail("more than " + std::to_string(most_remembered) + " different ones cannot be told apart");
  }
}

void count_watch::count(const occurrence& what, const bindings& captured) {
  std::string group;
  if (wanted_.scope == count_scope::each_connection) group = std::to_string(what.connection);
  if (wanted_.scope == count_scope::each_capture) group = captured.find(wanted_.capture)->second;
  if (groups_.size() >= most_remembered && !groups_.contains(group)) {
    if (failed_) return;
    return fail("more than " + std::to_string(most_remembered) + " different ones cannot be told apart");
  }
  any_group_ = true;
  const std::uint64_t seen = ++groups_[group];
  if (seen == wanted_.bounds.at_most + 1) {
    fail(came(seen) + group_name(group) + ", the last time as " + line_and_connection(what));
  } else if (seen > wanted_.bounds.at_most && wanted_.scope == count_scope::everything) {
    failures_.front() = came(seen) + ", the last time as " + line_and_connection(what);
  }
}

void count_watch::note_near_miss(const occurrence& what) {
  if (near_misses_.size() < most_examples) near_misses_.push_back(line_and_connection(what));
}

void count_watch::open_group(std::uint64_t connection) {
  if (wanted_.scope != count_scope::each_connection || !in_range(wanted_.connection, connection)) return;
  any_group_ = true;
  groups_.try_emplace(std::to_string(connection), 0);
}

void count_watch::close_groups(std::uint64_t connection) {
  came_before_.erase(connection);
  if (wanted_.scope != count_scope::each_connection) return;
  const auto group = groups_.find(std::to_string(connection));
  if (group == groups_.end()) return;
  if (group->second < wanted_.bounds.at_least) fail(came(group->second) + group_name(group->first));
  groups_.erase(group);
}

void count_watch::fail(std::string why) {
  failed_ = true;
  if (failures_.size() < most_examples) failures_.push_back(std::move(why));
}

std::string count_watch::group_name(const std::string& group) const {
  if (wanted_.scope == count_scope::each_connection) return " on connection " + group;
  if (wanted_.scope == count_scope::each_capture) return " for " + wanted_.capture + " = " + group;
  return {};
}

std::vector<std::string> count_watch::short_groups() const {
  std::vector<std::string> out;
  for (const auto& [group, seen] : groups_) {
    if (out.size() < most_examples && seen < wanted_.bounds.at_least) out.push_back(came(seen) + group_name(group));
  }
  return out;
}

expectation_state count_watch::state() const {
  if (failed_) return expectation_state::failed;
  const bool in_groups = wanted_.scope != count_scope::everything;
  // If no connection or value came at all, nothing proves that each met the bounds.
  const bool nothing_to_judge = in_groups && !any_group_ && wanted_.bounds.at_least > 0;
  return nothing_to_judge || !short_groups().empty() ? expectation_state::open : expectation_state::met;
}

std::string count_watch::wanted() const {
  std::string out = wanted_.command.text();
  if (wanted_.user) out += " by " + *wanted_.user;
  out += to_text(wanted_.connection);
  if (wanted_.before) out += " before " + wanted_.before->text();
  if (wanted_.after) out += " after " + wanted_.after->text();
  out += " " + to_text(wanted_.bounds);
  if (wanted_.scope == count_scope::each_connection) out += " on each connection";
  if (wanted_.scope == count_scope::each_capture) out += " for each " + wanted_.capture;
  return out;
}

std::string count_watch::found() const {
  std::vector<std::string> lines = failures_;
  const bool too_few = lines.empty();
  if (too_few) lines = short_groups();
  if (lines.empty()) lines.push_back(came(0));
  std::string out = joined(lines, ", ");
  if (too_few && !near_misses_.empty()) out += "; nearest: " + joined(near_misses_, ", ");
  return out;
}

}  // namespace pop3kit::serving
