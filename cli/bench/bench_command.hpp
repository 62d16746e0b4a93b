#pragma once

#include <cstddef>
#include <string>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

struct bench_arguments : client_arguments {
  bench_arguments() = default;
  std::string choices = "1,2,5,10";
  std::size_t rounds = 5;
  bool whole_messages = false;
};

/// Reads a maildrop over different numbers of connections, in turns, and says how many pay. `url` may name a scenario
/// file too, which is then served in this process. Nothing is deleted. Throws command_error.
void run_bench(const bench_arguments& given);

}  // namespace pop3kit::command
