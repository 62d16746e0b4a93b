#include "rules/rule_parts.hpp"

#include "response/fault_table.hpp"

namespace pop3kit::serving {

action certain_part(const action& wanted, std::string_view keyword) {
  action left = wanted;
  left.faults.clear();
  left.with.clear();
  left.without.clear();
  left.ahead.clear();
  left.behind.clear();
  left.cut.reset();
  left.stall.reset();
  // Elsewhere it is a reply like any other.
  if (keyword == "AUTH") left.last_reply.reset();
  return left;
}

action happened_part(const action& wanted, const deviation_set& happened) {
  action done;
  for (const std::string& name : wanted.faults) {
    const fault_info* const fault = find_fault(name);
    if (fault != nullptr && happened.contains(fault->effect)) done.faults.push_back(name);
  }
  if (happened.contains(deviation::added_capabilities)) done.with = wanted.with;
  if (happened.contains(deviation::withheld_capabilities)) done.without = wanted.without;
  if (happened.contains(deviation::ahead)) done.ahead = wanted.ahead;
  if (happened.contains(deviation::behind)) done.behind = wanted.behind;
  if (happened.contains(deviation::cut)) done.cut = wanted.cut;
  if (happened.contains(deviation::stall)) done.stall = wanted.stall;
  if (happened.contains(deviation::last_reply)) done.last_reply = wanted.last_reply;
  return done;
}

bool does_something(const action& what) noexcept {
  return what.shapes_response() || what.acts_aside();
}

}  // namespace pop3kit::serving
