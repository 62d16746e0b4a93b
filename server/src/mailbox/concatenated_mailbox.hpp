#pragma once

#include <vector>

#include "mailbox/message_set.hpp"

namespace pop3kit::serving {

/// The sets one after the other. A message's unique-id is made of its place in the whole mailbox and its content, so
/// it is the same at every start, and a message that occurs twice has two.
[[nodiscard]] std::shared_ptr<const mailbox_source> concatenate(std::vector<message_set_ptr> parts);

}  // namespace pop3kit::serving
