#pragma once

#include <string>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// A stream of which `prefix` has been read already: it is given out first.
[[nodiscard]] stream_ptr make_prefixed_stream(stream_ptr lower, std::string prefix);

}  // namespace pop3kit::net
