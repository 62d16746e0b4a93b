#include "known_differences.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;

const std::string our_capabilities =
    "+OK\nAUTH-RESP-CODE\nEXPIRE NEVER\nIMPLEMENTATION pop3kit\nPIPELINING\nRESP-CODES\nSASL "
    "PLAIN\nSTLS\nTOP\nUIDL\nUSER\n.";
const std::string our_capabilities_within =
    "+OK\nAUTH-RESP-CODE\nEXPIRE NEVER\nIMPLEMENTATION pop3kit\nPIPELINING\nRESP-CODES\nSASL PLAIN\nTOP\nUIDL\nUSER\n.";
const std::string dovecots_capabilities =
    "+OK\nAUTH-RESP-CODE\nCAPA\nPIPELINING\nRESP-CODES\nSASL PLAIN\nSTLS\nTOP\nUIDL\nUSER\n.";
const std::string dovecots_capabilities_within = "+OK\nAUTH-RESP-CODE\nCAPA\nPIPELINING\nRESP-CODES\nTOP\nUIDL\n.";

constexpr auto capabilities =
    "ours says too that it keeps mail and what it is; Dovecot lists CAPA itself, and takes USER and SASL out after "
    "login, "
    "where RFC 2449 section 6 leaves them";
constexpr auto strict_arguments = "RFC 1939 and 2449 give the command no argument; Dovecot takes no notice of one";
constexpr auto long_line =
    "longer than the 255 octets of RFC 2449 section 4: ours answers once and hangs up, Dovecot bears more";
constexpr auto no_credentials = "nobody's credentials were judged, so RFC 3206 has no [AUTH] for it";
constexpr auto trailing_space = "ours overlooks spaces at the end of a line, as it does those between words";
constexpr auto nul = "no command has a NUL in it; Dovecot reads up to it";

std::vector<difference> before_login() {
  const auto name = [](const std::string& command) { return "before login: " + command; };
  const std::string x(40, 'x');
  return {
      {name("USER"), "USER", "-ERR", "+OK", false, "the name is missing; Dovecot takes the empty one"},
      {name("USER "), "USER ", "-ERR", "+OK", false, "the name is missing; Dovecot takes the empty one"},
      {name("AUTH"), "AUTH", "-ERR", "+OK\nPLAIN\n.", false,
       "RFC 5034 section 4 has no AUTH without a mechanism; Dovecot lists them, as before that RFC"},
      {name("AUTH X-NONE"), "AUTH X-NONE", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {name("AUTH X-NONE ="), "AUTH X-NONE =", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {name("CAPA"), "CAPA", our_capabilities, dovecots_capabilities, false, capabilities},
      {name("capa"), "capa", our_capabilities, dovecots_capabilities, false, capabilities},
      {name("CAPA x"), "CAPA x", "-ERR", dovecots_capabilities, false, strict_arguments},
      {name("STLS x"), "STLS x", "-ERR", "+OK", true, strict_arguments},
      {name("QUIT with an argument"), "QUIT x", "-ERR", "+OK", true, strict_arguments},
      {name("USER" + x.substr(4)), "USER" + x.substr(4), "-ERR", "-ERR", true, long_line},
      {name("USER " + x.substr(5)), "USER " + x.substr(5), "-ERR", "+OK", true, long_line},
      {name("XYZZ " + x.substr(5)), "XYZZ " + x.substr(5), "-ERR", "-ERR", true, long_line},
  };
}

std::vector<difference> logins() {
  return {
      {"login: an empty password", "PASS ", "-ERR", "-ERR [AUTH]", false,
       "an empty password is a missing argument; Dovecot judges it"},
      {"login: CAPA between USER and PASS", "CAPA", our_capabilities, dovecots_capabilities, false, capabilities},
      {"login: AUTH PLAIN with rubbish", "!!!!", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {"login: AUTH PLAIN with rubbish at once", "AUTH PLAIN !!!!", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {"login: AUTH PLAIN with nothing", "", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {"login: AUTH PLAIN with nothing at once", "AUTH PLAIN =", "-ERR", "-ERR [AUTH]", false, no_credentials},
      {"login: AUTH PLAIN with two arguments", "AUTH PLAIN AGFsaWNlAGd1ZXNz more", "-ERR", "-ERR [AUTH]", false,
       no_credentials},
  };
}

std::vector<difference> in_transaction() {
  const auto name = [](const std::string& command) { return "transaction: " + command; };
  const std::string message =
      "+OK\nSubject: interop 1\nFrom: Alice <alice@example.org>\nTo: bob@example.org\nMessage-ID: "
      "<1@interop.example.org>\nDate: Tue, 17 Mar 2026 10:00:00 +0100\n\n.";
  const std::string padded = "STAT" + std::string(36, ' ');
  const std::string stuffed = "NOOP " + std::string(35, 'x');
  return {
      {name("STAT x"), "STAT x", "-ERR", "+OK 13 272744", false, strict_arguments},
      {name("NOOP x"), "NOOP x", "-ERR", "+OK", false, strict_arguments},
      {name("RSET x"), "RSET x", "-ERR", "+OK", false, strict_arguments},
      {name("QUIT with an argument"), "QUIT x", "-ERR", "+OK", true, strict_arguments},
      {name("CAPA"), "CAPA", our_capabilities_within, dovecots_capabilities_within, false, capabilities},
      {name("CAPA x"), "CAPA x", "-ERR", dovecots_capabilities_within, false, strict_arguments},
      {name(padded), padded, "-ERR", "+OK 13 272744", true, long_line},
      {name(stuffed), stuffed, "-ERR", "+OK", true, long_line},
      {name("LIST 1 "), "LIST 1 ", "+OK 1 152", "-ERR", false, trailing_space},
      {name("RETR 1 "), "RETR 1 ", message, "-ERR", false, trailing_space},
      {name("UIDL 1 "), "UIDL 1 ", "+OK 1 ...", "-ERR", false, trailing_space},
      {name("DELE 1 "), "DELE 1 ", "+OK", "-ERR", false, trailing_space},
      {name("DELE 1 "), "STAT", "+OK 12 272592", "+OK 13 272744", false, trailing_space},
      {"segments: a NUL", "STAT\0x\r"s, "-ERR", "+OK", false, nul},
      {"segments: a NUL", "NOOP\0\r"s, "-ERR", "+OK", false, nul},
  };
}

}  // namespace

const std::vector<difference>& known_differences() {
  static const std::vector<difference> known = [] {
    auto all = before_login();
    for (const auto& more : {logins(), in_transaction()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return known;
}

}  // namespace pop3kit::interop
