#pragma once

#include <memory>

#include "mailbox_source.hpp"

namespace pop3kit::serving {

/// The messages of `first`, then those of `second`, whose unique-ids begin with `prefix`: what was delivered twice is
/// two messages.
[[nodiscard]] std::shared_ptr<const mailbox_source> join_mailboxes(std::shared_ptr<const mailbox_source> first,
                                                                   std::shared_ptr<const mailbox_source> second,
                                                                   std::string prefix);

}  // namespace pop3kit::serving
