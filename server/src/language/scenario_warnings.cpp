#include "language/scenario_warnings.hpp"

#include <algorithm>
#include <set>

#include "scenario/keywords.hpp"
#include "scenario/nearest.hpp"
#include "text/ascii.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving::lua {
namespace {

std::vector<std::string_view> alternatives(std::string_view text) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t bar = text.find('|');
    words.push_back(text.substr(0, bar));
    if (bar == std::string_view::npos) return words;
    text.remove_prefix(bar + 1);
  }
}

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string upper_first_word(std::string_view line) {
  std::string word(line.substr(0, line.find(' ')));
  std::ranges::transform(word, word.begin(), text::to_upper);
  return word;
}

template <class T>
bool same_or_any(const std::optional<T>& wide, const std::optional<T>& narrow) {
  return !wide || wide == narrow;
}

bool contains(const std::optional<ordinal_range>& wide, const std::optional<ordinal_range>& narrow) {
  return !wide || (narrow && wide->first <= narrow->first && wide->last >= narrow->last);
}

bool contains_verbs(const std::optional<std::string>& wide, const std::optional<std::string>& narrow) {
  // A rule without `on` is for every command, but not for the greeting.
  if (!wide) return !narrow || !one_of(*narrow, greeting_keyword);
  if (!narrow) return false;
  return std::ranges::all_of(alternatives(*narrow), [&wide](std::string_view word) { return one_of(*wide, word); });
}

/// Returns true if the rule fires each time its keys match, whatever happened before.
bool always_fires(const selector& who) {
  return who.times == UINT64_MAX && !who.nth && !who.when && !who.unless && !who.time && !who.age &&
         who.probability >= 1;
}

/// Returns true if the server asks no later rule after this one.
bool is_final(const action& what) {
  return what.shapes_response() || !what.acts_aside();
}

bool covers(const rule& earlier, const rule& later) {
  const selector& wide = earlier.who;
  const selector& narrow = later.who;
  return is_final(earlier.what) && always_fires(wide) && contains_verbs(wide.on, narrow.on) &&
         same_or_any(wide.argument, narrow.argument) && contains(wide.message, narrow.message) &&
         same_or_any(wide.user, narrow.user) && contains(wide.connection, narrow.connection) &&
         same_or_any(wide.state, narrow.state) && same_or_any(wide.tls, narrow.tls) &&
         same_or_any(wide.pipelined, narrow.pipelined);
}

/// Finds the rules of a scenario that have no effect.
class rule_warnings {
 public:
  rule_warnings(const scenario::description& made, reading& context) : made_(made), context_(context) {}

  /// A quirk's rules may be covered on purpose: that is how a scenario changes a part of a quirk.
  void covered_rules() const {
    for (std::size_t later = 1; later < made_.rules.size(); ++later) {
      if (context_.sites[later].from_quirk) continue;
      const auto first = made_.rules.begin();
      const auto last = first + static_cast<std::ptrdiff_t>(later);
      const auto earlier =
          std::find_if(first, last, [&](const rule& each) { return covers(each, made_.rules[later]); });
      if (earlier == last) continue;
      warn(later, "",
           "this rule can never fire, because the rule on line " + std::to_string(earlier->where.line) +
               " comes first and matches whenever this one does");
    }
  }

  void marks() const {
    std::vector<std::string_view> made;
    std::vector<std::string_view> read;
    for (const rule& each : made_.rules) {
      if (each.what.mark) made.emplace_back(*each.what.mark);
      if (each.who.when) read.emplace_back(*each.who.when);
      if (each.who.unless) read.emplace_back(*each.who.unless);
    }
    for (std::size_t index = 0; index < made_.rules.size(); ++index) {
      const action& what = made_.rules[index].what;
      if (what.mark && !found(*what.mark, read)) {
        warn(index, "mark",
             "no rule has the mark " + in_quotes(*what.mark) + " in 'when' or 'unless'" + hint(*what.mark, read));
      }
      if (what.unmark && !found(*what.unmark, made)) {
        warn(index, "unmark", "no rule makes the mark " + in_quotes(*what.unmark) + hint(*what.unmark, made));
      }
    }
  }

  /// A gate that no rule releases is no mistake: programs can release it. But nothing else than rules and hooks holds.
  void gates() const {
    std::vector<std::string_view> held;
    for (const rule& each : made_.rules) {
      if (each.what.hold) held.emplace_back(*each.what.hold);
    }
    const auto text = [&](const std::string& gate) {
      return "no rule waits at the gate " + in_quotes(gate) + hint(gate, held);
    };
    for (std::size_t index = 0; index < made_.rules.size(); ++index) {
      const std::optional<std::string>& gate = made_.rules[index].what.release;
      if (gate && !found(*gate, held)) warn(index, "release", text(*gate));
    }
    for (const actor& each : made_.actors) {
      if (each.release && !found(*each.release, held)) {
        context_.warnings.emplace_back(each.where.line, "release: " + text(*each.release), "actors");
      }
    }
  }

  /// Before the login, a client may name a user that does not exist, and a rule may be about that.
  void users() const {
    if (made_.accounts.empty()) return;
    std::vector<std::string_view> names;
    names.reserve(made_.accounts.size());
    for (const auto& [name, owner] : made_.accounts) names.push_back(name);
    for (std::size_t index = 0; index < made_.rules.size(); ++index) {
      const selector& who = made_.rules[index].who;
      if (!who.user || found(*who.user, names) || !only_after_login(who)) continue;
      warn(index, "user", "there is no account " + in_quotes(*who.user) + hint(*who.user, names));
    }
  }

  void capabilities() const {
    std::set<std::string> known{"TOP",  "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING",  "USER",          "SASL",
                                "STLS", "UTF8", "LANG",       "EXPIRE",         "LOGIN-DELAY", "IMPLEMENTATION"};
    for (const rule& each : made_.rules) {
      for (const std::string& line : each.what.with) known.insert(upper_first_word(line));
    }
    const std::vector<std::string_view> names(known.begin(), known.end());
    for (std::size_t index = 0; index < made_.rules.size(); ++index) {
      for (const std::string& line : made_.rules[index].what.without) {
        const std::string word = upper_first_word(line);
        if (known.contains(word)) continue;
        warn(index, "without", "the server has no capability " + in_quotes(word) + hint(word, names));
      }
    }
  }

 private:
  static bool found(std::string_view name, const std::vector<std::string_view>& names) {
    return std::ranges::find(names, name) != names.end();
  }

  /// Only a name that is near: a list of all names says little about something that may be right.
  static std::string hint(std::string_view name, const std::vector<std::string_view>& names) {
    return names.empty() || !nearest(name, names) ? std::string() : did_you_mean(name, names);
  }

  static bool only_after_login(const selector& who) {
    if (who.state == wire::session_states::transaction) return true;
    if (!who.on) return false;
    return std::ranges::all_of(alternatives(*who.on), [](std::string_view word) {
      const auto verb = wire::find_verb(word);
      return verb && wire::info(*verb).states == wire::session_states::transaction;
    });
  }

  void warn(std::size_t index, std::string_view key, const std::string& text) const {
    const rule_site& site = context_.sites[index];
    const std::string name(key);
    context_.warnings.emplace_back(site.of(key), key.empty() ? text : name + ": " + text,
                                   key.empty() ? site.path : site.path + "." + name);
  }

  const scenario::description& made_;
  reading& context_;
};

}  // namespace

void warn_of_duplicate_keys(const source_map& map, reading& context) {
  for (const auto& [key, at] : map.duplicates()) {
    context.warnings.emplace_back(
        at, "the key " + in_quotes(key) + " occurs twice in this table; Lua keeps one of them", key);
  }
}

void warn_of_rules(const scenario::description& made, bool hooked, reading& context) {
  const rule_warnings warnings(made, context);
  warnings.covered_rules();
  warnings.marks();
  if (!hooked) warnings.gates();
  warnings.users();
  warnings.capabilities();
}

}  // namespace pop3kit::serving::lua
