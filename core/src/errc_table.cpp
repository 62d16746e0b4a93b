#include "src/errc_table.hpp"

#include <algorithm>
#include <array>

namespace pop3kit {
namespace {

using enum errc;

// clang-format off
constexpr std::array table{
  errc_row{line_break_in_argument, "an argument holds CR, LF or NUL", "remove it: it would end the command"},
  errc_row{argument_too_long, "the command would pass 255 octets", "shorten the argument"},
  errc_row{empty_argument, "an argument is empty", "give it a value"},
  errc_row{invalid_sequence_number, "not a sequence number", "sequence numbers begin at 1"},
  errc_row{wrong_state, "not possible in this session state", "log in first, or do it before logging in"},
  errc_row{session_lost, "the session has ended before", "connect again"},
  errc_row{operation_in_progress, "another operation is under way", "wait for it, or use another client"},
  errc_row{credentials_missing, "no user name or no password", "give both"},
  errc_row{plaintext_refused, "credentials would travel in the clear", "use TLS, or allow plaintext explicitly"},
  errc_row{ambiguous_unique_id, "several messages carry this unique-id", "address the message by its sequence number"},
  errc_row{mechanism_unavailable, "no permitted authentication mechanism is offered", "permit one that the server has"},
  errc_row{invalid_option, "invalid option", "see the documentation of the call"},
  errc_row{invalid_url, "invalid url", "write pop3://user@host:port or pop3s://user@host:port"},
  errc_row{space_in_argument, "a space would end the argument", "remove it: the verb takes several arguments"},

  errc_row{refused, "the server refused the command", ""},
  errc_row{greeting_refused, "the server refused the connection", "try later, or ask its administrator"},
  errc_row{authentication_failed, "the server refused the credentials", "check user name and password"},
  errc_row{in_use, "the maildrop is in use by another session", "close the other session, or try later"},
  errc_row{login_delay, "the last login was too recent", "wait before logging in again"},
  errc_row{temporary_failure, "the server has a temporary failure", "try later"},
  errc_row{permanent_failure, "the server has a permanent failure", "ask its administrator"},
  errc_row{no_such_message, "no such message", "list the messages: it may have been deleted"},
  errc_row{commit_rejected, "the server did not remove all deleted messages", "list them in a new session"},

  errc_row{malformed_status_line, "the reply begins with neither +OK nor -ERR", "check that the port speaks pop3"},
  errc_row{malformed_response, "malformed response", ""},
  errc_row{malformed_challenge, "malformed authentication challenge", "try another mechanism"},
  errc_row{line_too_long, "a line is longer than the limit", "raise the limit if the server can be trusted"},
  errc_row{too_many_entries, "a listing has more entries than the limit", "raise the limit if the server can be trusted"},
  errc_row{unique_id_too_long, "a unique-id is longer than the limit", "raise the limit if the server can be trusted"},
  errc_row{unsolicited_data, "the server sent what no command asked for", ""},
  errc_row{data_before_tls, "octets behind the reply to stls", "somebody may be injecting plaintext: use implicit tls"},
  errc_row{size_out_of_range, "a number is beyond 2^64-1", ""},
  errc_row{message_truncated, "the message ended short of its size", "fetch it again"},
  errc_row{message_too_large, "the message is larger than the limit", "stream it, or raise the limit"},
  errc_row{sasl_exchange_broken, "the authentication exchange broke down", "try another mechanism"},
  errc_row{too_slow, "the server sent slower than the minimum rate", "try again, or lower the minimum rate"},

  errc_row{host_not_found, "host not found", "check the host name and the network"},
  errc_row{connection_closed, "the connection was closed", "connect again"},
  errc_row{tls_not_offered, "the server does not offer tls", "use the port for implicit tls"},
  errc_row{tls_refused, "the server refused stls", "use the port for implicit tls"},
  errc_row{tls_handshake_failed, "the tls handshake failed", "check that the port speaks tls"},
  errc_row{tls_truncated, "the stream was cut without a tls close", "connect again"},
  errc_row{certificate_untrusted, "the certificate is not trusted", "name the file of its authority"},
  errc_row{certificate_expired, "the certificate has expired", "the server needs a new one"},
  errc_row{certificate_not_yet_valid, "the certificate is not yet valid", "check the clocks of both machines"},
  errc_row{certificate_wrong_host, "the certificate is for another host", "use the host name that it names"},
  errc_row{proxy_refused, "the proxy refused the connection", "check the proxy and its credentials"},

  errc_row{deadline_exceeded, "out of time", "try again, or allow more time"},
  errc_row{cancelled, "cancelled", ""},

  errc_row{invalid_scenario, "the scenario is wrong", ""},
  errc_row{expectation_failed, "an expectation of the scenario was not met", ""},
  errc_row{script_failed, "the script of the scenario failed", ""},

  errc_row{file_unreadable, "the file cannot be read", "check its name and permissions"},
  errc_row{file_unwritable, "the file cannot be written", "check its folder, permissions and free space"},
};
// clang-format on

std::string_view advice_for(fault kind) noexcept {
  switch (kind) {
    case fault::protocol:
      return "the server does not follow RFC 1939: a trace shows what it sent";
    case fault::transport:
      return "check host, port and network";
    case fault::expectation:
      return "see the journal";
    default:
      return {};
  }
}

}  // namespace

std::span<const errc_row> errc_table() noexcept {
  return table;
}

std::string_view advice_for(const boost::system::error_code& code) noexcept {
  if (code.category() == error_category()) {
    const auto* const row = std::ranges::find(table, static_cast<errc>(code.value()), &errc_row::value);
    if (row != table.end() && !row->advice.empty()) return row->advice;
  }
  return advice_for(fault_of(code));
}

}  // namespace pop3kit
