#pragma once

#include <boost/system/error_code.hpp>
#include <string_view>

namespace pop3kit::scenarios {

/// Returns the error that the key `outcome` of a scenario names; no error for "tolerated".
[[nodiscard]] boost::system::error_code named_refusal(std::string_view outcome);

}  // namespace pop3kit::scenarios
