#include "expectation/idle_watch.hpp"

#include <algorithm>

#include "expectation/verdict_wording.hpp"

namespace pop3kit::serving {
namespace {

std::string milliseconds(net::duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(span).count()) + " ms";
}

}  // namespace

net::time_point idle_watch::waits(std::uint64_t connection, net::time_point since) {
  if (!in_range(wanted_.connection, connection)) return net::time_point::max();
  const auto waiting = waiting_.try_emplace(connection, since).first;
  return net::later(waiting->second, wanted_.at_most);
}

net::time_point idle_watch::now(net::time_point moment) {
  net::time_point next = net::time_point::max();
  std::erase_if(waiting_, [&](const auto& each) {
    const net::time_point limit = net::later(each.second, wanted_.at_most);
    if (limit > moment) {
      next = std::min(next, limit);
      return false;
    }
    if (idlers_.size() < most_examples) idlers_.push_back(each.first);
    return true;
  });
  std::ranges::sort(idlers_);
  return next;
}

expectation_state idle_watch::state() const {
  return failed() ? expectation_state::failed : expectation_state::met;
}

std::string idle_watch::wanted() const {
  return "no idling" + to_text(wanted_.connection) + " beyond " + milliseconds(wanted_.at_most);
}

std::string idle_watch::found() const {
  std::vector<std::string> names;
  names.reserve(idlers_.size());
  for (const std::uint64_t each : idlers_) names.push_back("connection " + std::to_string(each));
  return joined(names, ", ") + " idled for longer";
}

}  // namespace pop3kit::serving
