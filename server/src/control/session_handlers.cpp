#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"
#include "text/utf8.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

std::optional<bool> wants_reset(const call& request) {
  const std::string_view how = request.parameter("close").value_or("reset");
  if (how != "reset" && how != "orderly") return std::nullopt;
  return how == "reset";
}

http_response end_sessions(call& request, std::optional<std::uint64_t> connection) {
  const auto reset = wants_reset(request);
  if (!reset) return http_error(400, "close: expected reset or orderly");
  json::object out;
  const std::size_t ended = request.server->current().end_sessions(connection, *reset);
  if (connection && ended == 0) return http_error(404, "no session on connection " + std::to_string(*connection));
  out["ended"] = ended;
  return http_response(200, json::serialize(out));
}

}  // namespace

http_response get_sessions(call& request) {
  json::array out;
  for (const session_facts& each : request.server->current().session_list()) out.push_back(to_object(each));
  return http_response(200, json::serialize(out));
}

http_response delete_sessions(call& request) {
  return end_sessions(request, std::nullopt);
}

http_response delete_session(call& request) {
  const std::string& name = request.names.front();
  const auto connection = whole_number(name);
  if (connection.value_or(0) == 0)
    return http_error(400, "expected the number of a connection, from 1 on, got '" + name + "'");
  return end_sessions(request, connection);
}

http_response get_holds(call& request) {
  json::array out;
  for (const std::string& each : request.server->current().run().gates.waited_at())
    out.emplace_back(text::repaired(each));
  return http_response(200, json::serialize(out));
}

http_response post_release(call& request) {
  if (!request.server->current().run().release(peer(), request.names.front())) return http_error(409, no_more_gates);
  json::object out;
  out["released"] = text::repaired(request.names.front());
  return http_response(200, json::serialize(out));
}

}  // namespace pop3kit::serving::control
