#pragma once

#include <string>

/// Calls of the GSS library that GNU SASL's GSSAPI does not make.
namespace pop3kit::net {

/// Loads what the library would load at its first use, without a lock. Call it before GNU SASL's GSSAPI is used, if
/// other threads may use it too. Can be called from any thread, and takes effect once in a process.
void load_kerberos();

/// Returns why a client cannot get a ticket for a service ("pop@pop.example.org"), in the words of the Kerberos
/// library, which GNU SASL does not pass on. Begins an exchange once more, and blocks while it asks a KDC. Returns an
/// empty text if that succeeds.
[[nodiscard]] std::string why_no_ticket(const std::string& service);

}  // namespace pop3kit::net
