#pragma once

#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <vector>

#include "client_state.hpp"

namespace pop3kit::engine {

// Deletes as a transaction: DELE, RSET and QUIT (RFC 1939 sections 5 and 6). The operations of async_client of the same
// names.

[[nodiscard]] asio::awaitable<result<>> delete_message(client_state& client, message_reference which);
[[nodiscard]] asio::awaitable<result<>> delete_messages(client_state& client);
[[nodiscard]] asio::awaitable<result<>> delete_messages(client_state& client, std::vector<message_reference> which);
[[nodiscard]] asio::awaitable<result<>> undelete_messages(client_state& client);
[[nodiscard]] asio::awaitable<result<commit_report>> commit_deletes(client_state& client);
[[nodiscard]] asio::awaitable<result<>> quit(client_state& client);

}  // namespace pop3kit::engine
