#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "console/command_error.hpp"

namespace pop3kit::command {
namespace {

TEST(exit_status_of, every_code_has_the_status_that_scripts_know) {
  const std::vector<std::pair<errc, exit_status>> table{{errc::line_break_in_argument, exit_status::usage},
                                                        {errc::argument_too_long, exit_status::usage},
                                                        {errc::empty_argument, exit_status::usage},
                                                        {errc::space_in_argument, exit_status::usage},
                                                        {errc::invalid_sequence_number, exit_status::usage},
                                                        {errc::wrong_state, exit_status::usage},
                                                        {errc::credentials_missing, exit_status::usage},
                                                        {errc::plaintext_refused, exit_status::usage},
                                                        {errc::invalid_option, exit_status::usage},
                                                        {errc::invalid_url, exit_status::usage},
                                                        {errc::session_lost, exit_status::connection},
                                                        {errc::ambiguous_unique_id, exit_status::refused},
                                                        {errc::mechanism_unavailable, exit_status::authentication},
                                                        {errc::ticket_missing, exit_status::authentication},
                                                        {errc::authentication_failed, exit_status::authentication},
                                                        {errc::refused, exit_status::refused},
                                                        {errc::greeting_refused, exit_status::refused},
                                                        {errc::in_use, exit_status::refused},
                                                        {errc::login_delay, exit_status::refused},
                                                        {errc::temporary_failure, exit_status::refused},
                                                        {errc::permanent_failure, exit_status::refused},
                                                        {errc::no_such_message, exit_status::refused},
                                                        {errc::commit_rejected, exit_status::refused},
                                                        {errc::malformed_status_line, exit_status::protocol},
                                                        {errc::malformed_response, exit_status::protocol},
                                                        {errc::data_before_tls, exit_status::protocol},
                                                        {errc::size_out_of_range, exit_status::protocol},
                                                        {errc::message_truncated, exit_status::protocol},
                                                        {errc::sasl_exchange_broken, exit_status::protocol},
                                                        {errc::unsolicited_data, exit_status::protocol},
                                                        {errc::host_not_found, exit_status::connection},
                                                        {errc::connection_closed, exit_status::connection},
                                                        {errc::tls_not_offered, exit_status::connection},
                                                        {errc::tls_refused, exit_status::connection},
                                                        {errc::tls_handshake_failed, exit_status::connection},
                                                        {errc::tls_truncated, exit_status::connection},
                                                        {errc::certificate_untrusted, exit_status::connection},
                                                        {errc::certificate_expired, exit_status::connection},
                                                        {errc::certificate_wrong_host, exit_status::connection},
                                                        {errc::deadline_exceeded, exit_status::deadline},
                                                        {errc::cancelled, exit_status::deadline},
                                                        {errc::invalid_scenario, exit_status::scenario},
                                                        {errc::expectation_failed, exit_status::partial},
                                                        {errc::script_failed, exit_status::partial},
                                                        {errc::file_unreadable, exit_status::local},
                                                        {errc::file_unwritable, exit_status::local},
                                                        {errc::mechanism_not_supported, exit_status::local}};
  for (const auto& [code, status] : table) {
    const failure cause{code};
    EXPECT_EQ(exit_status_of(cause), status) << cause.message();
  }
}

TEST(exit_status_of, what_the_system_says_of_sockets_is_a_connection_matter) {
  const failure cause{make_error_code(boost::system::errc::connection_refused)};
  EXPECT_EQ(exit_status_of(cause), exit_status::connection);
}

}  // namespace
}  // namespace pop3kit::command
