#pragma once

#include <boost/system/error_code.hpp>

namespace pop3kit::net {

/// An entry of OpenSSL's error queue as an error code; its message is OpenSSL's reason.
[[nodiscard]] boost::system::error_code openssl_error(unsigned long entry) noexcept;

/// Takes the oldest entry, which is the cause, and empties this thread's queue.
[[nodiscard]] unsigned long take_openssl_error() noexcept;

}  // namespace pop3kit::net
