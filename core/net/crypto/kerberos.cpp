#include "net/crypto/kerberos.hpp"

// The build defines POP3KIT_GSS, the soname of the library, for this file if it was configured with POP3KIT_GSSAPI.
#ifdef POP3KIT_GSS
#include <gssapi/gssapi.h>

#include "net/crypto/shared_library.hpp"
#endif

namespace pop3kit::net {

#ifdef POP3KIT_GSS
namespace {

/// The functions of the GSS library that GNU SASL also uses, with their own names and types.
struct loaded_gss {
  loaded_gss() {
    library.find("gss_indicate_mechs", indicate_mechs);
    library.find("gss_release_oid_set", release_oid_set);
    library.find("gss_display_status", display_status);
    library.find("gss_release_buffer", release_buffer);
    library.find("gss_import_name", import_name);
    library.find("gss_release_name", release_name);
    library.find("gss_init_sec_context", init_sec_context);
    library.find("gss_delete_sec_context", delete_sec_context);
    library.find("GSS_C_NT_HOSTBASED_SERVICE", hostbased_service);
    if (!library.trouble().empty()) return;
    // The library would load the mechanisms at its first use, without a lock.
    OM_uint32 minor = 0;
    gss_OID_set known = GSS_C_NO_OID_SET;
    if (!GSS_ERROR(indicate_mechs(&minor, &known))) release_oid_set(&minor, &known);
  }

  shared_library library{POP3KIT_GSS};
  decltype(&::gss_indicate_mechs) indicate_mechs = nullptr;
  decltype(&::gss_release_oid_set) release_oid_set = nullptr;
  decltype(&::gss_display_status) display_status = nullptr;
  decltype(&::gss_release_buffer) release_buffer = nullptr;
  decltype(&::gss_import_name) import_name = nullptr;
  decltype(&::gss_release_name) release_name = nullptr;
  decltype(&::gss_init_sec_context) init_sec_context = nullptr;
  decltype(&::gss_delete_sec_context) delete_sec_context = nullptr;
  const gss_OID* hostbased_service = nullptr;
};

const loaded_gss& loaded() {
  static const loaded_gss once;
  return once;
}

std::string words_for(const loaded_gss& gss, OM_uint32 code, int kind) {
  std::string words;
  OM_uint32 more = 0;
  do {
    OM_uint32 ignored = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (GSS_ERROR(gss.display_status(&ignored, code, kind, GSS_C_NO_OID, &more, &text))) break;
    if (!words.empty()) words.append(", ");
    words.append(static_cast<const char*>(text.value), text.length);
    gss.release_buffer(&ignored, &text);
  } while (more != 0);
  return words;
}

/// The text of the mechanism says what to do. The text of the library only names the kind of error.
std::string words_for(const loaded_gss& gss, OM_uint32 major, OM_uint32 minor) {
  if (!GSS_ERROR(major)) return {};
  std::string words = minor == 0 ? std::string() : words_for(gss, minor, GSS_C_MECH_CODE);
  return words.empty() ? words_for(gss, major, GSS_C_GSS_CODE) : words;
}

}  // namespace

const std::string& kerberos_trouble() {
  return loaded().library.trouble();
}

std::string why_no_ticket(const std::string& service) {
  const loaded_gss& gss = loaded();
  if (!gss.library.trouble().empty()) return gss.library.trouble();
  std::string held = service;
  gss_buffer_desc text{held.size(), held.data()};
  gss_name_t name = GSS_C_NO_NAME;
  OM_uint32 minor = 0;
  OM_uint32 ignored = 0;
  OM_uint32 major = gss.import_name(&minor, &text, *gss.hostbased_service, &name);
  if (GSS_ERROR(major)) return words_for(gss, major, minor);
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  gss_buffer_desc token = GSS_C_EMPTY_BUFFER;
  major = gss.init_sec_context(&minor, GSS_C_NO_CREDENTIAL, &context, name, GSS_C_NO_OID, GSS_C_MUTUAL_FLAG, 0,
                               GSS_C_NO_CHANNEL_BINDINGS, GSS_C_NO_BUFFER, nullptr, &token, nullptr, nullptr);
  std::string words = words_for(gss, major, minor);
  gss.release_buffer(&ignored, &token);
  if (context != GSS_C_NO_CONTEXT) gss.delete_sec_context(&ignored, &context, GSS_C_NO_BUFFER);
  gss.release_name(&ignored, &name);
  return words;
}
#else
const std::string& kerberos_trouble() {
  static const std::string left_out = "this build of pop3kit leaves out GSS-API (POP3KIT_GSSAPI)";
  return left_out;
}

std::string why_no_ticket(const std::string& /*service*/) {
  return kerberos_trouble();
}
#endif

}  // namespace pop3kit::net
