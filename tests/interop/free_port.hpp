#pragma once

#include <cstdint>

namespace pop3kit::interop {

/// A port of 127.0.0.1 where nobody listens now.
[[nodiscard]] std::uint16_t free_port();
/// Whether somebody listens there.
[[nodiscard]] bool answers(std::uint16_t port);

}  // namespace pop3kit::interop
