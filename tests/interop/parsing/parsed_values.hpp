#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generated_message.hpp"

namespace pop3kit::interop::parsing {

/// The canonical values text, html and attachments of the leaves of a message: the first text/plain and text/html that
/// are no attachments, and all others.
void note_leaves(const std::vector<written_leaf>& leaves, parsed_values& values);

/// What pop3kit reads in a message.
[[nodiscard]] parsed_values read_by_pop3kit(const std::string& octets);

/// What another parser reads in each of many messages: one process, `command` with the names of two files, one of
/// messages and one for the values.
[[nodiscard]] std::vector<parsed_values> read_by(const std::vector<std::string>& command,
                                                 const std::vector<generated_message>& messages,
                                                 const std::filesystem::path& folder);

}  // namespace pop3kit::interop::parsing
