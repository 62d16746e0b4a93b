#pragma once

#include <string>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Returns a stream whose reads return `prefix` first. For octets that were read from the stream already.
[[nodiscard]] stream_ptr make_prefixed_stream(stream_ptr lower, std::string prefix);

}  // namespace pop3kit::net
