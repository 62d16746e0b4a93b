#include "commands.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "arguments/command_line.hpp"

namespace pop3kit::command {
namespace {

void add_quiet_option(CLI::App& verb, client_arguments& given) {
  verb.add_flag("--quiet", given.quiet, "no progress bar and no hints; errors and verdicts are always printed");
}

/// Options that say how to reach a server, and how to check that it is the right one.
void add_server_options(CLI::App& verb, client_arguments& given) {
  verb.add_option("--user", given.user, "user name; replaces the one in the URL");
  auto* from_environment =
      verb.add_option("--password-env", given.password_env, "environment variable that holds the password");
  verb.add_option("--password-file", given.password_file, "file that holds the password in one line")
      ->excludes(from_environment);
  verb.add_flag("--plaintext", given.plaintext, "no TLS: everything is sent unencrypted, including the password");
  verb.add_option("--ca-file", given.ca_file, "file of additional certificate authorities, PEM");
  verb.add_option("--certificate", given.certificate, "file of the client certificate and its chain, PEM");
  verb.add_option("--private-key", given.private_key, "file of its private key, PEM");
  verb.add_option("--pin", given.pin, "base64 of the SHA-256 of a public key that the server's chain must contain");
  verb.add_option("--tls-minimum", given.tls_minimum, "1.2 or 1.3 (1.2)")->check(CLI::IsMember({"1.2", "1.3"}));
  verb.add_option("--proxy", given.proxy,
                  "socks5://, socks4a:// or http://[USER@]HOST[:PORT]; the proxy resolves host names");
  verb.add_option("--proxy-password-env", given.proxy_password_env,
                  "environment variable that holds the password for the proxy");
  verb.add_flag("--insecure", given.insecure, "accept any certificate");
  verb.add_option("--timeout", given.timeout, "such as 30s; applies to the login, each reply, each 64 KiB (60s)");
}

void add_connection_options(CLI::App& verb, client_arguments& given) {
  add_server_options(verb, given);
  verb.add_option("--token-env", given.token_env, "environment variable that holds an OAuth 2.0 access token");
  verb.add_option("--auth", given.mechanism, "the only mechanism to use, such as SCRAM-SHA-256, PLAIN, USER or APOP");
}

void add_common_options(CLI::App& verb, client_arguments& given) {
  verb.add_option("--connections", given.connections,
                  "greatest number of connections for list, headers, info and fetch to files; implies --multi enable")
      ->check(refuse_unless_digits)
      ->check(CLI::Range(std::size_t{1}, std::size_t{256}));
  verb.add_option("--multi", given.multi, "use of several connections: disable, enable or automatic")
      ->check(CLI::IsMember({"disable", "enable", "automatic"}));
  verb.add_option("--reconnect", given.reconnect,
                  "maximum number of reconnect attempts if a long operation loses its connection")
      ->check(refuse_unless_digits)
      ->check(CLI::Range(std::size_t{0}, std::size_t{1000}));
  verb.add_option("--pipelining", given.pipelining, "automatic or off")->check(CLI::IsMember({"automatic", "off"}));
  verb.add_option("--trace", given.trace, "write the dialogue to this file, without secrets and bodies");
  verb.add_flag("--json", given.json, "JSON on standard output");
  add_quiet_option(verb, given);
}

/// Adds a command whose first argument is a URL. `run` is called after all arguments were read.
template <class Arguments>
std::pair<CLI::App*, std::shared_ptr<Arguments>> add_url_verb(CLI::App& root, command_call& chosen,
                                                              const std::string& name, const std::string& about,
                                                              void (*run)(const Arguments&)) {
  CLI::App* verb = root.add_subcommand(name, about);
  auto given = std::make_shared<Arguments>();
  verb->add_option("URL", given->url, "pop3://[USER@]HOST[:PORT] (STLS), pop3s:// (implicit TLS)")->required();
  verb->callback([&chosen, given, run] { chosen = [given, run] { run(*given); }; });
  return {verb, std::move(given)};
}

/// Adds a command that uses a client of the library, with its options.
template <class Arguments>
std::pair<CLI::App*, std::shared_ptr<Arguments>> add_client_verb(CLI::App& root, command_call& chosen,
                                                                 const std::string& name, const std::string& about,
                                                                 void (*run)(const Arguments&)) {
  const auto [verb, given] = add_url_verb<Arguments>(root, chosen, name, about, run);
  add_connection_options(*verb, *given);
  add_common_options(*verb, *given);
  return {verb, given};
}

void add_message_verb(CLI::App& root, command_call& chosen, const std::string& name, const std::string& about,
                      void (*run)(const message_arguments&)) {
  const auto [verb, given] = add_client_verb<message_arguments>(root, chosen, name, about, run);
  verb->add_option("ID", given->ids, "sequence number or uid:UNIQUE-ID")->required();
}

void add_client_verbs(CLI::App& root, command_call& chosen) {
  add_client_verb<client_arguments>(root, chosen, "stat", "number of messages and their octets", run_stat);
  add_client_verb<client_arguments>(root, chosen, "count", "number of messages", run_count);
  const auto [list, listing] =
      add_client_verb<list_arguments>(root, chosen, "list", "one line for each message", run_list);
  list->add_flag("--ids", listing->ids, "number, unique-id and size only");
  add_message_verb(root, chosen, "headers", "the header fields of messages", run_headers);
  add_message_verb(root, chosen, "info", "number, unique-id, size and headers in brief", run_info);
  add_message_verb(root, chosen, "show", "messages in readable form", run_show);
  const auto [fetch, fetching] = add_client_verb<fetch_arguments>(
      root, chosen, "fetch", "write messages to files or to standard output", run_fetch);
  fetch->add_option("ID", fetching->ids, "sequence number or uid:UNIQUE-ID");
  fetch->add_flag("--all", fetching->all, "every message");
  fetch->add_option("-o,--output", fetching->output, "FILE, DIR, or - for standard output");
  fetch->add_option("--format", fetching->format, "eml, mbox or maildir (eml)")
      ->check(CLI::IsMember({"eml", "mbox", "maildir"}));
  add_message_verb(root, chosen, "delete", "delete messages, and say what became of them", run_delete);
  add_client_verb<client_arguments>(root, chosen, "capabilities", "the capabilities that the server announces",
                                    run_capabilities);
  add_client_verb<client_arguments>(root, chosen, "validate", "check the credentials: log in and out", run_validate);
}

/// The checks log in by USER and PASS, over one connection at a time, and do not use the library's client. So there are
/// no options for tokens, mechanisms, several connections and traces.
void add_verify(CLI::App& root, command_call& chosen) {
  const auto [verify, verifying] =
      add_url_verb<verify_arguments>(root, chosen, "verify", "check a server against the RFCs", run_verify);
  add_server_options(*verify, *verifying);
  verify->add_flag("--json", verifying->json, "JSON on standard output");
  add_quiet_option(*verify, *verifying);
  verify->add_flag("--writable", verifying->writable, "also test deletions: the last message is deleted for good");
  verify->add_option("--junit", verifying->junit, "write the findings to this file as JUnit XML");
}

void add_demo(CLI::App& root, command_call& chosen) {
  CLI::App* verb = root.add_subcommand("demo", "show every documented operation against an embedded server");
  auto given = std::make_shared<demo_arguments>();
  verb->add_option("--scenario", given->scenario, "scenario to use in place of ordinary.lua");
  verb->add_option("--shared-scenario", given->shared_scenario, "scenario to use for the listing over 5 connections");
  verb->callback([&chosen, given] { chosen = [given] { run_demo(*given); }; });
}

void add_bench(CLI::App& root, command_call& chosen) {
  CLI::App* verb = root.add_subcommand("bench", "measure how many connections help for headers or whole messages");
  auto given = std::make_shared<bench_arguments>();
  verb->add_option("URL|FILE", given->url,
                   "pop3://[USER@]HOST[:PORT], pop3s://, or a scenario, which the command serves itself")
      ->required();
  add_connection_options(*verb, *given);
  verb->add_option("--connections", given->choices,
                   "numbers of connections to compare, such as 1,5,automatic (1,2,5,10)");
  verb->add_option("--rounds", given->rounds, "number of runs for each of them; the median counts (5)")
      ->check(refuse_unless_digits)
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}));
  verb->add_flag("--fetch", given->whole_messages, "fetch whole messages in place of headers");
  verb->add_option("--pipelining", given->pipelining, "automatic or off")->check(CLI::IsMember({"automatic", "off"}));
  verb->add_flag("--json", given->json, "JSON on standard output");
  add_quiet_option(*verb, *given);
  verb->callback([&chosen, given] { chosen = [given] { run_bench(*given); }; });
}

}  // namespace

void declare_commands(CLI::App& root, command_call& chosen, served_command command) {
  root.name("pop3kit");
  root.description("a POP3 client and a scriptable POP3 server");
  add_client_verbs(root, chosen);
  add_verify(root, chosen);
  add_serve(root, chosen, std::move(command));
  add_check(root, chosen);
  add_demo(root, chosen);
  add_bench(root, chosen);
  complete_verbs(root);
}

command_call parse_command_line(int count, const char* const* arguments) {
  served_command command = take_served_command(count, arguments);
  command_call chosen;
  CLI::App root;
  declare_commands(root, chosen, std::move(command));
  return read_arguments(root, chosen, count, arguments);
}

}  // namespace pop3kit::command
