#include <array>

#include "control/route.hpp"

namespace pop3kit::serving::control {
namespace {

constexpr query_parameter wait_parameter{
    "wait", "string",
    "How long to wait for it, such as `2s`; more than `10m` is refused. Without it the answer is given at once."};
constexpr query_parameter seed_parameter{
    "seed", "integer", "In place of the scenario's own seed, and of `--seed`. It holds until another scenario begins."};
constexpr query_parameter reset_seed_parameter{
    "seed", "integer", "Another seed from now on. Left out, the seed in force stays, also one that came by `seed`."};

constexpr std::array journal_parameters{
    query_parameter{"since", "integer", "The number of the first entry: `next` of the answer before. 0 is the first."},
    query_parameter{"limit", "integer", "At most so many entries (1000). More than 100000 is refused.", 1,
                    most_on_a_page},
    query_parameter{"kind", "string",
                    "Only `connect`, `tls`, `command`, `reply`, `body`, `rule`, `hook_error`, "
                    "`disconnect`, `expectation` or `control`."},
    query_parameter{"connection", "integer", "Only this connection.", 1},
    query_parameter{"user", "string", "Only this user's."},
    query_parameter{"text", "string", "Only entries whose text begins so."},
    wait_parameter,
};
constexpr std::array verdict_parameters{wait_parameter};
constexpr std::array put_parameters{
    query_parameter{"name", "string", "What errors and places call the scenario."},
    query_parameter{"directory", "string",
                    "What paths in the scenario are relative to: a folder within that of the scenario that the server "
                    "was started with (that folder itself). Another one is refused with 400."},
    seed_parameter,
};
constexpr std::array seed_parameters{seed_parameter};
constexpr std::array reset_parameters{reset_seed_parameter};
constexpr std::array mailbox_parameters{
    query_parameter{"from", "integer", "The number of the first message that is told (1).", 1},
    query_parameter{"limit", "integer", "At most so many messages (1000). More than 100000 is refused.", 1,
                    most_on_a_page},
};
constexpr query_parameter rule_name{"name", "string", "What errors and places call the text of the rules (`rules`)."};
constexpr std::array new_rule_parameters{
    query_parameter{"at", "string", "`first` (ahead of all there are, also if left out) or `last` (behind them)."},
    rule_name,
};
constexpr std::array other_rule_parameters{rule_name};
constexpr std::array close_parameters{
    query_parameter{"close", "string", "`reset` (RST, also if left out) or `orderly` (FIN)."}};

constexpr std::string_view summary_example =
    R"({"title":"ordinary","about":"A mailbox with ordinary mail.","seen":null,"outcome":"tolerated","run":2,"seed":42,"accounts":["alice"],"rules":0,"expectations":1,"port":40001,"tls_port":40002})";

constexpr std::string_view rule_example = R"({"rule":4,"where":"rules:1","on":"RETR","does":"close reset","fired":0})";
constexpr std::string_view rules_example =
    R"([{"rule":4,"where":"rules:1","on":"RETR","does":"close reset","fired":0}])";

constexpr std::array routes{
    route{http_method::get,
          "/health",
          "Whether the server is ready, and where it listens.",
          content::nothing,
          {},
          200,
          R"({"status":"ready","run":1,"sessions":0,"port":40001,"tls_port":40002})",
          &get_health,
          nullptr},
    route{http_method::get,
          "/scenario",
          "What is played, in brief.",
          content::nothing,
          {},
          200,
          summary_example,
          &get_scenario,
          nullptr},
    route{http_method::put, "/scenario",
          "Ends every session and plays the scenario in the body, from its beginning, on the same ports and with the "
          "same authority. One that is wrong is refused (422, with line and reason), and the old one goes on. It can "
          "name files within the folder of the scenario that the server was started with, and no others: no absolute "
          "paths, no `..`, no links that lead out of it.",
          content::scenario, put_parameters, 200, summary_example, &put_scenario, nullptr},
    route{http_method::post, "/reset",
          "Ends every session and begins the same scenario anew: mailboxes, counters, journal and verdict as at the "
          "start. The seed stays.",
          content::nothing, reset_parameters, 200, summary_example, &post_reset, nullptr},
    route{
        http_method::post, "/reload",
        "Reads the scenario's file again and plays it, as `PUT /scenario` would. 409 if the scenario that is played "
        "came "
        "from no file: the server was started without one, or `PUT /scenario` has put another in its place. `--watch` "
        "does not read the file then either.",
        content::nothing, seed_parameters, 200, summary_example, &post_reload, nullptr},
    route{
        http_method::get, "/journal",
        "What happened, oldest first. With `wait`, as soon as there is an entry that is asked for, or none once the "
        "time is up. The server keeps the last 1,000,000 entries of a scenario (in C++ "
        "`server_options::journal_entries`); `lost` counts entries that were asked for and had fallen out before. A "
        "password or token of an account, also in base64, is `****` in every text, as is all that stands where a "
        "command has its secret. What has fewer than three octets, or is the name of an account, is not masked.",
        content::nothing, journal_parameters, 200,
        R"({"run":1,"seed":42,"next":3,"lost":0,"entries":[{"at":0.012345678,"connection":1,"kind":"command","user":"alice","text":"STAT","octets":0,"line_end":"crlf"}]})",
        &get_journal, &journal_settled},
    route{
        http_method::get, "/verdict",
        "The expectations, each `open`, `met` or `failed` for certain. With `wait`, as soon as all are met or one has "
        "failed.",
        content::nothing, verdict_parameters, 200,
        R"({"good":false,"title":"ordinary","seed":42,"expectations":[{"where":"a.lua:7","expected":"DELE 3 exactly once","state":"open","difference":"a.lua:7: expected DELE 3 exactly once, but it never came"}],"script_errors":[],"unfired_rules":[],"run":1})",
        &get_verdict, &verdict_settled},
    route{http_method::get,
          "/sessions",
          "The sessions under way.",
          content::nothing,
          {},
          200,
          R"([{"connection":1,"user":"alice","state":"TRANSACTION","tls":false,"last_command":"STAT"}])",
          &get_sessions,
          nullptr},
    route{http_method::remove, "/sessions", "Ends every session at once, whatever it does.", content::nothing,
          close_parameters, 200, R"({"ended":3})", &delete_sessions, nullptr},
    route{http_method::remove, "/sessions/{connection}", "Ends one session at once, whatever it does.",
          content::nothing, close_parameters, 200, R"({"ended":1})", &delete_session, nullptr},
    route{http_method::get, "/mailboxes/{account}", "What a session that logs in now would find.", content::nothing,
          mailbox_parameters, 200,
          R"({"message_count":1,"octets":120,"messages":[{"number":1,"unique_id":"0000001-5b0d","size":120}]})",
          &get_mailbox, nullptr},
    route{http_method::post,
          "/mailboxes/{account}/messages",
          "Delivers the message in the body behind those that are there; LF becomes CRLF. Sessions under way keep what "
          "they saw at login.",
          content::message,
          {},
          201,
          R"({"message_count":2,"octets":240})",
          &post_message,
          nullptr},
    route{http_method::remove,
          "/mailboxes/{account}/messages/{number}",
          "Takes a message away, as another client would. The number is that of a session that logs in now.",
          content::nothing,
          {},
          200,
          R"({"message_count":1,"octets":120})",
          &delete_message,
          nullptr},
    route{
        http_method::get,
        "/rules",
        "The rules, in the order in which they are asked, and how often each has fired. A rule keeps its number for as "
        "long as the scenario is played.",
        content::nothing,
        {},
        200,
        rules_example,
        &get_rules,
        nullptr},
    route{
        http_method::post, "/rules",
        "Adds rules to those of the scenario; they hold from the next command on, in sessions under way too. The body "
        "is what would stand between the braces of `rules = { ... }` in a scenario. What is wrong in it is refused "
        "(422, with line and reason), and nothing changes. `quirk` may stand there too, but not one that changes the "
        "network of connections from their beginning (`impatient`, `far_away`, `stingy`): a rule with `network` "
        "changes "
        "that of a running server.",
        content::rules, new_rule_parameters, 201, rules_example, &post_rules, nullptr},
    route{http_method::remove,
          "/rules",
          "Takes all rules away, the scenario's own too.",
          content::nothing,
          {},
          200,
          R"({"removed":3})",
          &delete_rules,
          nullptr},
    route{http_method::put, "/rules/{rule}",
          "Puts another rule in the place of one, and under its number. What the old one has counted is forgotten.",
          content::rules, other_rule_parameters, 200, rule_example, &put_rule, nullptr},
    route{http_method::remove,
          "/rules/{rule}",
          "Takes one rule away.",
          content::nothing,
          {},
          200,
          R"({"removed":1})",
          &delete_rule,
          nullptr},
    route{http_method::get,
          "/holds",
          "The gates that rules and hooks `hold` sessions at.",
          content::nothing,
          {},
          200,
          R"(["before the last message"])",
          &get_holds,
          nullptr},
    route{http_method::post,
          "/holds/{name}/release",
          "Opens a gate: whoever waits at it goes on. It stays open, so a release may come before its hold.",
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
          "This description, for programs.",
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
