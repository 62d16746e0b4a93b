#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"
#include "language/load_scenario.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

http_response began(call& request, const result<>& outcome) {
  if (outcome.has_value()) return http_response(200, json::serialize(summary_of(*request.server)));
  const bool wrong = outcome.error().kind() == fault::expectation;
  return http_error(wrong ? 422 : 409, outcome.error().message());
}

}  // namespace

http_response get_scenario(call& request) {
  return http_response(200, json::serialize(summary_of(*request.server)));
}

http_response put_scenario(call& request) {
  const std::string name(request.parameter("name").value_or("scenario"));
  const std::string directory(request.parameter("directory").value_or("."));
  if (const std::string problem = directory_problem(request.server->home(), directory); !problem.empty()) {
    return http_error(400, "directory: " + problem);
  }
  const auto parsed = parse_confined(request.body, name, request.server->home(), directory);
  if (parsed.has_error()) return http_error(422, parsed.error().message());
  return began(request, request.server->play(*parsed, request.number("seed")));
}

http_response post_reset(call& request) {
  const scenario same = request.server->playing();
  return began(request, request.server->play(same, request.number("seed")));
}

http_response post_reload(call& request) {
  return began(request, request.server->reload(request.number("seed")));
}

}  // namespace pop3kit::serving::control
