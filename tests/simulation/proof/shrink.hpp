#pragma once

#include <functional>

#include "plan.hpp"

namespace pop3kit::proof {

/// Whether a plan still shows what is looked for.
using symptom = std::function<bool(const plan&)>;

/// The smallest plan that still fails, by leaving out faults, then steps, then messages (delta debugging: by halves,
/// and by ever smaller pieces). Steps that a fault names by number keep their places.
[[nodiscard]] plan shrink(plan failing, const symptom& still_fails);

}  // namespace pop3kit::proof
