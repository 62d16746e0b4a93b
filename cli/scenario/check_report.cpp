#include "scenario/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string_view>

#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

constexpr std::string_view error_rule = "scenario-error";
constexpr std::string_view warning_rule = "scenario-warning";

json::value text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::value(utf8(text));
}

json::value number_or_null(int number) {
  if (number == 0) return nullptr;
  return json::value(number);
}

json::object to_object(const scenario_problem& found) {
  json::object out;
  out["file"] = utf8(found.file);
  out["line"] = number_or_null(found.line);
  out["column"] = number_or_null(found.column);
  out["severity"] = to_string(found.severity);
  out["message"] = utf8(found.message);
  out["path"] = text_or_null(found.path);
  return out;
}

/// Returns a file name as a URI reference (RFC 3986), with every octet escaped that may have another meaning there.
std::string uri_of(const std::string& file) {
  constexpr std::string_view kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out = file.starts_with('/') ? "file://" : "";
  for (const char octet : file) {
    if (kept.find(octet) != std::string_view::npos) {
      out.push_back(octet);
    } else {
      out.append(fmt::format("%{:02X}", static_cast<unsigned char>(octet)));
    }
  }
  return out;
}

json::object with_text(const std::string& text) {
  return {{"text", text}};
}

json::object rule(std::string_view id, std::string_view text, std::string_view level) {
  json::object out;
  out["id"] = id;
  out["shortDescription"] = with_text(std::string(text));
  out["defaultConfiguration"] = json::object{{"level", level}};
  return out;
}

json::object location_of(const scenario_problem& found) {
  json::object physical;
  physical["artifactLocation"] = json::object{{"uri", uri_of(found.file)}};
  if (found.line > 0) {
    json::object region{{"startLine", found.line}};
    if (found.column > 0) region["startColumn"] = found.column;
    physical["region"] = std::move(region);
  }
  json::object out;
  out["physicalLocation"] = std::move(physical);
  if (!found.path.empty()) {
    out["logicalLocations"] = json::array{json::object{{"fullyQualifiedName", utf8(found.path)}}};
  }
  return out;
}

json::object result_of(const scenario_problem& found) {
  const bool wrong = found.severity == problem_severity::error;
  json::object out;
  out["ruleId"] = wrong ? error_rule : warning_rule;
  out["ruleIndex"] = wrong ? 0 : 1;
  out["level"] = to_string(found.severity);
  out["message"] = with_text(utf8(found.message));
  out["locations"] = json::array{location_of(found)};
  return out;
}

}  // namespace

std::string to_line(const scenario_problem& found) {
  std::string out = found.file;
  if (found.line > 0) out += fmt::format(":{}", found.line);
  return out + (found.severity == problem_severity::warning ? ": warning: " : ": ") + found.message;
}

std::string to_json(const std::string& file, const scenario_check& checked) {
  json::array problems;
  for (const scenario_problem& each : checked.problems) problems.emplace_back(to_object(each));
  json::object out;
  out["file"] = utf8(file);
  out["valid"] = checked.valid.has_value();
  out["title"] = nullptr;
  if (checked.valid) out["title"] = utf8(checked.valid->title());
  out["problems"] = std::move(problems);
  return json::serialize(out);
}

std::string to_sarif(const scenario_check& checked) {
  json::object driver;
  driver["name"] = "pop3kit";
  driver["version"] = POP3KIT_VERSION;
  driver["rules"] = json::array{rule(error_rule, "The scenario is invalid.", "error"),
                                rule(warning_rule, "A part of the scenario has no effect.", "warning")};
  json::array results;
  for (const scenario_problem& each : checked.problems) results.emplace_back(result_of(each));
  json::object run;
  run["tool"] = json::object{{"driver", std::move(driver)}};
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);
  json::object out;
  out["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  out["version"] = "2.1.0";
  out["runs"] = json::array{std::move(run)};
  return json::serialize(out);
}

}  // namespace pop3kit::command
