#pragma once

#include <cstddef>
#include <cstdint>

namespace pop3kit::wire {

inline constexpr std::size_t max_command_octets = 255;   ///< with CRLF: RFC 2449 section 4
inline constexpr std::size_t max_status_octets = 512;    ///< with CRLF: RFC 1939 section 3, what a server may send
inline constexpr std::size_t max_unique_id_octets = 70;  ///< RFC 1939 section 7, what a server may send

}  // namespace pop3kit::wire
