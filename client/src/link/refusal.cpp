#include "link/refusal.hpp"

#include <string>

namespace pop3kit::engine {

namespace {

errc code_for(response_code code, errc otherwise) {
  switch (code) {
    case response_code::in_use:
      return errc::in_use;
    case response_code::login_delay:
      return errc::login_delay;
    case response_code::sys_temp:
    // RFC 3206 does not define other details. They still say that the server, not the user, is at fault.
    case response_code::sys:
      return errc::temporary_failure;
    case response_code::sys_perm:
      return errc::permanent_failure;
    case response_code::utf8:
      // [UTF8] is about the content of a message (RFC 6856 section 5), so it is ignored in the reply to a login.
      return otherwise == errc::authentication_failed ? otherwise : errc::utf8_needed;
    default:
      return otherwise;
  }
}

}  // namespace

server_reply reply_of(const answer& status) {
  return server_reply(status.code, std::string(status.code_words), status.mask->apply(status.text));
}

failure refusal(const answer& status, errc otherwise) {
  // [AUTH] is about credentials (RFC 3206 section 5). It counts only in the reply to a login, whose default code is the
  // same.
  failure made(code_for(status.code, otherwise));
  made.set_reply(reply_of(status)).set_verb(wire::name(status.to)).set_session_usable(true);
  return made;
}

failure broken(boost::system::error_code code, wire::verb verb) {
  failure made(code);
  made.set_verb(wire::name(verb)).set_session_usable(false);
  return made;
}

failure capability_unavailable(std::string_view tag) {
  return failure(errc::capability_missing, std::string(tag)).set_session_usable(true);
}

}  // namespace pop3kit::engine
