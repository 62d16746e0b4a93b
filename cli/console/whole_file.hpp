#pragma once

#include <pop3kit/file_writer.hpp>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// Writes a file of the command's own, such as a report: whole or not at all, and synced. Throws command_error (8).
void write_whole_file(const std::string& file, std::string_view text, existing_file existing);

}  // namespace pop3kit::command
