#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// Returns the host in the form that resolvers, proxies and certificates use.
///
/// Removes the brackets of an IPv6 address. Converts a name with characters beyond ASCII to A-labels (UTS 46,
/// nontransitional, with the rules of STD 3). Leaves ASCII as it is. Returns nothing if UTS 46 does not allow the name,
/// or if it is not valid UTF-8.
[[nodiscard]] std::optional<std::string> to_wire_host(std::string_view host);

}  // namespace pop3kit::engine
