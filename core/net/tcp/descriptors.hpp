#pragma once

#include <cstddef>

namespace pop3kit::net {

/// About how many more files and sockets this process may open: its limit (ulimit -n) less the lowest free descriptor.
/// 0 if there is no free descriptor.
[[nodiscard]] std::size_t descriptors_left() noexcept;

}  // namespace pop3kit::net
