#include "net/crypto/sasl_support.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

// The build defines POP3KIT_GNU_SASL, the soname of the library, for this file if it was configured with POP3KIT_SASL.
#ifdef POP3KIT_GNU_SASL
#include "net/crypto/gnu_sasl.hpp"
#include "net/crypto/shared_library.hpp"
#endif

namespace pop3kit::net {

#ifdef POP3KIT_GNU_SASL
namespace {

struct loaded_sasl {
  loaded_sasl() {
    library.find("gsasl_init", functions.init);
    library.find("gsasl_done", functions.done);
    library.find("gsasl_callback_set", functions.callback_set);
    library.find("gsasl_client_start", functions.client_start);
    library.find("gsasl_server_start", functions.server_start);
    library.find("gsasl_step", functions.step);
    library.find("gsasl_finish", functions.finish);
    library.find("gsasl_session_hook_set", functions.session_hook_set);
    library.find("gsasl_session_hook_get", functions.session_hook_get);
    library.find("gsasl_property_set", functions.property_set);
    library.find("gsasl_property_fast", functions.property_fast);
    library.find("gsasl_saslprep", functions.saslprep);
    library.find("gsasl_free", functions.free);
  }

  shared_library library{POP3KIT_GNU_SASL};
  gnu_sasl functions;
};

const loaded_sasl& loaded() {
  static const loaded_sasl once;
  return once;
}

outcome<std::string> prepare_by_library(const std::string& text, prepare how) {
  const gnu_sasl* const sasl = find_gnu_sasl();
  if (sasl == nullptr) return errc::mechanism_not_supported;
  char* made = nullptr;
  const auto flags = how == prepare::query ? GSASL_ALLOW_UNASSIGNED : static_cast<Gsasl_saslprep_flags>(0);
  if (sasl->saslprep(text.c_str(), flags, &made, nullptr) != GSASL_OK) return errc::invalid_option;
  std::string out(made);
  sasl->free(made);
  return out;
}

}  // namespace

const gnu_sasl* find_gnu_sasl() {
  return loaded().library.trouble().empty() ? &loaded().functions : nullptr;
}

const std::string& gnu_sasl_trouble() {
  return loaded().library.trouble();
}
#else
namespace {

outcome<std::string> prepare_by_library(const std::string& /*text*/, prepare /*how*/) {
  return errc::mechanism_not_supported;
}

}  // namespace

const std::string& gnu_sasl_trouble() {
  static const std::string left_out = "this build of pop3kit leaves out GNU SASL (POP3KIT_SASL)";
  return left_out;
}
#endif

outcome<std::string> saslprep(const std::string& text, prepare how) {
  if (!text::is_ascii(text)) return prepare_by_library(text, how);
  if (std::ranges::any_of(text, text::is_control)) return errc::invalid_option;
  return text;
}

}  // namespace pop3kit::net
