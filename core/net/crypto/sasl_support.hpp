#pragma once

#include <cstdint>
#include <string>

#include "wire/outcome.hpp"

/// What works without GNU SASL, and whether it is there. A build may leave it out, and a machine may lack it.
namespace pop3kit::net {

/// Returns why GNU SASL cannot be used: the loader's words, or that this build leaves it out. Returns an empty text if
/// it can. The first call in a process loads the library. Can be called from any thread.
[[nodiscard]] const std::string& gnu_sasl_trouble();

/// Whether SASLprep allows unassigned characters: yes for a query, no for a stored string (RFC 4013 section 2.5).
enum class prepare : std::uint8_t { query, stored };

/// Returns the text prepared by SASLprep (RFC 4013). ASCII needs no library.
///
/// Errors: errc::invalid_option if SASLprep forbids the text, or if it is not valid UTF-8;
/// errc::mechanism_not_supported if it is not ASCII, and GNU SASL is missing.
[[nodiscard]] outcome<std::string> saslprep(const std::string& text, prepare how);

}  // namespace pop3kit::net
