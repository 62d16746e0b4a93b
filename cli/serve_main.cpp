#include <CLI/CLI.hpp>
#include <utility>

#include "arguments/command_line.hpp"
#include "console/run_program.hpp"
#include "scenario/scenario_commands.hpp"

/// The program `pop3kit-serve`, which is linked without the client and its libraries.
int main(int count, char** arguments) {
  using namespace pop3kit::command;
  return run_program([&] {
    served_command command = take_served_command(count, arguments);
    command_call chosen;
    CLI::App root{"a scriptable POP3 server", "pop3kit-serve"};
    add_serve(root, chosen, std::move(command));
    add_check(root, chosen);
    complete_verbs(root);
    return read_arguments(root, chosen, count, arguments);
  });
}
