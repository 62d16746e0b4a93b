#pragma once

#include <string>

#include "bench/trials.hpp"

/// What `pop3kit bench` prints.
namespace pop3kit::command {

/// A table, and what to make of it in one sentence.
[[nodiscard]] std::string bench_table(const trial_report& report);
[[nodiscard]] std::string bench_json(const trial_report& report);

}  // namespace pop3kit::command
