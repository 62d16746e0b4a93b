#pragma once

#include <vector>

#include "fetch/message_store.hpp"

namespace pop3kit::command {

/// Gives every target a name of its own: its unique-id, escaped; its number where it has none or shares it.
void name_targets(std::vector<fetch_target>& targets);

}  // namespace pop3kit::command
