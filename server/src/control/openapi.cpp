#include "control/route.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cctype>
#include <map>

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

json::object parameter(std::string_view name, std::string_view where, std::string_view type, std::string_view summary) {
  json::object out;
  out["name"] = name;
  out["in"] = where;
  out["required"] = where == "path";
  if (!summary.empty()) out["description"] = summary;
  out["schema"] = json::object{{"type", type}};
  return out;
}

json::array parameters_of(const route& at) {
  json::array out;
  std::string_view rest = at.path;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const std::size_t close = rest.find('}');
    out.push_back(parameter(rest.substr(open + 1, close - open - 1), "path", "string", {}));
    rest.remove_prefix(close + 1);
  }
  for (const query_parameter& each : at.parameters) {
    json::object made = parameter(each.name, "query", each.type, each.summary);
    json::object& schema = made["schema"].as_object();
    if (each.type == "integer") schema["minimum"] = each.smallest;
    if (each.largest != UINT64_MAX) schema["maximum"] = each.largest;
    out.push_back(std::move(made));
  }
  return out;
}

/// `{"application/json": {...}}`
json::object media(std::string_view type, json::object inside) {
  json::object out;
  out[type] = std::move(inside);
  return out;
}

json::object responses_of(const route& at) {
  json::object good;
  good["description"] = "done";
  good["content"] = media("application/json", json::object{{"example", json::parse(at.example)}});
  json::object out;
  out[std::to_string(at.status)] = std::move(good);
  out["default"] = json::object{{"$ref", "#/components/responses/error"}};
  return out;
}

/// "getSessions", "deleteSessionsConnection".
std::string operation_name(const route& at) {
  std::string out(to_string(at.method));
  std::ranges::transform(out, out.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  bool begins = false;
  for (const char octet : at.path) {
    const auto letter = static_cast<unsigned char>(octet);
    if (std::isalpha(letter) != 0) out.push_back(begins ? static_cast<char>(std::toupper(letter)) : octet);
    begins = std::isalpha(letter) == 0;
  }
  return out;
}

/// Must agree with admission.cpp.
bool needs_token(const route& at) {
  return at.path != "/health";
}

json::object operation(const route& at) {
  json::object out;
  out["operationId"] = operation_name(at);
  out["summary"] = at.summary;
  if (json::array parameters = parameters_of(at); !parameters.empty()) out["parameters"] = std::move(parameters);
  if (at.takes != content::nothing) {
    const std::string_view type = at.takes == content::message ? "message/rfc822" : "text/x-lua";
    json::object body;
    body["required"] = true;
    body["content"] = media(type, json::object{{"schema", json::object{{"type", "string"}}}});
    out["requestBody"] = std::move(body);
  }
  out["responses"] = responses_of(at);
  if (!needs_token(at)) out["security"] = json::array();
  return out;
}

json::object components() {
  json::object schema;
  schema["type"] = "object";
  schema["properties"] = json::object{{"error", json::object{{"type", "string"}}}};
  json::object error;
  error["description"] = "what is wrong, in one sentence, or in a line for each mistake";
  error["content"] = media("application/json", json::object{{"schema", std::move(schema)}});
  json::object responses;
  responses["error"] = std::move(error);
  json::object out;
  out["responses"] = std::move(responses);
  out["securitySchemes"] = json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}}};
  return out;
}

constexpr std::string_view introduction = R"(# Controlling a running server

<!-- Generated from the table that requests are dispatched by: `control::control_reference()`. Do not edit. -->

`pop3kit serve FILE.lua --admin-port 0 --ready-file ready.json` opens a control room, an HTTP interface, in addition to the POP3 ports. The
ready file has its port (`admin_port`) and its token (`admin_token`). In C++, these are `server_options::admin_port`, `server::admin_port()` and
`server::admin_token()`. By default, the control room listens on 127.0.0.1.

## Access

- **Token.** Every request except `GET /health` must carry the server's token: `Authorization: Bearer TOKEN`. Each server makes a random token
  when it starts. A request without it is answered with 401. The journal holds no secrets, but reading it needs the token as well.
- **Host.** The `Host` field must name 127.0.0.1, localhost, [::1] or the address that the control room listens on (`--admin-host`). If that
  address is 0.0.0.0 or ::, any address is accepted, but no other name. Another host is answered with 421, because a web page can point its own
  name at 127.0.0.1. A field that is not a host with an optional port is answered with 400.
- **Web pages.** A request with `Origin` is answered with 403.
- **Files.** A scenario that comes over HTTP can name only files in the folder of the scenario that the server was started with.
  `POST /reload` reads the scenario's file as the command does.

The examples below take both from the ready file:

```sh
ADMIN_PORT=$(sed 's/.*"admin_port":\([0-9]*\).*/\1/' ready.json)
ADMIN_TOKEN=$(sed 's/.*"admin_token":"\([0-9a-f]*\).*/\1/' ready.json)
```

## Answers and limits

Answers are JSON. Errors are `{"error":"what is wrong"}` with a 4xx status: one sentence, or one line for each mistake in a scenario or in
rules. Only a server that is out of memory answers with 500. HEAD is answered like GET, without the body. Unknown parameters
are refused with 400. Numbers are written in decimal digits without leading zeros.

A header may have 16 KiB, a body 64 MiB, and a scenario or a list of rules 16 MiB. Chunk extensions may have 16 KiB. Trailers of more than
16 KiB are refused. The only supported transfer coding is `chunked`; any other is answered with 501. A content coding is answered with 415,
and an expectation other than `100-continue` with 417.

There can be 64 connections. A new connection closes the oldest one that has no request in progress. If all 64 have a waiting request, the
new connection waits for one of them. A waiting request ends when its client closes the connection. A connection without a request is closed
after 5 minutes, and one with an incomplete request after 30 seconds.

The machine-readable description is [openapi.json](openapi.json), also served at `/openapi.json`.

`PUT /scenario`, `POST /reset` and `POST /reload` begin a new run. It shares only the ports and the certificate authority with the run before,
so one process can serve a whole test suite: reset it between the tests. Added rules, delivered mail and opened gates are gone then.
Each such change is written into the journal, as an entry of kind `control`.
)";

/// Replaces the names in a path with examples, for a shell.
std::string filled(std::string_view path) {
  static const std::map<std::string_view, std::string_view> examples{
      {"{connection}", "1"}, {"{account}", "alice"}, {"{number}", "1"}, {"{name}", "the%20gate"}, {"{rule}", "1"}};
  std::string out(path);
  for (const auto& [name, example] : examples) {
    if (const std::size_t at = out.find(name); at != std::string::npos) out.replace(at, name.size(), example);
  }
  return out;
}

std::string curl_line(const route& at) {
  std::string out = "curl -s";
  if (needs_token(at)) out += R"( -H "Authorization: Bearer $ADMIN_TOKEN")";
  if (at.method != http_method::get) out += " -X " + std::string(to_string(at.method));
  if (at.takes == content::scenario) out += " --data-binary @scenario.lua";
  if (at.takes == content::message) out += " --data-binary @message.eml";
  if (at.takes == content::rules) out += R"( --data-binary '{ on = "RETR", times = 1, close = "reset" }')";
  return out + " http://127.0.0.1:$ADMIN_PORT" + filled(at.path);
}

}  // namespace

json::object openapi() {
  json::object about;
  about["title"] = "pop3kit control room";
  about["version"] = "1";
  about["description"] = "Drives and judges a running `pop3kit serve`.";
  json::object out;
  out["openapi"] = "3.1.0";
  out["info"] = std::move(about);
  json::object paths;
  for (const route& each : route_table()) {
    json::value& at = paths[each.path];
    if (!at.is_object()) at.emplace_object();
    std::string method(to_string(each.method));
    std::ranges::transform(method, method.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    at.as_object()[method] = operation(each);
  }
  out["paths"] = std::move(paths);
  out["components"] = components();
  out["security"] = json::array{json::object{{"token", json::array()}}};
  return out;
}

std::string control_reference() {
  std::string out(introduction);
  for (const route& each : route_table()) {
    out.append("\n## ").append(to_string(each.method)).append(" ").append(each.path).append("\n\n");
    out.append(each.summary).append("\n\n");
    if (!each.parameters.empty()) out.append("| parameter | type | meaning |\n|---|---|---|\n");
    for (const query_parameter& parameter : each.parameters) {
      out.append("| `").append(parameter.name).append("` | ").append(parameter.type).append(" | ");
      out.append(parameter.summary).append(" |\n");
    }
    if (!each.parameters.empty()) out.append("\n");
    out.append("```sh\n").append(curl_line(each)).append("\n```\n```json\n").append(each.example).append("\n```\n");
  }
  return out;
}

}  // namespace pop3kit::serving::control
