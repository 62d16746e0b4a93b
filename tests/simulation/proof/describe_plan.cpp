#include <array>
#include <string_view>

#include "plan.hpp"

namespace pop3kit::proof {

namespace {

using namespace std::string_view_literals;
using kind = planned_fault::kind;
using upset = planned_fault::upset;

constexpr std::array action_names{
    "connect"sv,
    "validate"sv,
    "stat"sv,
    "list_ids"sv,
    "list_unique_ids"sv,
    "list_headers"sv,
    "list_some"sv,
    "info"sv,
    "size"sv,
    "headers"sv,
    "top"sv,
    "fetch"sv,
    "save"sv,
    "headers_of_many"sv,
    "fetch_many"sv,
    "save_all"sv,
    "erase"sv,
    "erase_all"sv,
    "undelete"sv,
    "commit"sv,
    "quit"sv,
    "noop"sv,
    "pause"sv,
    "close"sv,
    "idle"sv,
};

std::string_view name_of(disturbance what) {
  constexpr std::array names{"close"sv, "reset"sv, "vanish"sv, "stall"sv, "corrupt"sv};
  return names.at(static_cast<std::size_t>(what));
}

std::string_view name_of(connect_outcome what) {
  constexpr std::array names{"accepted"sv, "refused"sv, "host not found"sv, "unanswered"sv};
  return names.at(static_cast<std::size_t>(what));
}

std::string_view name_of(upset what) {
  constexpr std::array names{"cancel"sv,
                             "close"sv,
                             "restart"sv,
                             "restart with another maildrop"sv,
                             "jump of the clock"sv,
                             "others delete messages"sv};
  return names.at(static_cast<std::size_t>(what));
}

std::string seconds(std::chrono::nanoseconds span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + " s";
}

std::string milliseconds(std::chrono::nanoseconds span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(span).count()) + " ms";
}

std::string describe_event(const link_event& event) {
  std::string text(name_of(event.what));
  text += " at octet " + std::to_string(event.octet);
  text += event.direction == link_direction::to_client ? " to the client" : " to the server";
  if (event.what == disturbance::stall) text += " for " + seconds(event.lasting);
  return text;
}

std::string describe_upset(const planned_fault& fault) {
  std::string text = "step " + std::to_string(fault.step + 1) + ", after " + std::to_string(fault.after) +
                     " pieces of work: " + std::string(name_of(fault.happening));
  if (fault.happening == upset::jump) text += " by " + seconds(fault.event.lasting);
  return text;
}

}  // namespace

std::string describe(const planned_fault& fault) {
  const std::string which = fault.connection == planned_fault::whichever
                                ? "whichever connection"
                                : "connection " + std::to_string(fault.connection);
  const std::string where = which + ": ";
  switch (fault.what) {
    case kind::link:
      return where + describe_event(fault.event);
    case kind::outcome:
      return where + std::string(name_of(fault.outcome));
    case kind::reply:
      return where + fault.verb + " answered by " + (fault.fault.empty() ? fault.reply : fault.fault);
    default:
      return describe_upset(fault);
  }
}

std::string describe(const work_step& step) {
  return std::string(action_names.at(static_cast<std::size_t>(step.what))) +
         (step.by_id ? " by id, " : " by number, ") + std::to_string(step.pick);
}

std::string describe(const plan& what) {
  std::string text = "  " + std::to_string(what.messages.size()) + " messages, " + std::to_string(what.connections) +
                     (what.multi == multi_connection::automatic ? " connections as they pay off" : " connections");
  text += ", " + std::to_string(what.reconnections) + " reconnections, timeout " + seconds(what.timeout);
  if (what.keep_alive.count() != 0) text += ", keep-alive " + seconds(what.keep_alive);
  text += ", latency " + milliseconds(what.link.latency) + ", jitter " + milliseconds(what.link.jitter);
  if (what.scenario_latency.count() != 0) text += ", the server's latency " + milliseconds(what.scenario_latency);
  if (what.look.count() != 0) text += ", " + std::to_string(what.look.count()) + " ns at each look at the clock";
  if (what.link.octets_per_second != 0) text += ", " + std::to_string(what.link.octets_per_second) + " octets/s";
  if (what.link.largest_delivery != 0) text += ", pieces of " + std::to_string(what.link.largest_delivery);
  text += what.protection == security::none ? ", no TLS" : ", TLS";
  text += ", login by " + what.mechanism;
  text += what.pipeline == pipelining::off ? ", lock-step\n" : ", pipelining\n";
  for (const work_step& step : what.steps) text += "  step: " + describe(step) + '\n';
  for (const planned_fault& fault : what.faults) text += "  fault: " + describe(fault) + '\n';
  return text;
}

}  // namespace pop3kit::proof
