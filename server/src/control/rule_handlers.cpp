#include <algorithm>
#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"
#include "language/parse_rules.hpp"
#include "rules/rule_wording.hpp"
#include "scenario/description.hpp"
#include "text/utf8.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

json::object told(const running_rule& which) {
  json::object out;
  out["rule"] = which.number;
  out["where"] = text::repaired(to_text(which.what->where));
  out["on"] = text::repaired(which.what->who.on.value_or("any command"));
  out["does"] = text::repaired(to_text(which.what->what));
  out["fired"] = which.fired;
  return out;
}

json::array told(const std::vector<running_rule>& rules) {
  json::array out;
  for (const running_rule& each : rules) out.push_back(told(each));
  return out;
}

/// The rules that the body says, or why there are none.
result<std::vector<rule>> rules_in(const call& request) {
  const std::string name(request.parameter("name").value_or("rules"));
  return parse_rules(request.body, name, request.server->playing().get().seed);
}

std::optional<running_rule> find_rule(call& request, std::uint64_t number) {
  for (running_rule& each : request.server->current().rules()) {
    if (each.number == number) return std::move(each);
  }
  return std::nullopt;
}

http_response no_rule(const call& request) {
  return http_error(404, "there is no rule '" + request.names.front() + "'");
}

/// The rule that the path names.
std::optional<running_rule> named_rule(call& request) {
  const auto number = whole_number(request.names.front());
  return number ? find_rule(request, *number) : std::nullopt;
}

http_response removed(std::size_t count) {
  json::object out;
  out["removed"] = count;
  return http_response(200, json::serialize(out));
}

}  // namespace

http_response get_rules(call& request) {
  return http_response(200, json::serialize(told(request.server->current().rules())));
}

http_response post_rules(call& request) {
  const std::string_view place = request.parameter("at").value_or("first");
  if (place != "first" && place != "last") return http_error(400, "at: expected first or last");
  auto made = rules_in(request);
  if (made.has_error()) return http_error(422, made.error().message());
  if (made->empty()) return http_error(422, "there is no rule in the body");
  service& now = request.server->current();
  if (now.rule_count() + made->size() > most_rules) {
    return http_error(409, "a running server takes no more than 10,000 rules");
  }
  const std::vector<std::uint64_t> numbers = now.add_rules(std::move(*made), place == "first");
  std::vector<running_rule> added = now.rules();
  std::erase_if(added,
                [&numbers](const running_rule& each) { return !std::ranges::binary_search(numbers, each.number); });
  return http_response(201, json::serialize(told(added)));
}

http_response put_rule(call& request) {
  const auto old = named_rule(request);
  if (!old) return no_rule(request);
  auto made = rules_in(request);
  if (made.has_error()) return http_error(422, made.error().message());
  if (made->size() != 1) return http_error(422, "one rule is expected, not " + std::to_string(made->size()));
  request.server->current().replace_rule(old->number, std::move(made->front()));
  return http_response(200, json::serialize(told(*find_rule(request, old->number))));
}

http_response delete_rules(call& request) {
  return removed(request.server->current().remove_rules(std::nullopt));
}

http_response delete_rule(call& request) {
  const auto named = named_rule(request);
  if (!named) return no_rule(request);
  return removed(request.server->current().remove_rules(named->number));
}

}  // namespace pop3kit::serving::control
