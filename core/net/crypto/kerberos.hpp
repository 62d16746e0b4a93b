#pragma once

#include <string>

/// Calls of the GSS library that GNU SASL's GSSAPI does not make. A build may leave the library out, and a machine may
/// lack it.
namespace pop3kit::net {

/// Returns why the GSS library cannot be used: the loader's words, or that this build leaves it out. Returns an empty
/// text if it can. Call it before GNU SASL's GSSAPI is used: it also loads the mechanisms, which the library would do
/// at its first use, without a lock. Can be called from any thread, and loads once in a process.
[[nodiscard]] const std::string& kerberos_trouble();

/// Returns why a client cannot get a ticket for a service ("pop@pop.example.org"), in the words of the Kerberos
/// library, which GNU SASL does not pass on. Begins an exchange once more, and blocks while it asks a KDC. Returns an
/// empty text if that succeeds.
[[nodiscard]] std::string why_no_ticket(const std::string& service);

}  // namespace pop3kit::net
