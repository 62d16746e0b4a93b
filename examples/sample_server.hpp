#pragma once

#include <pop3kit/client_options.hpp>
#include <pop3kit/server.hpp>

/// Starts a server with three messages for Alice, for the examples. A real server has a host name and a certificate
/// that the system trusts, so your program needs only host, user and password.
pop3kit::server start_sample_server();

/// Returns options for a client of that server: STLS, and trust in the server's own certificate authority.
pop3kit::client_options options_for(const pop3kit::server& sample);
