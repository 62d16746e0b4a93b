#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// The form of a host that resolvers, proxies and certificates know. An IPv6 address loses its brackets. A name beyond
/// ASCII becomes its A-labels by UTS 46, nontransitional and with the rules of STD 3. ASCII stays as it is. Nothing if
/// UTS 46 does not allow the name, or if it is not UTF-8.
[[nodiscard]] std::optional<std::string> to_wire_host(std::string_view host);

}  // namespace pop3kit::engine
