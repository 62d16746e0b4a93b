#pragma once

#include <gsasl.h>

namespace pop3kit::net {

/// The functions of GNU SASL that this project calls, with GNU SASL's own names and types. Only for code that is
/// compiled with GNU SASL's header; all other code uses net/crypto/sasl_support.hpp.
struct gnu_sasl {
  decltype(&::gsasl_init) init = nullptr;
  decltype(&::gsasl_done) done = nullptr;
  decltype(&::gsasl_callback_set) callback_set = nullptr;
  decltype(&::gsasl_client_start) client_start = nullptr;
  decltype(&::gsasl_server_start) server_start = nullptr;
  decltype(&::gsasl_step) step = nullptr;
  decltype(&::gsasl_finish) finish = nullptr;
  decltype(&::gsasl_session_hook_set) session_hook_set = nullptr;
  decltype(&::gsasl_session_hook_get) session_hook_get = nullptr;
  decltype(&::gsasl_property_set) property_set = nullptr;
  decltype(&::gsasl_property_fast) property_fast = nullptr;
  decltype(&::gsasl_saslprep) saslprep = nullptr;
  decltype(&::gsasl_free) free = nullptr;
};

/// Returns the functions, or null if GNU SASL is missing; gnu_sasl_trouble() says why. The first call in a process
/// loads the library. Can be called from any thread.
[[nodiscard]] const gnu_sasl* find_gnu_sasl();

}  // namespace pop3kit::net
