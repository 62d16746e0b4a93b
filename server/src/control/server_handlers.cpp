#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

http_response get_health(call& request) {
  json::object out;
  out["status"] = "ready";
  out["run"] = request.server->run_number();
  out["sessions"] = request.server->current().sessions();
  out["port"] = port_or_null(request.server->port());
  out["tls_port"] = port_or_null(request.server->tls_port());
  return http_response(200, json::serialize(out));
}

http_response post_shutdown(call& request) {
  request.server->shut_down();
  json::object out;
  out["status"] = "ending";
  return http_response(202, json::serialize(out));
}

http_response get_openapi(call& /*request*/) {
  return http_response(200, indented(openapi()));
}

}  // namespace pop3kit::serving::control
