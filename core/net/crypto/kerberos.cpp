#include "net/crypto/kerberos.hpp"

#include <gssapi/gssapi.h>

#include <mutex>

namespace pop3kit::net {

namespace {

std::string words_for(OM_uint32 code, int kind) {
  std::string words;
  OM_uint32 more = 0;
  do {
    OM_uint32 ignored = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (GSS_ERROR(gss_display_status(&ignored, code, kind, GSS_C_NO_OID, &more, &text))) break;
    if (!words.empty()) words.append(", ");
    words.append(static_cast<const char*>(text.value), text.length);
    gss_release_buffer(&ignored, &text);
  } while (more != 0);
  return words;
}

/// The text of the mechanism says what to do. The text of the library only names the kind of error.
std::string words_for(OM_uint32 major, OM_uint32 minor) {
  if (!GSS_ERROR(major)) return {};
  std::string words = minor == 0 ? std::string() : words_for(minor, GSS_C_MECH_CODE);
  return words.empty() ? words_for(major, GSS_C_GSS_CODE) : words;
}

}  // namespace

void load_kerberos() {
  static std::once_flag once;
  std::call_once(once, [] {
    OM_uint32 minor = 0;
    gss_OID_set known = GSS_C_NO_OID_SET;
    if (!GSS_ERROR(gss_indicate_mechs(&minor, &known))) gss_release_oid_set(&minor, &known);
  });
}

std::string why_no_ticket(const std::string& service) {
  load_kerberos();
  std::string held = service;
  gss_buffer_desc text{held.size(), held.data()};
  gss_name_t name = GSS_C_NO_NAME;
  OM_uint32 minor = 0;
  OM_uint32 ignored = 0;
  OM_uint32 major = gss_import_name(&minor, &text, GSS_C_NT_HOSTBASED_SERVICE, &name);
  if (GSS_ERROR(major)) return words_for(major, minor);
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  gss_buffer_desc token = GSS_C_EMPTY_BUFFER;
  major = gss_init_sec_context(&minor, GSS_C_NO_CREDENTIAL, &context, name, GSS_C_NO_OID, GSS_C_MUTUAL_FLAG, 0,
                               GSS_C_NO_CHANNEL_BINDINGS, GSS_C_NO_BUFFER, nullptr, &token, nullptr, nullptr);
  std::string words = words_for(major, minor);
  gss_release_buffer(&ignored, &token);
  if (context != GSS_C_NO_CONTEXT) gss_delete_sec_context(&ignored, &context, GSS_C_NO_BUFFER);
  gss_release_name(&ignored, &name);
  return words;
}

}  // namespace pop3kit::net
