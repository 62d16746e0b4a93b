#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "console/command_error.hpp"
#include "scenario/scenario_commands.hpp"

namespace pop3kit::command {

void add_check(CLI::App& root, command_call& chosen) {
  CLI::App* verb = root.add_subcommand("check", "check a scenario without running it");
  auto given = std::make_shared<check_arguments>();
  verb->add_option("FILE", given->file, "the scenario, a Lua file")->required();
  CLI::Option* const json = verb->add_flag("--json", given->json, "JSON on standard output, with every problem");
  verb->add_flag("--sarif", given->sarif, "SARIF 2.1.0 on standard output, for code review tools")->excludes(json);
  verb->add_flag("--strict", given->strict, "warnings fail the check: exit status 1");
  verb->add_flag("--quiet", given->quiet, "print nothing if it is valid and has no warnings");
  verb->callback([&chosen, given] { chosen = [given] { run_check(*given); }; });
}

served_command take_served_command(int& count, const char* const* arguments) {
  const char* const* const end = arguments + count;
  if (count < 2 || arguments[1] != std::string_view("serve")) return std::nullopt;
  const char* const* const dashes = std::find(arguments, end, std::string_view("--"));
  if (dashes == end) return std::nullopt;
  count = static_cast<int>(dashes - arguments);
  return std::vector<std::string>(dashes + 1, end);
}

void add_serve(CLI::App& root, command_call& chosen, served_command command) {
  CLI::App* verb = root.add_subcommand("serve", "run a scenario until interrupted, or while a command runs");
  auto given = std::make_shared<serve_arguments>();
  verb->footer(
      "serve FILE [OPTIONS] -- COMMAND [ARGUMENTS]: runs the command, with POP3KIT_HOST, POP3KIT_PORT,\n"
      "POP3KIT_TLS_PORT, POP3KIT_CA_FILE, POP3KIT_ADMIN_URL and POP3KIT_ADMIN_TOKEN in its environment,\n"
      "and ends with it. The exit status is that of the command, or of the verdict if that is 0.");
  verb->add_option("FILE", given->file, "the scenario, a Lua file")->required();
  verb->add_option("--host", given->host, "address or host name to listen on (127.0.0.1)");
  verb->add_option("--port", given->port, "port without TLS, and for STLS; 0 for any free port (0)")
      ->check(refuse_unless_digits);
  verb->add_option("--tls-port", given->tls_port, "port for implicit TLS; 0 for any free port (0)")
      ->check(refuse_unless_digits);
  verb->add_option("--ready-file", given->ready_file,
                   "file to write when the server listens: JSON with the ports and the CA's file");
  verb->add_option("--seed", given->seed, "replaces the scenario's seed")->check(refuse_unless_digits);
  verb->add_option("--journal", given->journal, "file for what happens, as JSON lines, written as it happens");
  verb->add_option("--junit", given->junit, "file for the verdict as JUnit XML, written at the end");
  verb->add_option("--admin-port", given->admin_port, "port of the HTTP control room; 0 for any free port (none)")
      ->check(refuse_unless_digits);
  verb->add_option("--admin-host", given->admin_host, "address or host name of the control room (127.0.0.1)");
  CLI::Option* ca_file =
      verb->add_option("--ca-file", given->ca_file,
                       "file of the authority that signs the server's certificates, PEM (a new one for each run)");
  CLI::Option* ca_key = verb->add_option("--ca-key", given->ca_key, "file of its private key, PEM")->needs(ca_file);
  ca_file->needs(ca_key);
  verb->add_option("--ca-dir", given->ca_dir,
                   "folder in which the authority is kept between runs: ca.pem for clients, ca-key.pem")
      ->excludes(ca_file);
  verb->add_flag("--strict", given->strict, "a rule that never fired fails the verdict");
  verb->add_flag("--exit-with-parent", given->exit_with_parent, "end when the process that started it has ended");
  verb->add_flag("--watch", given->watch, "reload the scenario if its file has changed when a client connects");
  verb->add_flag("--fail-fast", given->fail_fast, "end as soon as an expectation has certainly failed");
  verb->add_flag("--quiet", given->quiet, "print nothing if all goes well");
  verb->callback([&chosen, &root, given, command = std::move(command)] {
    if (command && command->empty()) {
      throw usage_error("there is no command after '--'; see " + root.get_name() + " serve --help");
    }
    if (command) given->command = *command;
    chosen = [given] { run_serve(*given); };
  });
}

}  // namespace pop3kit::command
