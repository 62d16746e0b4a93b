#pragma once

#include <boost/system/result.hpp>
#include <pop3kit/errc.hpp>

namespace pop3kit {

/// A value or an error code. Within core an error is only a code. The client and the server add the circumstances.
template <class T = void>
using outcome = boost::system::result<T>;

}  // namespace pop3kit
