#include "shrink.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::proof {

namespace {

/// Leaves out runs of `item`s as long as the plan fails without them.
template <class T>
void shrink_list(plan& failing, std::vector<T> plan::* items, const symptom& still_fails) {
  for (std::size_t run = std::max<std::size_t>((failing.*items).size(), 1); run > 0; run /= 2) {
    for (std::size_t at = 0; at < (failing.*items).size();) {
      plan shorter = failing;
      std::vector<T>& list = shorter.*items;
      const auto from = list.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t count = std::min(run, list.size() - at);
      list.erase(from, from + static_cast<std::ptrdiff_t>(count));
      if (still_fails(shorter)) {
        failing = std::move(shorter);
      } else {
        at += count;
      }
    }
  }
}

/// A step that does nothing takes the place of one that is not needed.
void quiet_steps(plan& failing, const symptom& still_fails) {
  for (std::size_t at = 0; at < failing.steps.size(); ++at) {
    if (failing.steps[at].what == action::idle && failing.steps[at].pick == 0) continue;
    plan quieter = failing;
    quieter.steps[at] = work_step();
    quieter.steps[at].what = action::idle;
    if (still_fails(quieter)) failing = std::move(quieter);
  }
}

void calm_link(plan& failing, const symptom& still_fails) {
  plan calmer = failing;
  calmer.link = simulated_link();
  if (still_fails(calmer)) failing = std::move(calmer);
  calmer = failing;
  calmer.scenario_latency = {};
  if (still_fails(calmer)) failing = std::move(calmer);
  calmer = failing;
  calmer.look = {};
  if (still_fails(calmer)) failing = std::move(calmer);
  calmer = failing;
  calmer.connections = 1;
  if (still_fails(calmer)) failing = std::move(calmer);
  calmer = failing;
  calmer.mechanism = "USER";
  if (still_fails(calmer)) failing = std::move(calmer);
  // Without TLS, a flipped bit could not be noticed.
  const bool corrupts = std::ranges::any_of(
      failing.faults, [](const planned_fault& fault) { return fault.event.what == disturbance::corrupt; });
  if (corrupts) return;
  calmer = failing;
  calmer.protection = security::none;
  if (still_fails(calmer)) failing = std::move(calmer);
}

}  // namespace

plan shrink(plan failing, const symptom& still_fails) {
  shrink_list(failing, &plan::faults, still_fails);
  quiet_steps(failing, still_fails);
  while (!failing.steps.empty()) {
    plan shorter = failing;
    shorter.steps.pop_back();
    if (!still_fails(shorter)) break;
    failing = std::move(shorter);
  }
  calm_link(failing, still_fails);
  shrink_list(failing, &plan::messages, still_fails);
  return failing;
}

}  // namespace pop3kit::proof
