#pragma once

#include <cstdlib>

namespace pop3kit::testing {

/// libFuzzer keeps the input of a run that aborts.
inline void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace pop3kit::testing
