#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::serving {

/// The connection that a journal entry is about.
struct peer {
  peer() = default;
  std::uint64_t connection = 0;  ///< 0: none
  std::string user;              ///< empty before login
};

}  // namespace pop3kit::serving
