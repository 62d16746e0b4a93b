#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lua/hook_script.hpp"
#include "lua/script.hpp"
#include "scenario/hooks.hpp"

namespace pop3kit::serving::lua {

/// Makes runners for a checked script that has hooks for these verbs. The limits apply to all hooks of one runner
/// together.
[[nodiscard]] std::shared_ptr<const hook_factory> make_hook_factory(script what, std::vector<std::string> verbs,
                                                                    const limits& bounds = hook_limits());

}  // namespace pop3kit::serving::lua
