#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// A quantity, or the sentence that says what is wrong with its text.
template <class T>
using parsed = boost::system::result<T, std::string>;

/// "4 KiB", "10 MB", "512": octets. Decimal units are powers of 1000, binary ones of 1024; fractions may be written.
[[nodiscard]] parsed<std::uint64_t> parse_size(std::string_view text);
/// "64 KiB/s", "8 Mbit/s": octets in a second.
[[nodiscard]] parsed<std::uint64_t> parse_rate(std::string_view text);
/// "200ms", "2s", "1.5m": a unit must be given.
[[nodiscard]] parsed<net::duration> parse_duration(std::string_view text);
/// "2s..5s", "2s..", "..5s": from the first moment on, and before the second.
[[nodiscard]] parsed<time_window> parse_window(std::string_view text);
/// "3", "2..", "..4", "1..5": ordinals, from 1, both ends included.
[[nodiscard]] parsed<ordinal_range> parse_ordinals(std::string_view text);

}  // namespace pop3kit::serving
