#include "bench/trial_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

constexpr std::size_t most_connections = 256;
constexpr double worth_it = 1.1;
constexpr std::string_view automatic_word = "automatic";

connection_choice parse_choice(std::string_view word) {
  if (word == automatic_word) return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.begin(), word.end(), number);
  if (error == std::errc{} && end == word.end() && number >= 1 && number <= most_connections) return number;
  throw usage_error(
      fmt::format("--connections '{}': write numbers from 1 to {}, or automatic, with commas between them", word,
                  most_connections));
}

std::string readable_time(double seconds) {
  return seconds < 1 ? fmt::format("{:.1f} ms", seconds * 1000) : fmt::format("{:.2f} s", seconds);
}

json::value number_or_automatic(const connection_choice& choice) {
  return choice ? json::value(*choice) : json::value(name_of(choice));
}

std::string conclusion(const trial_report& report) {
  const trial* const recommended = report.recommended();
  if (recommended == nullptr) {
    return report.measured() ? "the maildrop is empty, so it is not known how many connections help\n"
                             : "no run was measured\n";
  }
  const trial& best = *recommended;
  const std::string who = best.choice ? fmt::format("{} connection{}", *best.choice, *best.choice == 1 ? "" : "s")
                                      : fmt::format("automatic, with {} connections", best.opened);
  const bool more_tried =
      std::ranges::any_of(report.trials, [&best](const trial& each) { return each.opened > best.opened; });
  std::string out = fmt::format("{}: {:.1f}x", who, report.speed_of(best));
  if (more_tried) out += "; more do not help";
  return out + '\n';
}

}  // namespace

std::vector<connection_choice> parse_choices(const std::string& text) {
  std::vector<connection_choice> choices;
  std::string_view rest = text;
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    const connection_choice choice = parse_choice(rest.substr(0, comma));
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
    if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(choice);
  }
  return choices;
}

std::string name_of(const connection_choice& choice) {
  return choice ? fmt::format("{}", *choice) : std::string{automatic_word};
}

double trial::median() const {
  std::vector<double> sorted = seconds;
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double trial::fastest() const {
  return *std::ranges::min_element(seconds);
}

double trial::slowest() const {
  return *std::ranges::max_element(seconds);
}

bool trial_report::measured() const noexcept {
  return std::ranges::any_of(trials, &trial::measured);
}

double trial_report::speed_of(const trial& one) const {
  return std::ranges::find_if(trials, &trial::measured)->median() / one.median();
}

const trial* trial_report::recommended() const {
  if (messages == 0) return nullptr;
  const trial* best = nullptr;
  for (const trial& each : trials) {
    if (each.measured() && (best == nullptr || each.median() < best->median())) best = &each;
  }
  const trial* chosen = nullptr;
  for (const trial& each : trials) {
    if (!each.measured() || each.median() > best->median() * worth_it) continue;
    if (chosen == nullptr || each.opened < chosen->opened) chosen = &each;
  }
  return chosen;
}

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
