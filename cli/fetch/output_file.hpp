#pragma once

#include <chrono>
#include <pop3kit/file_writer.hpp>
#include <string>

namespace pop3kit::command {

/// The file that the user named with -o. Waits up to `patience` for a program that reads from it if it is a FIFO.
/// Throws command_error (8).
[[nodiscard]] file_writer open_output_file(const std::string& file, std::chrono::nanoseconds patience);

}  // namespace pop3kit::command
