// The scenario that the snippet speaks of, and a bound for the time that it takes.
#include <fstream>
#include <pop3kit/simulation.hpp>

int main() {
  std::ofstream("stalls.lua") << R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 1, size = "4 KiB" } } } },
    rules = { { on = "RETR", stall = { after = "1 KiB" } } },
  })";
  //@ snippet
  return world.now() - began < 6min ? 0 : 1;
}
