#pragma once

#include <string>

/// What is asked of the GSS library beside what GNU SASL's GSSAPI asks of it.
namespace pop3kit::net {

/// Loads what the library would load at its first use, without a lock. Once in a process, from any thread: before GNU
/// SASL's GSSAPI is used where another thread may be about to do the same.
void load_kerberos();

/// Why a client cannot reach a service ("pop@pop.example.org") by a ticket, in the words of the Kerberos library, which
/// GNU SASL keeps to itself. Tries once more to begin, and blocks while a KDC is asked. Empty where that succeeds.
[[nodiscard]] std::string why_no_ticket(const std::string& service);

}  // namespace pop3kit::net
