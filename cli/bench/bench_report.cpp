#include "bench/bench_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "console/progress_bar.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

std::string readable_time(double seconds) {
  return seconds < 1 ? fmt::format("{:.1f} ms", seconds * 1000) : fmt::format("{:.2f} s", seconds);
}

json::value number_or_automatic(const connection_choice& choice) {
  return choice ? json::value(*choice) : json::value(name_of(choice));
}

std::string conclusion(const trial_report& report) {
  const trial* const recommended = report.recommended();
  if (recommended == nullptr) {
    return report.measured() ? "the maildrop is empty: there is no telling how many connections pay\n"
                             : "no run was measured\n";
  }
  const trial& best = *recommended;
  const std::string who = best.choice ? fmt::format("{} connection{}", *best.choice, *best.choice == 1 ? "" : "s")
                                      : fmt::format("automatic, with {} connections", best.opened);
  const bool more_tried =
      std::ranges::any_of(report.trials, [&best](const trial& each) { return each.opened > best.opened; });
  std::string out = fmt::format("{}: {:.1f}x", who, report.speed_of(best));
  if (more_tried) out += "; more do not pay";
  return out + '\n';
}

}  // namespace

std::string bench_table(const trial_report& report) {
  std::string out =
      fmt::format("{} of {} messages, {}; {} round{}\n\n", report.whole_messages ? "RETR" : "TOP 0", report.messages,
                  readable_octets(report.octets), report.rounds, report.rounds == 1 ? "" : "s");
  out += fmt::format("{:>11}  {:>6}  {:>7}  {:>10}  {:>10}  {:>10}  {:>6}\n", "CONNECTIONS", "OPENED", "REFUSED",
                     "MEDIAN", "FASTEST", "SLOWEST", "SPEED");
  for (const trial& each : report.trials) {
    if (!each.measured()) {
      out += fmt::format("{:>11}  {:>6}  {:>7}  {:>10}\n", name_of(each.choice), each.opened, each.refused, "-");
      continue;
    }
    out += fmt::format("{:>11}  {:>6}  {:>7}  {:>10}  {:>10}  {:>10}  {:>5.1f}x\n", name_of(each.choice), each.opened,
                       each.refused, readable_time(each.median()), readable_time(each.fastest()),
                       readable_time(each.slowest()), report.speed_of(each));
  }
  return out + '\n' + conclusion(report);
}

std::string bench_json(const trial_report& report) {
  json::array runs;
  for (const trial& each : report.trials) {
    json::object run{{"connections", number_or_automatic(each.choice)},
                     {"opened", each.opened},
                     {"refused", each.refused},
                     {"failed", each.failed}};
    const bool measured = each.measured();
    run["median_seconds"] = measured ? json::value(each.median()) : json::value(nullptr);
    run["fastest_seconds"] = measured ? json::value(each.fastest()) : json::value(nullptr);
    run["slowest_seconds"] = measured ? json::value(each.slowest()) : json::value(nullptr);
    run["speed"] = measured ? json::value(report.speed_of(each)) : json::value(nullptr);
    runs.push_back(std::move(run));
  }
  json::object all{{"operation", report.whole_messages ? "messages" : "headers"},
                   {"messages", report.messages},
                   {"octets", report.octets},
                   {"rounds", report.rounds},
                   {"interrupted", report.interrupted},
                   {"runs", std::move(runs)},
                   {"recommended", nullptr}};
  if (const trial* const best = report.recommended(); best != nullptr) {
    all["recommended"] =
        json::object{{"connections", number_or_automatic(best->choice)}, {"speed", report.speed_of(*best)}};
  }
  return json::serialize(all);
}

}  // namespace pop3kit::command
