#pragma once

#include <cstddef>

namespace pop3kit::engine {

/// How many connections an operation on many messages uses.
struct run_terms {
  std::size_t connections = 1;  ///< maximum number, the leader's connection included
  bool automatic = false;       ///< use only as many as help
};

}  // namespace pop3kit::engine
