#pragma once

#include <boost/system/result.hpp>
#include <pop3kit/failure.hpp>

namespace pop3kit {

/// Either a value, or the `failure` that explains why there is none. Every operation of this library returns one.
///
/// `.has_value()` tells which it is. `.value()` returns the value, or throws `pop3kit::error`. `.error()` returns a
/// copy of the failure.
template <class T = void>
using result = boost::system::result<T, failure>;

}  // namespace pop3kit
