#pragma once

#include <cstdint>

namespace pop3kit::serving::lua {

/// What a hook asks its session for. A script function yields this as a number, then what belongs to it; whoever runs
/// the hook does it and goes on.
enum class hook_request : std::uint8_t {
  none,
  sleep,   ///< nanoseconds
  say,     ///< octets
  listen,  ///< nanoseconds, or nothing for as long as it takes; brings a line, or nil
  answer,
  hold,     ///< the name of a gate
  release,  ///< the name of a gate
};

}  // namespace pop3kit::serving::lua
