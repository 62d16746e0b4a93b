#pragma once

#include <pop3kit/client_options.hpp>
#include <pop3kit/server.hpp>

/// A server with three messages for Alice, started, so that the examples have something to talk to. Yours has an
/// address of its own and a certificate that the system knows: host, user and password are all that you need.
pop3kit::server start_sample_server();

/// How to reach it: STLS, and trust in the authority that it made for itself.
pop3kit::client_options options_for(const pop3kit::server& sample);
