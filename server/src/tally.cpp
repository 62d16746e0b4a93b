#include "tally.hpp"

#include <algorithm>

#include "wire/command.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::size_t most_near_misses = 5;
constexpr std::size_t most_tracebacks = 20;

/// Whether `keyword` is one of "CAPA|STLS".
bool one_of(std::string_view alternatives, std::string_view keyword) {
  while (!alternatives.empty()) {
    const std::size_t bar = alternatives.find('|');
    if (alternatives.substr(0, bar) == keyword) return true;
    if (bar == std::string_view::npos) break;
    alternatives.remove_prefix(bar + 1);
  }
  return false;
}

std::string wanted_times(const count_bounds& bounds) {
  if (bounds.at_least == bounds.at_most) return "exactly " + std::to_string(bounds.at_least);
  if (bounds.at_most == UINT64_MAX) return "at least " + std::to_string(bounds.at_least);
  if (bounds.at_least == 0) return "at most " + std::to_string(bounds.at_most);
  return std::to_string(bounds.at_least) + " to " + std::to_string(bounds.at_most);
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : between).append(word);
  return out;
}

std::string describe(const count_expectation& wanted, std::uint64_t seen, const std::vector<std::string>& near_misses) {
  std::string out = to_prefix(wanted.where) + "expected " + wanted.command;
  if (wanted.argument) out += " " + *wanted.argument;
  if (wanted.connection) {
    const auto& [first, last] = *wanted.connection;
    out += " on connection " + std::to_string(first);
    if (last == UINT64_MAX) {
      out += "..";
    } else if (last != first) {
      out += ".." + std::to_string(last);
    }
  }
  out += " " + wanted_times(wanted.bounds) + " times, but it came " + std::to_string(seen) + " times";
  if (!near_misses.empty() && seen < wanted.bounds.at_least) out += "; nearest: " + joined(near_misses, ", ");
  return out;
}

std::string describe(const order_expectation& wanted, std::uint32_t best, std::uint64_t connection) {
  std::string out = to_prefix(wanted.where) + "expected the order " + joined(wanted.commands, ", ");
  if (best == 0) return out + ", but " + wanted.commands.front() + " never came";
  return out + "; connection " + std::to_string(connection) + " came nearest: behind " + wanted.commands[best - 1] +
         ", number " + std::to_string(best) + ", " + wanted.commands[best] + " never came";
}

}  // namespace

std::string to_prefix(const place& where) {
  return where.file.empty() ? std::string() : where.file + ":" + std::to_string(where.line) + ": ";
}

tally::tally(const scenario::description& what) : what_(what), fired_(what.rules.size(), 0) {
  for (const expectation& each : what.expectations) {
    if (const auto* const wanted = std::get_if<count_expectation>(&each)) {
      counts_.emplace_back().wanted = wanted;
    } else {
      orders_.push_back({&std::get<order_expectation>(each)});
    }
  }
}

void tally::command(std::uint64_t connection, std::string_view keyword, std::string_view argument, progress& reached) {
  if (counts_.empty() && orders_.empty()) return;
  const std::scoped_lock held(guard_);
  for (count_state& state : counts_) count(state, connection, keyword, argument);
  reached.resize(orders_.size(), 0);
  for (std::size_t index = 0; index < orders_.size(); ++index) {
    order_state& state = orders_[index];
    const auto& commands = state.wanted->commands;
    if (reached[index] >= commands.size() || !one_of(commands[reached[index]], keyword)) continue;
    if (++reached[index] <= state.best) continue;
    state.best = reached[index];
    state.best_connection = connection;
  }
}

void tally::count(count_state& state, std::uint64_t connection, std::string_view keyword, std::string_view argument) {
  const count_expectation& wanted = *state.wanted;
  if (!one_of(wanted.command, keyword)) return;
  const bool here =
      !wanted.connection || (connection >= wanted.connection->first && connection <= wanted.connection->last);
  if (here && (!wanted.argument || *wanted.argument == argument)) {
    ++state.seen;
  } else if (state.near_misses.size() < most_near_misses) {
    std::string line(keyword);
    if (!argument.empty()) line.append(" ").append(argument);
    state.near_misses.push_back(wire::redact(line) + " on connection " + std::to_string(connection));
  }
}

void tally::rule_fired(std::size_t index) {
  const std::scoped_lock held(guard_);
  ++fired_[index];
}

void tally::hook_failed(std::string traceback) {
  const std::scoped_lock held(guard_);
  if (tracebacks_.size() < most_tracebacks) tracebacks_.push_back(std::move(traceback));
}

std::vector<std::string> tally::unfired_rules() const {
  const std::scoped_lock held(guard_);
  std::vector<std::string> out;
  for (std::size_t index = 0; index < fired_.size(); ++index) {
    if (fired_[index] > 0) continue;
    const rule& idle = what_.rules[index];
    out.push_back(to_prefix(idle.where) + idle.who.on.value_or("any command"));
  }
  return out;
}

std::string tally::differences() const {
  std::vector<std::string> lines;
  for (const count_state& state : counts_) {
    const count_bounds& bounds = state.wanted->bounds;
    if (state.seen >= bounds.at_least && state.seen <= bounds.at_most) continue;
    lines.push_back(describe(*state.wanted, state.seen, state.near_misses));
  }
  for (const order_state& state : orders_) {
    if (state.best == state.wanted->commands.size()) continue;
    lines.push_back(describe(*state.wanted, state.best, state.best_connection));
  }
  return joined(lines, "\n");
}

result<> tally::verdict() const {
  const std::vector<std::string> unfired = unfired_rules();
  const std::scoped_lock held(guard_);
  std::string detail = joined(tracebacks_, "\n");
  const std::string different = differences();
  if (detail.empty() && different.empty()) return {};
  if (!detail.empty() && !different.empty()) detail += "\n";
  detail += different;
  for (const std::string& line : unfired) detail += "\n" + line + ": this rule never fired";
  return failure(tracebacks_.empty() ? errc::expectation_failed : errc::script_failed, std::move(detail));
}

}  // namespace pop3kit::serving
