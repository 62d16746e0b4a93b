#include "language/scenario_checks.hpp"

#include <algorithm>
#include <functional>

#include "scenario/end_reason.hpp"
#include "scenario/keywords.hpp"
#include "scenario/nearest.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::lua {
namespace {

using wire::verb;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_event(std::string_view word) {
  return word == connect_event || word == login_event || word == disconnect_event;
}

/// Returns the row of a command. Null for events, for the greeting, and for words that are not commands of POP3.
const wire::verb_info* find_info(std::string_view word) {
  const auto found = wire::find_verb(word);
  return found ? &wire::info(*found) : nullptr;
}

bool takes_message(std::string_view word) {
  return one_of("LIST|UIDL|RETR|TOP|DELE", word);
}

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char octet) { return octet >= '0' && octet <= '9'; });
}

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

constexpr std::string_view bars_are_for_commands = "is one argument: a bar separates commands, not arguments";

/// Returns why the event never has this argument. Empty if it can have it.
std::string event_refusal(std::string_view event, std::string_view argument) {
  if (is_capture(argument)) return {};
  if (event == connect_event && argument != "plain" && argument != "tls") {
    return "connect has the argument 'plain' or 'tls', not " + in_quotes(argument);
  }
  // Other reasons are sentences, including those of the system.
  const bool one_word = argument.find(' ') == std::string_view::npos;
  const std::string reasons = disconnect_reasons();
  if (event == disconnect_event && one_word && !one_of(reasons, argument)) {
    return in_quotes(argument) + " is not a reason for a disconnect" + did_you_mean(argument, split(reasons, '|'));
  }
  return {};
}

/// Returns why no client sends the command with this argument. Empty if a client may.
std::string command_refusal(const wire::verb_info& about, std::string_view argument) {
  const std::string name(about.name);
  if (argument.empty()) return {};
  if (about.max_arguments == 0) return name + " takes no argument, not " + in_quotes(argument);
  if (about.max_arguments == wire::rest_of_line) return {};
  if (argument.find('|') != std::string_view::npos)
    return in_quotes(argument) + " " + std::string(bars_are_for_commands);
  const std::vector<std::string_view> words = split(argument, ' ');
  if (words.size() < about.min_arguments || words.size() > about.max_arguments) {
    return name + " takes " + std::to_string(about.max_arguments) + (about.max_arguments == 1 ? " word" : " words") +
           ", not " + in_quotes(argument);
  }
  if (!takes_message(about.name)) return {};
  const auto wrong =
      std::ranges::find_if(words, [](std::string_view word) { return !is_number(word) && !is_capture(word); });
  return wrong == words.end() ? std::string() : in_quotes(*wrong) + " is neither a number nor a name such as $n";
}

std::string refusal(std::string_view word, std::string_view argument) {
  if (is_event(word)) return event_refusal(word, argument);
  const wire::verb_info* const about = find_info(word);
  return about == nullptr ? std::string() : command_refusal(*about, argument);
}

/// Returns why the value of `argument` cannot match. Empty if it can.
std::string whole_argument_refusal(std::string_view verbs, std::string_view argument) {
  const std::vector<std::string_view> words = split(verbs, '|');
  if (std::ranges::all_of(words, &is_event)) return event_refusal(words.front(), argument);
  if (!std::ranges::all_of(words, &takes_message)) return {};
  if (argument.find('|') != std::string_view::npos)
    return in_quotes(argument) + " " + std::string(bars_are_for_commands);
  return argument.find("..") == std::string_view::npos ? std::string()
                                                       : in_quotes(argument) + " is one argument, not a range";
}

bool names_a_command(std::string_view words) {
  const std::string_view first = words.substr(0, words.find(' '));
  return find_info(first) != nullptr || is_event(first);
}

/// Returns the line of a key of the rule, for an error.
position line_of(const value& from, std::string_view name) {
  const auto& table = as_table(from);
  const auto entry = std::ranges::find(table.named, name, &table_entry::key);
  return entry == table.named.end() ? from.at : entry->key_at;
}

/// Finds the mistakes in one rule.
class rule_check {
 public:
  rule_check(const rule& made, const value& from, const scenario::description& into, reading& context)
      : made_(made), from_(from), into_(into), context_(context) {
    if (made.who.on) verbs_ = split(*made.who.on, '|');
  }

  void who() const {
    const selector& who = made_.who;
    if (who.argument && made_.who.on) {
      const std::string why = whole_argument_refusal(*made_.who.on, *who.argument);
      if (!why.empty()) refuse("argument", why + "; message = ... takes numbers and ranges of them");
    }
    if (who.message && none(&takes_message)) report("message", "has no message number");
    const bool only_greeting = made_.who.on == greeting_keyword;
    if (!only_greeting) return;
    if (who.argument) report("argument", "has no argument");
    if (who.user) report("user", "comes before a user is known");
    if (who.state == wire::session_states::transaction) report("state", "comes in the AUTHORIZATION state");
    const bool per_connection = who.per.value_or(counting_scope::connection) == counting_scope::connection;
    if (who.nth && who.nth->first > 1 && per_connection) {
      report("nth", "comes once on each connection; per = \"scenario\" counts those of all connections");
    }
  }

  void what() const {
    const action& what = made_.what;
    const auto is_capa = [](std::string_view word) { return wire::find_verb(word) == verb::capa; };
    if (!what.with.empty() && none(is_capa)) report("with", "does not list capabilities, CAPA does");
    if (!what.without.empty() && none(is_capa)) report("without", "does not list capabilities, CAPA does");
    if (what.consume && none(&takes_message)) report("consume", "asks for no message");
    if (what.deliver) needs_maildrop("deliver");
    if (what.remove) needs_maildrop("remove");
    if (what.cut) broken("cut", what.cut->at, what.cut->after);
    if (what.stall) broken("stall", what.stall->at, what.stall->after);
    if (what.cut && what.cut->at == response_place::end) {
      refuse("cut", "there is nothing to cut after the response; close = ... ends the connection there");
    }
    for (const std::string& name : what.faults) fault(name);
  }

 private:
  /// Returns true if all commands are known, and the predicate is false for each of them.
  [[nodiscard]] bool none(const std::function<bool(std::string_view)>& such) const {
    return !verbs_.empty() && std::ranges::none_of(verbs_, [&](std::string_view word) {
      return such(word) || (find_info(word) == nullptr && word != greeting_keyword);
    });
  }

  void refuse(std::string_view key, const std::string& why) const {
    const path_step here(context_, key);
    context_.report(line_of(from_, key), std::string(key) + ": " + why);
  }

  void report(std::string_view key, std::string_view why) const {
    const std::string name = made_.who.on == greeting_keyword ? "the greeting" : *made_.who.on;
    refuse(key, name + " " + std::string(why));
  }

  void needs_maildrop(std::string_view key) const {
    const bool other = context_.running || into_.accounts.size() == 1 || !context_.problems.empty();
    const auto known = [](std::string_view word) { return !one_of("GREETING|STLS|AUTH", word); };
    if (!other && none(known)) {
      report(key, "comes before a user is known, and there is not exactly one account");
    }
  }

  [[nodiscard]] bool has_body(std::string_view word) const {
    const wire::verb_info* const about = find_info(word);
    if (about == nullptr) return false;
    const bool numbered = made_.who.message || (made_.who.argument && !made_.who.argument->empty());
    return wire::is_multi_line(about->id, numbered);
  }

  [[nodiscard]] bool never_has_body() const {
    return !made_.what.body && none([this](std::string_view word) { return has_body(word); });
  }

  void broken(std::string_view key, response_place at, std::uint64_t after) const {
    const bool in_status = at == response_place::status || at == response_place::status_cr;
    const bool elsewhere = in_status || at == response_place::end;
    if (elsewhere && after > 0) {
      return refuse(key, "'after' counts octets of a body, and this place is not in the body");
    }
    // If a response has no body, a cut after 0 octets ends the connection after the status line.
    const bool at_once = key == "cut" && at == response_place::octet && after == 0;
    const bool in_place = (made_.what.reply && !made_.what.body) || !made_.what.raw.empty();
    if (!elsewhere && !at_once && (in_place || never_has_body())) {
      refuse(key, "this response has no body; at = \"status\" and at = \"status_cr\" are places in a status line");
    }
  }

  void fault(const std::string& name) const {
    constexpr std::string_view of_bodies =
        "missing_terminator|early_terminator|late_terminator|endless_body|garbage_in_body";
    if (one_of(of_bodies, name) && never_has_body()) return refuse("fault", name + " needs a response with a body");
    for (const auto& [faults, verbs] : fault_verbs) {
      const auto meant = [wanted = verbs](std::string_view word) { return one_of(wanted, word); };
      if (!one_of(faults, name) || !none(meant)) continue;
      std::string complaint = name;
      complaint.append(" only affects ").append(verbs);
      std::ranges::replace(complaint, '|', ' ');
      refuse("fault", complaint);
    }
  }

  /// Each of these faults changes only the responses to certain commands.
  static constexpr std::pair<std::string_view, std::string_view> fault_verbs[] = {
      {"truncated", "RETR|TOP|LIST|UIDL"},
      {"unstuffed_dots", "RETR|TOP"},
      {"lying_size|negative_size|overflowing_size|missing_size", "STAT|LIST|RETR|RSET|PASS|APOP|AUTH"},
      {"lying_count", "STAT|LIST|RSET|PASS|APOP|AUTH"},
      {"gaps|wide_listing|numberless", "LIST|UIDL"},
      {"other_message", "LIST|UIDL|RETR|TOP|DELE"},
      {"duplicate_unique_ids|missing_unique_ids|changing_unique_ids|malformed_unique_ids|overlong_unique_ids", "UIDL"},
      {"read_marks_deleted", "RETR"},
      {"endless_challenge|malformed_challenge|bare_challenge|ok_for_challenge|refused_answer", "AUTH"},
  };

  const rule& made_;
  const value& from_;
  const scenario::description& into_;
  reading& context_;
  std::vector<std::string_view> verbs_;
};

/// Returns the commands and the argument of a pattern.
std::pair<std::string, std::string> parts_of(const command_pattern& pattern) {
  const std::string text = pattern.text();
  const std::size_t space = std::min(text.find(' '), text.size());
  return {text.substr(0, space), text.substr(std::min(space + 1, text.size()))};
}

void check_account(const std::string& name, position at, const scenario::description& into) {
  // A scenario without accounts may be a part that a program combines with others.
  if (into.accounts.empty() || into.accounts.contains(name)) return;
  std::vector<std::string_view> names;
  names.reserve(into.accounts.size());
  for (const auto& [known, owner] : into.accounts) names.push_back(known);
  throw problem{at, "unknown account " + in_quotes(name) + did_you_mean(name, names)};
}

/// An expected login must name an account.
void check_login(const command_pattern& pattern, position at, const scenario::description& into) {
  const auto [verbs, argument] = parts_of(pattern);
  if (verbs == login_event && !argument.empty() && !is_capture(argument)) check_account(argument, at, into);
}

void check_user(const count_expectation& made, position at, const scenario::description& into) {
  if (!made.user) return;
  const auto [verbs, argument] = parts_of(made.command);
  const auto before_login = [](std::string_view word) {
    const wire::verb_info* const about = find_info(word);
    return word == connect_event || (about != nullptr && about->states == wire::session_states::authorization);
  };
  if (std::ranges::all_of(split(verbs, '|'), before_login)) {
    throw problem{at, "user: " + verbs + " comes before the login, so that no user is known; the event \"login " +
                          *made.user + "\" is a login of this user"};
  }
  check_account(*made.user, at, into);
}

bool is_only(const std::optional<command_pattern>& pattern, std::string_view event) {
  return pattern && parts_of(*pattern).first == event;
}

}  // namespace

void check_pattern_argument(std::string_view verbs, std::string_view argument, position at) {
  const std::vector<std::string_view> parts = split(argument, '|');
  if (std::any_of(parts.begin() + 1, parts.end(), &names_a_command)) {
    throw problem{at, in_quotes(argument) + " " + std::string(bars_are_for_commands)};
  }
  const std::vector<std::string_view> words = split(verbs, '|');
  const std::string first = refusal(words.front(), argument);
  const auto refused = [argument](std::string_view word) { return !refusal(word, argument).empty(); };
  if (std::ranges::all_of(words, refused)) throw problem{at, first};
}

void check_whole_argument(std::string_view verbs, std::string_view argument, position at) {
  const std::string why = whole_argument_refusal(verbs, argument);
  if (!why.empty()) throw problem{at, "argument: " + why};
}

void check_rule(const rule& made, const value& from, const scenario::description& into, reading& context) {
  const rule_check check(made, from, into, context);
  check.who();
  check.what();
}

void check_expectation(const count_expectation& made, position at, const scenario::description& into,
                       reading& context) {
  if (is_only(made.before, connect_event)) throw problem{at, "before: nothing comes before a connection"};
  if (is_only(made.after, disconnect_event)) throw problem{at, "after: nothing comes after the end of a connection"};
  if (!context.problems.empty()) return;  // an account may have been left out because of an error
  check_user(made, at, into);
  check_login(made.command, at, into);
}

void check_expectation(const order_expectation& made, position at, const scenario::description& into,
                       reading& context) {
  for (std::size_t step = 0; step < made.commands.size(); ++step) {
    const std::string verbs = parts_of(made.commands[step]).first;
    if (step > 0 && verbs == connect_event) throw problem{at, "order: nothing comes before connect"};
    if (step + 1 < made.commands.size() && verbs == disconnect_event) {
      throw problem{at, "order: nothing comes after disconnect"};
    }
  }
  if (!context.problems.empty()) return;
  for (const command_pattern& each : made.commands) check_login(each, at, into);
}

void check_marks(const scenario::description& made, reading& context) {
  std::vector<std::string_view> marks;
  for (const rule& each : made.rules) {
    if (each.what.mark) marks.emplace_back(*each.what.mark);
  }
  const auto check = [&](const std::optional<std::string>& wanted, std::string_view key, const rule_site& site) {
    if (!wanted || std::ranges::find(marks, *wanted) != marks.end()) return;
    const std::string hint = marks.empty() ? std::string() : did_you_mean(*wanted, marks);
    context.problems.emplace_back(site.of(key),
                                  std::string(key) + ": no rule sets the mark " + in_quotes(*wanted) + hint,
                                  site.path + "." + std::string(key));
  };
  for (std::size_t index = 0; index < made.rules.size(); ++index) {
    const selector& who = made.rules[index].who;
    check(who.when, "when", context.sites[index]);
    check(who.unless, "unless", context.sites[index]);
  }
}

}  // namespace pop3kit::serving::lua
