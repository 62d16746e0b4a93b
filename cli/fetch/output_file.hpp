#pragma once

#include <chrono>
#include <pop3kit/file_writer.hpp>
#include <string>

namespace pop3kit::command {

/// Opens the file that the user named with -o. If it is a FIFO, waits up to `patience` for a program that reads from
/// it. Throws command_error (8).
[[nodiscard]] file_writer open_output_file(const std::string& file, std::chrono::nanoseconds patience);

/// How often something that depends on another program, such as a lock, is tried again, every 100 ms.
using retry_count = unsigned;

/// Returns as many retries as this time has room for.
[[nodiscard]] retry_count retries_within(std::chrono::nanoseconds patience) noexcept;

/// Waits 100 ms.
void wait_before_retry() noexcept;

}  // namespace pop3kit::command
