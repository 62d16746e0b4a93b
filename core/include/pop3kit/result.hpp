#pragma once

#include <boost/system/result.hpp>
#include <pop3kit/failure.hpp>

namespace pop3kit {

/// A value, or the failure that stands in its place. `.value()` throws `pop3kit::error`; `.error()` is the `failure`.
template <class T = void>
using result = boost::system::result<T, failure>;

}  // namespace pop3kit
