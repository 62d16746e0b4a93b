#pragma once

#include <boost/system/error_code.hpp>

namespace pop3kit::net {

/// Converts an entry of OpenSSL's error queue to an error code, whose message is OpenSSL's reason.
[[nodiscard]] boost::system::error_code openssl_error(unsigned long entry) noexcept;

/// Returns the oldest entry, which is the cause, and empties this thread's queue.
[[nodiscard]] unsigned long take_openssl_error() noexcept;

}  // namespace pop3kit::net
