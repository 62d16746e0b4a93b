#pragma once

#include <memory>
#include <pop3kit/simulation.hpp>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::simulated {

/// Messages with unique-ids of their own choice, as the mailbox of an account.
[[nodiscard]] std::shared_ptr<const serving::mailbox_source> hold_messages(std::vector<stored_message> messages);

}  // namespace pop3kit::simulated
