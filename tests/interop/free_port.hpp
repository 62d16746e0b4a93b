#pragma once

#include <cstdint>

namespace pop3kit::interop {

/// A port of 127.0.0.1 on which nothing listens now.
[[nodiscard]] std::uint16_t free_port();
/// Whether a process listens on this port.
[[nodiscard]] bool answers(std::uint16_t port);

}  // namespace pop3kit::interop
