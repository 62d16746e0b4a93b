#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// A quantity, or a sentence that says why its text is invalid.
template <class T>
using parsed = boost::system::result<T, std::string>;

/// Reads octets: "4 KiB", "10 MB", "512". Decimal units are powers of 1000, binary ones of 1024; fractions are allowed.
[[nodiscard]] parsed<std::uint64_t> parse_size(std::string_view text);
/// Reads octets per second: "64 KiB/s", "8 Mbit/s".
[[nodiscard]] parsed<std::uint64_t> parse_rate(std::string_view text);
/// Reads a duration: "200ms", "2s", "1.5m". The unit is required.
[[nodiscard]] parsed<net::duration> parse_duration(std::string_view text);
/// Reads a window of time: "2s..5s", "2s..", "..5s". The first bound is included, the second is not.
[[nodiscard]] parsed<time_window> parse_window(std::string_view text);
/// Reads ordinals: "3", "2..", "..4", "1..5". They begin at 1, and both ends are included.
[[nodiscard]] parsed<ordinal_range> parse_ordinals(std::string_view text);

}  // namespace pop3kit::serving
