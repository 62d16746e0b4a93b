#include "commands.hpp"
#include "console/run_program.hpp"

int main(int count, char** arguments) {
  using namespace pop3kit::command;
  return run_program([&] { return parse_command_line(count, arguments); });
}
