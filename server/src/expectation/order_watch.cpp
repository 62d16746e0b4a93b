#include "expectation/order_watch.hpp"

#include <algorithm>

#include "expectation/verdict_wording.hpp"
#include "scenario/keywords.hpp"

namespace pop3kit::serving {

void order_watch::happened(const occurrence& what) {
  if (met_) return;
  ways& open = connections_[what.connection];
  if (open.empty()) open.emplace_back();
  const std::size_t best_before = best_.steps;
  advance(open, what);
  const bool nearest = what.connection == best_connection_ && best_.steps == best_before;
  if (nearest && instead_.size() < most_examples) instead_.push_back(line_of(what));
  if (met_) {
    connections_.clear();
  } else if (what.keyword == disconnect_event) {
    connections_.erase(what.connection);
  }
}

void order_watch::advance(ways& of, const occurrence& what) {
  const std::size_t count = of.size();
  for (std::size_t index = 0; index < count && !met_; ++index) {
    const command_pattern& wanted = wanted_.commands[of[index].steps];
    if (!wanted.has_verb(what.keyword)) continue;
    way next = of[index];
    if (!wanted.matches(what.keyword, what.argument, next.captured)) continue;
    ++next.steps;
    consider(next, what.connection);
    const bool captured_more = next.captured.size() > of[index].captured.size();
    if (!captured_more) {
      of[index] = std::move(next);
    } else if (std::ranges::find(of, next) == of.end()) {
      of.push_back(std::move(next));
    }
  }
  // The first way has captured nothing, so it must stay to match any later word.
  if (of.size() > most_ways) of.erase(of.begin() + 1, of.end() - static_cast<std::ptrdiff_t>(most_ways - 1));
}

void order_watch::consider(const way& one, std::uint64_t connection) {
  met_ = met_ || one.steps == wanted_.commands.size();
  if (one.steps <= best_.steps) return;
  best_ = one;
  best_connection_ = connection;
  instead_.clear();
}

expectation_state order_watch::state() const {
  return met_ ? expectation_state::met : expectation_state::open;
}

std::string order_watch::wanted() const {
  std::vector<std::string> steps;
  steps.reserve(wanted_.commands.size());
  for (const command_pattern& each : wanted_.commands) steps.push_back(each.text());
  return "the order " + joined(steps, ", ");
}

std::string order_watch::found() const {
  if (best_.steps == 0) return wanted_.commands.front().text() + " never came";
  std::vector<std::string> done;
  done.reserve(best_.steps);
  for (std::size_t step = 0; step < best_.steps; ++step) {
    done.push_back(wanted_.commands[step].text_with(best_.captured));
  }
  std::string out = "connection " + std::to_string(best_connection_) + " came nearest: after " + joined(done, ", ") +
                    ", " + wanted_.commands[best_.steps].text_with(best_.captured) + " never came";
  if (!instead_.empty()) out += ", but " + joined(instead_, ", ");
  return out;
}

}  // namespace pop3kit::serving
