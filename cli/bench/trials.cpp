#include "bench/trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

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

}  // namespace pop3kit::command
