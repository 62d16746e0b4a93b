#include "errors/errc_table.hpp"

#include <algorithm>
#include <array>

namespace pop3kit {
namespace {

using enum errc;
using enum retry;
using enum aftermath;

// clang-format off
constexpr std::array table{
  // value, name, text, advice, whether to retry, what happens to the session
  errc_row{line_break_in_argument, "line_break_in_argument", "an argument contains CR, LF or NUL", "remove it: it would end the command", never, as_it_was},
  errc_row{argument_too_long, "argument_too_long", "the command would be longer than 255 octets", "shorten the argument", never, as_it_was},
  errc_row{empty_argument, "empty_argument", "an argument is empty", "give it a value", never, as_it_was},
  errc_row{invalid_sequence_number, "invalid_sequence_number", "not a sequence number", "sequence numbers begin at 1", never, as_it_was},
  errc_row{wrong_state, "wrong_state", "not possible in the current state", "see the documentation of the call", never, as_it_was},
  errc_row{session_lost, "session_lost", "the session has ended", "call connect(), then list the messages again", never, depends},
  errc_row{operation_in_progress, "operation_in_progress", "another operation is running", "wait for it to end, or use another client", never, as_it_was},
  errc_row{credentials_missing, "credentials_missing", "the user name, password or token is missing", "set it", never, as_it_was},
  errc_row{plaintext_refused, "plaintext_refused", "the credentials would be sent unencrypted", "use TLS, or allow plaintext explicitly", never, as_it_was},
  errc_row{ambiguous_unique_id, "ambiguous_unique_id", "several messages have this unique-id", "name the message by its sequence number", never, as_it_was},
  errc_row{mechanism_unavailable, "mechanism_unavailable", "the server offers no permitted authentication mechanism", "permit one that the server offers", never, as_it_was},
  errc_row{invalid_option, "invalid_option", "invalid option", "see the documentation of the call", never, as_it_was},
  errc_row{invalid_url, "invalid_url", "invalid URL", "write pop3://user@host:port or pop3s://user@host:port", never, as_it_was},
  errc_row{space_in_argument, "space_in_argument", "an argument contains a space", "remove it: it would end the argument", never, as_it_was},
  errc_row{capability_missing, "capability_missing", "the server does not announce a required capability", "call get_capabilities() to see what it announces", never, as_it_was},
  errc_row{invalid_proxy, "invalid_proxy", "invalid proxy", "write socks5://user@host:port, socks4a://host:port or http://host:port", never, as_it_was},
  errc_row{ticket_missing, "ticket_missing", "there is no Kerberos ticket for the server", "get one (kinit), and check KRB5CCNAME and the host name", never, as_it_was},
  errc_row{client_moved_from, "client_moved_from", "this client was moved from", "use the client that it was moved into", never, as_it_was},

  errc_row{refused, "refused", "the server refused the command", "", never, goes_on},
  errc_row{greeting_refused, "greeting_refused", "the server refused the connection", "try again later, or ask its administrator", never, ended},
  errc_row{authentication_failed, "authentication_failed", "the server refused the credentials", "check user name and password", never, ended},
  errc_row{in_use, "in_use", "the maildrop is in use by another session", "close the other session, or try again later", later, goes_on},
  errc_row{login_delay, "login_delay", "the last login was too recent", "wait before logging in again", later, goes_on},
  errc_row{temporary_failure, "temporary_failure", "the server has a temporary failure", "try again later", later, goes_on},
  errc_row{permanent_failure, "permanent_failure", "the server has a permanent failure", "ask its administrator", never, goes_on},
  errc_row{no_such_message, "no_such_message", "no such message", "list the messages: it may have been deleted", never, goes_on},
  errc_row{commit_rejected, "commit_rejected", "the server refused to remove the deleted messages", "list them in a new session", never, ended},
  errc_row{some_not_removed, "some_not_removed", "the server removed only some of the deleted messages", "list them in a new session", never, ended},
  errc_row{utf8_needed, "utf8_needed", "the message needs UTF-8 mode", "log in again with client_options::utf8", never, goes_on},
  errc_row{language_unknown, "language_unknown", "the server does not support the language", "choose one that languages() returns", never, goes_on},

  errc_row{malformed_status_line, "malformed_status_line", "the reply begins with neither +OK nor -ERR", "check that the port speaks POP3", never, ended},
  errc_row{malformed_response, "malformed_response", "the response is malformed", "", never, depends},
  errc_row{malformed_challenge, "malformed_challenge", "the authentication challenge is malformed", "try another mechanism", never, ended},
  errc_row{line_too_long, "line_too_long", "a line is longer than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{too_many_entries, "too_many_entries", "a listing has more entries than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{unique_id_too_long, "unique_id_too_long", "a unique-id is longer than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{unsolicited_data, "unsolicited_data", "the server sent data that no command asked for", "", never, ended},
  errc_row{data_before_tls, "data_before_tls", "data follows the reply to STLS", "an attacker may be injecting plaintext: use implicit TLS", never, ended},
  errc_row{size_out_of_range, "size_out_of_range", "a number is larger than 2^64-1", "", never, ended},
  errc_row{message_truncated, "message_truncated", "the message is shorter than its stated size", "fetch it again", now, depends},
  errc_row{message_too_large, "message_too_large", "the message is larger than the limit", "stream it, or raise the limit", never, ended},
  errc_row{sasl_exchange_broken, "sasl_exchange_broken", "the server did not follow the authentication mechanism", "try another mechanism", never, ended},
  errc_row{too_slow, "too_slow", "the server sent more slowly than the minimum rate", "try again, or lower the minimum rate", now, ended},
  errc_row{too_many_capabilities, "too_many_capabilities", "the server announces more capabilities than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{header_too_large, "header_too_large", "a header is larger than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{too_many_challenges, "too_many_challenges", "the authentication exchange has more rounds than the limit", "try another mechanism", never, ended},
  errc_row{too_much_hashing, "too_much_hashing", "the server asks for more hashing than the limit", "try another mechanism, or raise the limit", never, ended},
  errc_row{listing_too_large, "listing_too_large", "a listing has more octets than the limit", "raise the limit if the server can be trusted", never, ended},
  errc_row{kept_headers_too_large, "kept_headers_too_large", "the headers of the listing together are larger than the limit", "use get_message_headers() with a handler, or raise the limit", never, ended},
  errc_row{unique_ids_changed, "unique_ids_changed", "the server has changed the unique-ids of all messages", "synchronize with sync_options::adopt, which recognizes the messages by their headers and sizes", never, goes_on},

  errc_row{host_not_found, "host_not_found", "host not found", "check the host name and the network", never, ended},
  errc_row{connection_closed, "connection_closed", "the connection was closed", "connect again", now, ended},
  errc_row{tls_not_offered, "tls_not_offered", "the server does not offer TLS", "use the port for implicit TLS", never, ended},
  errc_row{tls_refused, "tls_refused", "the server refused STLS", "use the port for implicit TLS", never, ended},
  errc_row{tls_not_spoken, "tls_not_spoken", "the server does not speak TLS on this port", "use STLS (pop3://) here, or the port for implicit TLS", never, ended},
  errc_row{tls_version_unsupported, "tls_version_unsupported", "client and server have no TLS version in common", "update the server; allow an older version only if you must", never, ended},
  errc_row{tls_handshake_cut, "tls_handshake_cut", "the connection ended during the TLS handshake", "try again; a firewall or proxy may block TLS", now, ended},
  errc_row{tls_handshake_failed, "tls_handshake_failed", "the TLS handshake failed", "check that the port speaks TLS", never, ended},
  errc_row{tls_truncated, "tls_truncated", "the connection ended without a TLS close_notify", "connect again", now, ended},
  errc_row{client_certificate_required, "client_certificate_required", "the server requires a client certificate", "give one, with its private key", never, ended},
  errc_row{client_certificate_refused, "client_certificate_refused", "the server refused the client certificate", "use one that it accepts, or ask its administrator", never, ended},
  errc_row{certificate_untrusted, "certificate_untrusted", "the certificate is not trusted", "add its authority with ca_file (--ca-file)", never, ended},
  errc_row{certificate_self_signed, "certificate_self_signed", "the certificate is self-signed", "if it is the right one, add it with ca_file (--ca-file)", never, ended},
  errc_row{certificate_expired, "certificate_expired", "the certificate has expired", "the server needs a new one; check this machine's clock too", never, ended},
  errc_row{certificate_not_yet_valid, "certificate_not_yet_valid", "the certificate is not valid yet", "check this machine's clock", never, ended},
  errc_row{certificate_wrong_host, "certificate_wrong_host", "the certificate is for another host", "use a host name that it contains", never, ended},
  errc_row{certificate_too_weak, "certificate_too_weak", "the certificate is too weak", "the server needs one with a longer key and a current digest", never, ended},
  errc_row{certificate_not_pinned, "certificate_not_pinned", "the certificate chain contains no pinned key", "update the pin if the key was changed on purpose", never, ended},
  errc_row{proxy_unreachable, "proxy_unreachable", "the proxy cannot be reached", "check the proxy's host and port", never, ended},
  errc_row{proxy_refused, "proxy_refused", "the proxy refused the connection", "ask the proxy's administrator", never, ended},
  errc_row{proxy_authentication_required, "proxy_authentication_required", "the proxy requires a user name and a password", "set the credentials for the proxy", never, ended},
  errc_row{proxy_authentication_failed, "proxy_authentication_failed", "the proxy refused the credentials", "check the user name and password for the proxy", never, ended},
  errc_row{proxy_not_allowed, "proxy_not_allowed", "the proxy does not allow this connection", "ask the proxy's administrator to allow host and port", never, ended},
  errc_row{proxy_network_unreachable, "proxy_network_unreachable", "the proxy cannot reach the server's network", "check the server's host name", never, ended},
  errc_row{proxy_host_unreachable, "proxy_host_unreachable", "the proxy cannot reach the server", "check the server's host name and port", never, ended},
  errc_row{proxy_connection_refused, "proxy_connection_refused", "the server refused the proxy's connection", "check the server's port", never, ended},
  errc_row{proxy_hops_exceeded, "proxy_hops_exceeded", "the server is too many hops from the proxy", "use another proxy", never, ended},
  errc_row{proxy_command_unsupported, "proxy_command_unsupported", "the proxy does not relay connections", "use another proxy, or another of its ports", never, ended},
  errc_row{proxy_address_unsupported, "proxy_address_unsupported", "the proxy does not support this kind of address", "use the server's host name", never, ended},
  errc_row{proxy_malformed_reply, "proxy_malformed_reply", "the proxy's reply does not follow its protocol", "check the proxy's port and the scheme of its URL", never, ended},

  errc_row{deadline_exceeded, "deadline_exceeded", "the timeout expired", "try again, or set a longer timeout", now, ended},
  errc_row{cancelled, "cancelled", "the operation was cancelled", "", never, depends},

  errc_row{invalid_scenario, "invalid_scenario", "the scenario is wrong", "", never, not_concerned},
  errc_row{expectation_failed, "expectation_failed", "an expectation of the scenario was not met", "", never, not_concerned},
  errc_row{script_failed, "script_failed", "the script of the scenario failed", "", never, not_concerned},

  errc_row{file_unreadable, "file_unreadable", "the file cannot be read", "check its name and permissions", never, depends},
  errc_row{file_unwritable, "file_unwritable", "the file cannot be written", "check its folder, permissions and free space", never, depends},
  errc_row{mechanism_not_supported, "mechanism_not_supported", "the library of the authentication mechanism is missing", "install it, or choose another mechanism", never, as_it_was},
  errc_row{archive_in_use, "archive_in_use", "the archive is in use by another run", "try again when the other run has ended", never, not_concerned},
  errc_row{archive_unusable, "archive_unusable", "the archive cannot be used", "", never, not_concerned},
};

namespace system_codes = boost::system::errc;

constexpr std::array system_errors{
  system_row{system_codes::connection_refused, "check host and port, and that the server runs", never},
  system_row{system_codes::connection_reset, "connect again", now},
  system_row{system_codes::connection_aborted, "connect again", now},
  system_row{system_codes::broken_pipe, "connect again", now},
  system_row{system_codes::not_connected, "connect again", now},
  system_row{system_codes::timed_out, "check the network, and firewalls on the way to the host", never},
  system_row{system_codes::host_unreachable, "check the network, and firewalls on the way to the host", never},
  system_row{system_codes::network_unreachable, "check the network", never},
  system_row{system_codes::network_down, "check the network", never},
  system_row{system_codes::network_reset, "connect again", now},
  system_row{system_codes::address_not_available, "check the address of the host, and the network", never},
  system_row{system_codes::address_family_not_supported, "use addresses of one family, which the machine supports", never},
  system_row{system_codes::permission_denied, "check permissions and the firewall on this machine", never},
  system_row{system_codes::operation_not_permitted, "check permissions and the firewall on this machine", never},
  system_row{system_codes::too_many_files_open, "close files or connections, or raise the limit (ulimit -n)", never},
  system_row{system_codes::too_many_files_open_in_system, "close files or connections, or raise the system's limit", never},
  system_row{system_codes::no_buffer_space, "free memory, or close connections", never},
  system_row{system_codes::not_enough_memory, "free memory", never},
};
// clang-format on

std::string_view advice_for(fault kind) noexcept {
  switch (kind) {
    case fault::protocol:
      return "the server does not follow RFC 1939: a trace shows what it sent";
    case fault::transport:
      return "check host, port and network";
    default:
      return {};
  }
}

}  // namespace

std::span<const errc_row> errc_table() noexcept {
  return table;
}

const errc_row* find_row(const boost::system::error_code& code) noexcept {
  if (code.category() != error_category()) return nullptr;
  const auto* const row = std::ranges::find(table, static_cast<errc>(code.value()), &errc_row::value);
  return row == table.end() ? nullptr : row;
}

std::span<const system_row> system_table() noexcept {
  return system_errors;
}

const system_row* find_system_row(const boost::system::error_code& code) noexcept {
  if (code.category() == error_category()) return nullptr;
  const auto* const row = std::ranges::find_if(system_errors, [&code](const system_row& each) {
    return code == boost::system::errc::make_error_condition(each.value);
  });
  return row == system_errors.end() ? nullptr : row;
}

std::string_view advice_for(const boost::system::error_code& code) noexcept {
  if (const errc_row* const row = find_row(code); row != nullptr && !row->advice.empty()) return row->advice;
  if (const system_row* const row = find_system_row(code)) return row->advice;
  return advice_for(fault_of(code));
}

}  // namespace pop3kit
