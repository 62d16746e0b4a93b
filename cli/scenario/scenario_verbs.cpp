#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "scenario/scenario_commands.hpp"

namespace pop3kit::command {

void add_check(CLI::App& root, command_call& chosen) {
  CLI::App* verb = root.add_subcommand("check", "check a scenario without running it");
  auto given = std::make_shared<check_arguments>();
  verb->add_option("FILE", given->file, "the scenario, a Lua file")->required();
  verb->add_flag("--quiet", given->quiet, "print nothing if it is valid");
  verb->callback([&chosen, given] { chosen = [given] { run_check(*given); }; });
}

void add_serve(CLI::App& root, command_call& chosen) {
  CLI::App* verb = root.add_subcommand("serve", "run a scenario until interrupted");
  auto given = std::make_shared<serve_arguments>();
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
  verb->add_flag("--watch", given->watch, "reload the scenario if its file has changed when a client connects");
  verb->add_flag("--fail-fast", given->fail_fast, "end as soon as an expectation has certainly failed");
  verb->add_flag("--quiet", given->quiet, "print nothing if all goes well");
  verb->callback([&chosen, given] { chosen = [given] { run_serve(*given); }; });
}

}  // namespace pop3kit::command
