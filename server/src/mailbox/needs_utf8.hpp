#pragma once

#include "scenario/mailbox_source.hpp"

namespace pop3kit::serving {

/// Whether the header holds octets beyond ASCII: such a message may only be sent in UTF-8 mode (RFC 6856 section 2.1).
[[nodiscard]] bool needs_utf8(const message_content& content);

}  // namespace pop3kit::serving
