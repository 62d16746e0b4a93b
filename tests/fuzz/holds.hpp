#pragma once

#include <cstdint>
#include <cstdlib>

namespace pop3kit::fuzz {

/// What must hold for every input; libFuzzer takes the abort for a finding.
inline void holds(bool truth) {
  if (!truth) std::abort();
}

}  // namespace pop3kit::fuzz
