#pragma once

#include <boost/system/result.hpp>
#include <pop3kit/errc.hpp>

namespace pop3kit {

/// Inside core a failure is its code alone; the client and the server add what they know of its circumstances.
template <class T = void>
using outcome = boost::system::result<T>;

}  // namespace pop3kit
