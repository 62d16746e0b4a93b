#include "control/json.hpp"

#include <boost/json/serialize.hpp>

#include "scenario/description.hpp"
#include "text/utf8.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

json::array to_array(const std::vector<std::string>& lines) {
  json::array out;
  for (const std::string& line : lines) out.emplace_back(text::repaired(line));
  return out;
}

constexpr std::size_t one_line = 160;

void append_indented(std::string& out, const json::value& what, std::size_t depth) {
  const std::string whole = json::serialize(what);
  if (whole.size() <= one_line) {
    out.append(whole);
    return;
  }
  const std::string margin((depth + 1) * 2, ' ');
  const std::string end_margin(depth * 2, ' ');
  const char* between = "\n";
  if (const json::object* const members = what.if_object(); members != nullptr && !members->empty()) {
    out.push_back('{');
    for (const auto& member : *members) {
      out.append(between).append(margin).append(json::serialize(json::value(member.key()))).append(": ");
      append_indented(out, member.value(), depth + 1);
      between = ",\n";
    }
    out.append("\n").append(end_margin).append("}");
  } else if (const json::array* const items = what.if_array(); items != nullptr && !items->empty()) {
    out.push_back('[');
    for (const json::value& item : *items) {
      out.append(between).append(margin);
      append_indented(out, item, depth + 1);
      between = ",\n";
    }
    out.append("\n").append(end_margin).append("]");
  } else {
    out.append(whole);
  }
}

}  // namespace

json::value port_or_null(std::optional<std::uint16_t> port) {
  if (!port) return nullptr;
  return json::value(std::uint64_t(*port));
}

json::value text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::value(text::repaired(text));
}

json::object to_object(const server_report& report) {
  json::object out;
  out["good"] = report.good();
  out["title"] = text::repaired(report.title);
  out["seed"] = report.seed;
  json::array expectations;
  for (const expectation_report& each : report.expectations) {
    json::object entry;
    entry["where"] = text_or_null(each.where);
    entry["expected"] = text::repaired(each.wanted);
    entry["state"] = to_string(each.state);
    entry["difference"] = text_or_null(each.difference);
    expectations.push_back(std::move(entry));
  }
  out["expectations"] = std::move(expectations);
  out["script_errors"] = to_array(report.script_errors);
  out["unfired_rules"] = to_array(report.unfired_rules);
  out["strict"] = report.strict;
  return out;
}

json::object to_object(const session_facts& facts) {
  json::object out;
  out["connection"] = facts.connection;
  out["user"] = text_or_null(facts.user);
  out["state"] = facts.transaction ? "TRANSACTION" : "AUTHORIZATION";
  out["tls"] = facts.secured;
  out["last_command"] = text_or_null(facts.last_command);
  return out;
}

json::object summary_of(controlled& server) {
  const scenario::description& what = server.playing().get();
  json::object out;
  out["title"] = text::repaired(what.title);
  out["about"] = text_or_null(what.about);
  out["seen"] = text_or_null(what.seen);
  out["outcome"] = text_or_null(what.outcome);
  out["run"] = server.run_number();
  out["seed"] = server.current().run().seed;
  json::array accounts;
  for (const auto& [name, account] : what.accounts) accounts.emplace_back(text::repaired(name));
  out["accounts"] = std::move(accounts);
  out["rules"] = server.current().run().rules.entries().size();
  out["expectations"] = what.expectations.size();
  out["port"] = port_or_null(server.port());
  out["tls_port"] = port_or_null(server.tls_port());
  return out;
}

std::string indented(const json::value& what) {
  std::string out;
  append_indented(out, what, 0);
  return out;
}

}  // namespace pop3kit::serving::control
