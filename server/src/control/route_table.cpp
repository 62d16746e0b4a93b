#include <array>

#include "control/route.hpp"

namespace pop3kit::serving::control {
namespace {

constexpr query_parameter wait_parameter{
    "wait", "string",
    "How long to wait, such as `2s`. More than `10m` is refused. By default, the answer is given at once."};
constexpr query_parameter seed_parameter{
    "seed", "integer", "Replaces the scenario's own seed and that of `--seed`, until another scenario begins."};
constexpr query_parameter reset_seed_parameter{
    "seed", "integer", "A new seed. By default, the seed in force stays, even if it was set by an earlier `seed`."};

constexpr std::array journal_parameters{
    query_parameter{"since", "integer",
                    "The number of the first entry: use `next` of the previous answer. 0 is the first entry."},
    query_parameter{"limit", "integer", "The greatest number of entries (1000). More than 100000 is refused.", 1,
                    most_on_a_page},
    query_parameter{"kind", "string",
                    "Only `connect`, `tls`, `command`, `reply`, `body`, `rule`, `hook_error`, "
                    "`disconnect`, `expectation` or `control`."},
    query_parameter{"connection", "integer", "Only this connection.", 1},
    query_parameter{"user", "string", "Only this user's."},
    query_parameter{"text", "string", "Only entries whose text begins like this."},
    wait_parameter,
};
constexpr std::array verdict_parameters{wait_parameter};
constexpr std::array put_parameters{
    query_parameter{"name", "string", "The name of the scenario in errors and in places such as `NAME:7`."},
    query_parameter{"directory", "string",
                    "The folder for relative paths in the scenario. It must be in the folder of the scenario that the "
                    "server was started with, which is also the default; any other folder is refused with 400."},
    seed_parameter,
};
constexpr std::array seed_parameters{seed_parameter};
constexpr std::array reset_parameters{reset_seed_parameter};
constexpr std::array mailbox_parameters{
    query_parameter{"from", "integer", "The number of the first message to return (1).", 1},
    query_parameter{"limit", "integer", "The greatest number of messages (1000). More than 100000 is refused.", 1,
                    most_on_a_page},
};
constexpr query_parameter rule_name{"name", "string",
                                    "The name of the text in errors and in places such as `NAME:1` (`rules`)."};
constexpr std::array new_rule_parameters{
    query_parameter{"at", "string", "`first` (before all other rules, the default) or `last` (after them)."},
    rule_name,
};
constexpr std::array other_rule_parameters{rule_name};
constexpr std::array close_parameters{
    query_parameter{"close", "string", "`reset` (RST, the default) or `orderly` (FIN)."}};

constexpr std::string_view summary_example =
    R"({"title":"ordinary","about":"A mailbox with ordinary mail.","seen":null,"outcome":"tolerated","run":2,"seed":42,"accounts":["alice"],"rules":0,"expectations":1,"port":40001,"tls_port":40002})";

constexpr std::string_view rule_example =
    R"({"rule":4,"name":null,"where":"rules:1","on":"RETR","does":"close reset","fired":0})";
constexpr std::string_view rules_example =
    R"([{"rule":4,"name":null,"where":"rules:1","on":"RETR","does":"close reset","fired":0}])";

constexpr std::array routes{
    route{http_method::get,
          "/health",
          "Says whether the server is ready, and on which ports it listens.",
          content::nothing,
          {},
          200,
          R"({"status":"ready","run":1,"sessions":0,"port":40001,"tls_port":40002})",
          &get_health,
          nullptr},
    route{http_method::get,
          "/scenario",
          "Describes the scenario that is being played.",
          content::nothing,
          {},
          200,
          summary_example,
          &get_scenario,
          nullptr},
    route{http_method::put, "/scenario",
          "Ends every session and plays the scenario in the body from its beginning, on the same ports and "
          "with the same certificate authority. An invalid scenario is refused (422, with line and reason), "
          "and the old scenario goes on. The new scenario can name only files in the folder of the scenario "
          "that the server was started with: no absolute paths, no `..`, and no links that lead out of the "
          "folder.",
          content::scenario, put_parameters, 200, summary_example, &put_scenario, nullptr},
    route{http_method::post, "/reset",
          "Ends every session and begins the same scenario again: mailboxes, counters, journal and verdict are "
          "as at the start. The seed stays.",
          content::nothing, reset_parameters, 200, summary_example, &post_reset, nullptr},
    route{http_method::post, "/reload",
          "Reads the scenario's file again and plays it, as `PUT /scenario` would. Answered with 409 if the "
          "current scenario does not come from a file, because the server was started without one or `PUT "
          "/scenario` has replaced it. In that case, `--watch` does not read the file either.",
          content::nothing, seed_parameters, 200, summary_example, &post_reload, nullptr},
    route{
        http_method::get, "/journal",
        "Returns what happened, oldest first. With `wait`, the answer comes as soon as there is a matching "
        "entry, or without entries when the time is over. The server keeps the last 1,000,000 entries of a "
        "scenario (in C++ `server_options::journal_entries`); `lost` counts matching entries that are no "
        "longer kept. Passwords and tokens of accounts, also in base64, are replaced by `****` in every "
        "text, and so is the secret argument of a command. A secret of fewer than three octets, or one that "
        "is also the name of an account, is not masked.",
        content::nothing, journal_parameters, 200,
        R"({"run":1,"seed":42,"next":3,"lost":0,"entries":[{"at":0.012345678,"connection":1,"kind":"command","user":"alice","text":"STAT","octets":0,"line_end":"crlf"}]})",
        &get_journal, &journal_settled},
    route{
        http_method::get, "/verdict",
        "Returns the expectations, each `open`, `met` or `failed`. With `wait`, the answer comes as soon as "
        "all are met or one has failed. `unfired_rules` names the rules that have not taken effect; they fail the "
        "verdict only if `strict` is true (`--strict`), and it then waits for them too.",
        content::nothing, verdict_parameters, 200,
        R"({"good":false,"title":"ordinary","seed":42,"expectations":[{"where":"a.lua:7","expected":"DELE 3 exactly once","state":"open","difference":"a.lua:7: expected DELE 3 exactly once, but it never came"}],"script_errors":[],"unfired_rules":[],"strict":false,"run":1})",
        &get_verdict, &verdict_settled},
    route{http_method::get,
          "/sessions",
          "Returns the current sessions.",
          content::nothing,
          {},
          200,
          R"([{"connection":1,"user":"alice","state":"TRANSACTION","tls":false,"last_command":"STAT"}])",
          &get_sessions,
          nullptr},
    route{http_method::remove, "/sessions", "Ends every session at once.", content::nothing, close_parameters, 200,
          R"({"ended":3})", &delete_sessions, nullptr},
    route{http_method::remove, "/sessions/{connection}", "Ends one session at once.", content::nothing,
          close_parameters, 200, R"({"ended":1})", &delete_session, nullptr},
    route{http_method::get, "/mailboxes/{account}", "Returns what a session that logs in now would see.",
          content::nothing, mailbox_parameters, 200,
          R"({"message_count":1,"octets":120,"messages":[{"number":1,"unique_id":"0000001-5b0d","size":120}]})",
          &get_mailbox, nullptr},
    route{http_method::post,
          "/mailboxes/{account}/messages",
          "Delivers the message in the body after the last message; LF becomes CRLF. Current sessions still "
          "see the maildrop as it was at login.",
          content::message,
          {},
          201,
          R"({"message_count":2,"octets":240})",
          &post_message,
          nullptr},
    route{http_method::remove,
          "/mailboxes/{account}/messages/{number}",
          "Removes a message, as another client would. The number is that of a session that logs in now.",
          content::nothing,
          {},
          200,
          R"({"message_count":1,"octets":120})",
          &delete_message,
          nullptr},
    route{http_method::get,
          "/rules",
          "Returns the rules in the order in which they are considered, and how often each has fired. A rule "
          "keeps its number as long as the scenario is played.",
          content::nothing,
          {},
          200,
          rules_example,
          &get_rules,
          nullptr},
    route{http_method::post, "/rules",
          "Adds rules to those of the scenario. They apply from the next command on, in current sessions too. "
          "The body has what you would write between the braces of `rules = { ... }` in a scenario. If it has "
          "a mistake, it is refused (422, with line and reason), and nothing changes. `quirk` is allowed, "
          "except the quirks that change the network of a connection from its beginning (`impatient`, "
          "`far_away`, `stingy`). To change the network of a running server, use a rule with `network`.",
          content::rules, new_rule_parameters, 201, rules_example, &post_rules, nullptr},
    route{http_method::remove,
          "/rules",
          "Removes all rules, including those of the scenario.",
          content::nothing,
          {},
          200,
          R"({"removed":3})",
          &delete_rules,
          nullptr},
    route{http_method::put, "/rules/{rule}",
          "Replaces a rule. The new rule has the same number and place; its counters begin at 0.", content::rules,
          other_rule_parameters, 200, rule_example, &put_rule, nullptr},
    route{http_method::remove,
          "/rules/{rule}",
          "Removes one rule.",
          content::nothing,
          {},
          200,
          R"({"removed":1})",
          &delete_rule,
          nullptr},
    route{http_method::get,
          "/holds",
          "Returns the gates at which rules and hooks `hold` sessions.",
          content::nothing,
          {},
          200,
          R"(["before the last message"])",
          &get_holds,
          nullptr},
    route{http_method::post,
          "/holds/{name}/release",
          "Opens a gate: sessions that wait at it go on. The gate stays open, so a release may come before its "
          "hold.",
          content::nothing,
          {},
          200,
          R"({"released":"before the last message"})",
          &post_release,
          nullptr},
    route{http_method::post,
          "/shutdown",
          "Ends the server, as SIGTERM does.",
          content::nothing,
          {},
          202,
          R"({"status":"ending"})",
          &post_shutdown,
          nullptr},
    route{http_method::get,
          "/openapi.json",
          "Returns this description in machine-readable form.",
          content::nothing,
          {},
          200,
          R"({"openapi":"3.1.0"})",
          &get_openapi,
          nullptr},
};

}  // namespace

std::span<const route> route_table() noexcept {
  return routes;
}

}  // namespace pop3kit::serving::control
