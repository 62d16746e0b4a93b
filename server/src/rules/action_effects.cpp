#include "rules/action_effects.hpp"

#include <string_view>

#include "response/fault_table.hpp"

namespace pop3kit::serving {
namespace {

std::string_view to_string(net::close_kind how) noexcept {
  switch (how) {
    case net::close_kind::orderly:
      return "orderly";
    case net::close_kind::reset:
      return "reset";
    case net::close_kind::half:
      return "half";
  }
  return {};
}

std::string octets(std::uint64_t count) {
  return std::to_string(count) + " octets";
}

std::string describe(const wait_range& delay) {
  const auto shown = [](net::duration wait) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(wait).count());
  };
  return (delay.least == delay.most ? std::string() : shown(delay.least) + " to ") + shown(delay.most) + " ms";
}

/// Returns "after 4096 octets", "at status" or "at line_end after 4096 octets".
std::string describe(response_place at, std::uint64_t after) {
  if (at == response_place::octet) return "after " + octets(after);
  std::string out = "at " + std::string(place_names()[static_cast<std::size_t>(at)]);
  if (after > 0) out.append(" after ").append(octets(after));
  return out;
}

std::string describe(const cut& what) {
  const std::string where = describe(what.at, what.after);
  return what.close == net::close_kind::orderly ? where : where + " by " + std::string(to_string(what.close));
}

}  // namespace

action certain_part(const action& wanted, std::optional<wire::verb> verb) {
  action left = wanted;
  left.faults.clear();
  left.with.clear();
  left.without.clear();
  left.ahead.clear();
  left.behind.clear();
  left.cut.reset();
  left.stall.reset();
  // For other commands it is an ordinary reply.
  if (verb == wire::verb::auth) left.last_reply.reset();
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

std::string to_text(const action& what) {
  std::string out;
  const auto add = [&out](std::string_view word, const std::string& value) {
    out.append(out.empty() ? "" : ", ").append(word).append(value.empty() ? "" : " ").append(value);
  };
  if (what.delay.most > net::duration::zero()) add("delay", describe(what.delay));
  if (what.hold) add("hold", *what.hold);
  if (what.release) add("release", *what.release);
  if (what.reply) add("reply", *what.reply);
  if (what.last_reply) add("last_reply", *what.last_reply);
  if (!what.raw.empty()) add("raw", octets(what.raw.front().size()));
  if (!what.ahead.empty()) add("ahead", octets(what.ahead.size()));
  if (!what.behind.empty()) add("behind", octets(what.behind.size()));
  for (const std::string& name : what.faults) add("fault", name);
  for (const std::string& line : what.with) add("with", line);
  for (const std::string& name : what.without) add("without", name);
  if (what.cut) add("cut", describe(*what.cut));
  if (what.stall) add("stall", describe(what.stall->at, what.stall->after));
  if (what.close) add("close", std::string(to_string(*what.close)));
  if (what.mark) add("mark", *what.mark);
  if (what.unmark) add("unmark", *what.unmark);
  if (what.network) add("network", {});
  if (what.deliver) add("deliver", std::to_string(what.deliver->count()));
  if (what.remove) add("remove", to_text(*what.remove));
  if (what.consume) add("consume", {});
  return out;
}

std::string title_of(const rule& which) {
  const std::string on = which.who.on.value_or("any command");
  if (which.name.empty()) return to_prefix(which.where) + on;
  return to_prefix(which.where) + "'" + which.name + "' (" + on + ")";
}

}  // namespace pop3kit::serving
