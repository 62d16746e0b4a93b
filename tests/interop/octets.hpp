#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace pop3kit::interop {

/// Octets may be long and unprintable: a difference is told by where it begins.
inline ::testing::AssertionResult same_octets(std::string_view got, std::string_view wanted) {
  if (got == wanted) return ::testing::AssertionSuccess();
  std::size_t at = 0;
  while (at < got.size() && at < wanted.size() && got[at] == wanted[at]) ++at;
  return ::testing::AssertionFailure() << got.size() << " octets, not " << wanted.size() << "; they differ from octet "
                                       << at << ": \"" << ::testing::PrintToString(std::string(got.substr(at, 40)))
                                       << "\", not \"" << ::testing::PrintToString(std::string(wanted.substr(at, 40)))
                                       << '"';
}

}  // namespace pop3kit::interop
