#include "language/editor_definitions.hpp"

#include <algorithm>

#include "language/quirks.hpp"
#include "language/schema.hpp"
#include "lua/constructors.hpp"
#include "mailbox/message_shape.hpp"
#include "response/fault_table.hpp"
#include "scenario/conditions.hpp"
#include "scenario/hooks.hpp"
#include "scenario/keywords.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {
namespace {

using lua::key_info;
using lua::section;
using lua::takes;

struct class_info {
  std::string_view name;
  section about;
};

/// A rule's `network` takes the keys of a network condition from `direction` to `stall`.
section link_section() {
  section out = lua::network_section();
  const auto first = std::ranges::find(out.keys, "direction", &key_info::name);
  const auto last = std::ranges::find(out.keys, "stall", &key_info::name) + 1;
  out.keys = std::vector<key_info>(first, last);
  out.summary = "Describes how octets travel from a response on.";
  return out;
}

std::vector<class_info> classes() {
  return {{"pop3kit.scenario", lua::scenario_section()},
          {"pop3kit.account", lua::account_section()},
          {"pop3kit.message", lua::message_section()},
          {"pop3kit.attachment", lua::attachment_section()},
          {"pop3kit.generate", lua::generate_section()},
          {"pop3kit.listen", lua::listen_section()},
          {"pop3kit.extensions", lua::extension_section()},
          {"pop3kit.actor", lua::actor_section()},
          {"pop3kit.expectation", lua::count_section()},
          {"pop3kit.rule", lua::rule_section()},
          {"pop3kit.cut", lua::cut_section()},
          {"pop3kit.stall", lua::stall_section()},
          {"pop3kit.network_condition", lua::network_section()},
          {"pop3kit.link", link_section()},
          {"pop3kit.link_stall", lua::link_stall_section()},
          {"pop3kit.tls_condition", lua::tls_section()},
          {"pop3kit.handshake_cut", lua::handshake_cut_section()}};
}

/// The types of keys whose kind does not say which table, or which words, they take.
struct key_type {
  std::string_view owner;
  std::string_view key;
  std::string_view type;
};

constexpr key_type key_types[] = {
    {"pop3kit.scenario", "accounts", "table<string, pop3kit.account>"},
    {"pop3kit.scenario", "listen", "pop3kit.listen"},
    {"pop3kit.scenario", "extensions", "pop3kit.extensions"},
    {"pop3kit.scenario", "rules", "(pop3kit.rule|pop3kit.quirk)[]"},
    {"pop3kit.scenario", "network", "pop3kit.network_condition[]"},
    {"pop3kit.scenario", "tls", "pop3kit.tls_condition[]"},
    {"pop3kit.scenario", "actors", "pop3kit.actor[]"},
    {"pop3kit.scenario", "expect", "(pop3kit.expectation|pop3kit.order)[]"},
    {"pop3kit.message", "attachments", "pop3kit.attachment[]"},
    {"pop3kit.message", "headers", "table<string, string|string[]>"},
    {"pop3kit.extensions", "languages", "table<string, string>"},
    {"pop3kit.rule", "cut", "pop3kit.cut"},
    {"pop3kit.rule", "stall", "pop3kit.stall"},
    {"pop3kit.rule", "network", "pop3kit.link"},
    {"pop3kit.network_condition", "stall", "pop3kit.link_stall"},
    {"pop3kit.link", "stall", "pop3kit.link_stall"},
    {"pop3kit.tls_condition", "cut", "pop3kit.handshake_cut"},
    {"pop3kit.tls_condition", "certificate", "pop3kit.certificate"},
};

/// Returns the words that the summary of a `choice` has in quotes: the words it takes.
std::string quoted_words(std::string_view summary) {
  std::string out;
  for (std::size_t open = summary.find('"'); open != std::string_view::npos; open = summary.find('"', open)) {
    const std::size_t close = std::min(summary.find('"', open + 1), summary.size());
    const std::string word(summary.substr(open, close + 1 - open));
    if (out.find(word) == std::string::npos) out.append(out.empty() ? "" : "|").append(word);
    open = close + 1;
  }
  return out;
}

std::string type_of(takes kind, std::string_view summary) {
  switch (kind) {
    case takes::text:
    case takes::line:
    case takes::window:
      return "string";
    case takes::texts:
    case takes::lines:
      return "string|string[]";
    case takes::flag:
      return "boolean";
    case takes::number:
      return "integer";
    case takes::chance:
      return "number";
    case takes::days:
      return "integer|\"never\"";
    case takes::numbers:
    case takes::size:
    case takes::sizes:
    case takes::rate:
    case takes::ordinals:
      return "integer|string";
    case takes::duration:
    case takes::wait:
      return "string|0";
    case takes::verbs:
    case takes::pattern:
      return "string|pop3kit.verb";
    case takes::faults:
      return "pop3kit.fault|pop3kit.fault[]";
    case takes::close:
      return "pop3kit.close";
    case takes::place:
      return "pop3kit.place";
    case takes::choice:
      return quoted_words(summary);
    case takes::mailbox:
      return "pop3kit.item|pop3kit.item[]";
    case takes::shapes:
      return "pop3kit.shape|pop3kit.shape[]|table<pop3kit.shape, integer>";
    case takes::functions:
      return "pop3kit.hooks";
    case takes::table:
    case takes::list:
      break;
  }
  return "table";
}

std::string type_of(std::string_view owner, const key_info& key) {
  for (const key_type& each : key_types) {
    if (each.owner == owner && each.key == key.name) return std::string(each.type);
  }
  return type_of(key.kind, key.summary);
}

/// Appends a comment. In tables of Markdown, a bar is written with a backslash.
void append_comment(std::string& out, std::string_view text) {
  out.append("---");
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "\\|") continue;
    out.push_back(text[at]);
  }
  out.push_back('\n');
}

void append_field(std::string& out, std::string_view name, bool optional, std::string_view type) {
  out.append("---@field ").append(name).append(optional ? "? " : " ").append(type).append("\n");
}

void append_class(std::string& out, const class_info& made) {
  append_comment(out, made.about.summary);
  out.append("---@class (exact) ").append(made.name).append("\n");
  for (const key_info& key : made.about.keys) {
    append_comment(out, key.summary);
    if (!key.initial.empty()) append_comment(out, "Default: " + std::string(key.initial));
    append_field(out, key.name, !key.initial.empty(), type_of(made.name, key));
  }
  out.push_back('\n');
}

/// Appends the names that a value can have, each with its meaning.
template <class Table>
void append_names(std::string& out, std::string_view name, const Table& table) {
  out.append("---@alias ").append(name).append("\n");
  for (const auto& each : table) {
    out.append("---| '\"").append(each.name).append("\"' # ").append(each.meaning).append("\n");
  }
  out.push_back('\n');
}

void append_hooks(std::string& out) {
  out.append("---Functions by verb or event.\n---@class (exact) pop3kit.hooks\n");
  for (const auto& each : wire::verb_table()) append_field(out, each.name, true, "pop3kit.hook");
  append_field(out, last_keyword, true, "pop3kit.hook");
  append_field(out, "greeting", true, "pop3kit.hook");
  for (const std::string_view each : hook_event::all) append_field(out, each, true, "pop3kit.hook");
  out.push_back('\n');
}

std::string_view argument_of(lua::constructor which) {
  switch (which) {
    case lua::constructor::scenario:
      return "pop3kit.scenario";
    case lua::constructor::message:
      return "pop3kit.message";
    case lua::constructor::generate:
      return "pop3kit.generate";
    case lua::constructor::order:
      return "(string|pop3kit.verb)[]";
    case lua::constructor::quirk:
      return "pop3kit.quirk_name";
    default:
      return "string";
  }
}

std::string result_of(const lua::constructor_info& which) {
  if (which.is_mailbox_item) return "pop3kit.item";
  return which.id == lua::constructor::scenario ? "pop3kit.made" : "pop3kit." + std::string(which.name);
}

void append_constructors(std::string& out) {
  out.append(
      "---@class pop3kit.item A mailbox item.\n---@class pop3kit.quirk A bundle of rules.\n"
      "---@class pop3kit.order An expectation about the order of commands.\n"
      "---@class pop3kit.verb A command that no RFC knows.\n---@class pop3kit.made A scenario.\n\n");
  for (const lua::constructor_info& each : lua::constructor_table()) {
    append_comment(out, each.summary);
    out.append("---@param argument ").append(argument_of(each.id)).append("\n---@return ").append(result_of(each));
    out.append("\nfunction ").append(each.name).append("(argument) end\n\n");
  }
}

constexpr std::string_view beginning = R"(---@meta pop3kit

-- What pop3kit's scenarios can say, for the Lua language server. Generated from the tables that scenario files are
-- checked against: serving::editor_definitions(). Do not edit.

---@alias pop3kit.close "orderly"|"reset"|"half"
)";

constexpr std::string_view functions = R"(---Makes the line `+OK text`.
---@param text? string
---@return string
function ok(text) end

---Makes the line `-ERR text`, or `-ERR [CODE] text`.
---@param code_or_text? string a response code if `text` is given, otherwise the text
---@param text? string
---@return string
function err(code_or_text, text) end

---Waits. Only in hooks.
---@param duration string|0 such as "200ms"
function sleep(duration) end

---Waits until the gate is open. Only in hooks.
---@param gate string
function hold(gate) end

---Opens the gate for all sessions. Only in hooks.
---@param gate string
function release(gate) end

---The session that a hook belongs to.
---@class pop3kit.session
---The connection's number, from 1.
---@field connection integer
---Who is logged in; nil before login.
---@field user string?
---Whether the connection uses TLS.
---@field secured boolean
---A table in which the hooks of this connection can keep values.
---@field state table
local session = {}

---Sends a line at once, before any response.
---@param line string
function session:send(line) end

---Sends octets at once, unchanged.
---@param octets string
function session:raw(octets) end

---Waits for the client's next line, and returns it; nil if no line came.
---@param duration? string|0
---@return string?
function session:read(duration) end

---The server answers the command now, and the hook goes on afterwards.
function session:answer() end

---As the result of a hook: the server answers as if there were no hook.
---@return any
function session:default() end

---As the result of a hook: ends the connection without a response.
---@param how? pop3kit.close
---@return any
function session:close(how) end

---The command that a hook is called for, or the event.
---@class pop3kit.command
---The verb in upper case.
---@field verb string
---The argument as sent, "" if there is none.
---@field argument string
---The first argument if it is a number.
---@field number integer?

---@alias pop3kit.hook fun(session: pop3kit.session, command: pop3kit.command): any
)";

}  // namespace

std::vector<editor_class> editor_classes() {
  std::vector<editor_class> out;
  for (const class_info& each : classes()) {
    editor_class& made = out.emplace_back();
    made.name = each.name;
    for (const key_info& key : each.about.keys) {
      made.keys.emplace_back(key.name);
      if (const std::string type = type_of(each.name, key); type.empty() || type == "table") {
        made.untyped.emplace_back(key.name);
      }
    }
  }
  return out;
}

std::string editor_definitions() {
  std::string out{beginning};
  out.append("---@alias pop3kit.place ");
  for (const std::string_view each : place_names()) {
    out.append(each == place_names().front() ? "\"" : "|\"").append(each).append("\"");
  }
  out.append("\n\n");
  append_names(out, "pop3kit.fault", fault_table());
  append_names(out, "pop3kit.quirk_name", lua::quirk_table());
  append_names(out, "pop3kit.shape", shape_table());
  append_names(out, "pop3kit.certificate", certificate_table);
  append_constructors(out);
  for (const class_info& each : classes()) append_class(out, each);
  append_hooks(out);
  return out.append(functions);
}

}  // namespace pop3kit::serving
