#include <algorithm>
#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"
#include "language/load_scenario.hpp"
#include "rules/action_effects.hpp"
#include "scenario/description.hpp"
#include "text/utf8.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

scenario_run& run_of(const call& request) {
  return request.server->current().run();
}

json::object to_object(const rule_book::entry& which, const scenario_run& run) {
  json::object out;
  out["rule"] = which.number;
  out["name"] = text_or_null(which.what->name);
  out["where"] = text::repaired(to_text(which.what->where));
  out["on"] = text::repaired(which.what->who.on.value_or("any command"));
  out["does"] = text::repaired(to_text(which.what->what));
  out["fired"] = run.expectations.times_fired(which.number);
  return out;
}

/// Returns the rules in the body of the request, or an error.
result<std::vector<rule>> rules_in(const call& request) {
  const std::string name(request.parameter("name").value_or("rules"));
  return parse_rules(request.body, name, request.server->playing().get().seed);
}

http_response no_rule(const call& request) {
  return http_error(404, "there is no rule '" + request.names.front() + "'");
}

const rule_book::entry* find_rule(const call& request, std::uint64_t number) {
  const auto& entries = run_of(request).rules.entries();
  const auto found = std::ranges::find(entries, number, &rule_book::entry::number);
  return found == entries.end() ? nullptr : &*found;
}

/// Returns the number of the rule in the path, if there is one.
std::optional<std::uint64_t> named_rule(const call& request) {
  const auto number = whole_number(request.names.front());
  return number && find_rule(request, *number) != nullptr ? number : std::nullopt;
}

http_response removed(std::size_t count) {
  json::object out;
  out["removed"] = count;
  return http_response(200, json::serialize(out));
}

}  // namespace

http_response get_rules(call& request) {
  const scenario_run& run = run_of(request);
  json::array out;
  for (const rule_book::entry& each : run.rules.entries()) out.push_back(to_object(each, run));
  return http_response(200, json::serialize(out));
}

http_response post_rules(call& request) {
  const std::string_view place = request.parameter("at").value_or("first");
  if (place != "first" && place != "last") return http_error(400, "at: expected first or last");
  auto made = rules_in(request);
  if (made.has_error()) return http_error(422, made.error().message());
  if (made->empty()) return http_error(422, "there is no rule in the body");
  scenario_run& run = run_of(request);
  if (run.rules.entries().size() + made->size() > most_rules) {
    return http_error(409, "a running server takes no more than 10,000 rules");
  }
  const std::vector<std::uint64_t> numbers = run.rules.add(std::move(*made), place == "first");
  json::array added;
  for (const rule_book::entry& each : run.rules.entries()) {
    if (std::ranges::binary_search(numbers, each.number)) added.push_back(to_object(each, run));
  }
  return http_response(201, json::serialize(added));
}

http_response put_rule(call& request) {
  const auto number = named_rule(request);
  if (!number) return no_rule(request);
  auto made = rules_in(request);
  if (made.has_error()) return http_error(422, made.error().message());
  if (made->size() != 1) return http_error(422, "one rule is expected, not " + std::to_string(made->size()));
  scenario_run& run = run_of(request);
  run.rules.replace(*number, std::move(made->front()));
  return http_response(200, json::serialize(to_object(*find_rule(request, *number), run)));
}

http_response delete_rules(call& request) {
  return removed(run_of(request).rules.remove(std::nullopt));
}

http_response delete_rule(call& request) {
  const auto number = named_rule(request);
  if (!number) return no_rule(request);
  return removed(run_of(request).rules.remove(number));
}

}  // namespace pop3kit::serving::control
