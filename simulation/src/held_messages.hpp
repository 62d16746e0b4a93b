#pragma once

#include <memory>
#include <pop3kit/simulation.hpp>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::simulated {

/// Returns messages, which already have unique-ids, as the mailbox of an account.
[[nodiscard]] std::shared_ptr<const serving::mailbox_source> hold_messages(std::vector<stored_message> messages);

}  // namespace pop3kit::simulated
