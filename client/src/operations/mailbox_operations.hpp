#pragma once

#include <cstdint>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_listing.hpp>
#include <pop3kit/result.hpp>
#include <vector>

#include "client_state.hpp"

namespace pop3kit::engine {

// What is in the maildrop. The operations of async_client of the same names.

[[nodiscard]] asio::awaitable<result<mailbox_info>> get_mailbox_info(client_state& client);
[[nodiscard]] asio::awaitable<result<std::uint64_t>> get_message_size(client_state& client, message_reference which);
[[nodiscard]] asio::awaitable<result<message_info>> get_message_info(client_state& client, message_reference which,
                                                                     list_fields fields);
[[nodiscard]] asio::awaitable<result<message_listing>> list_messages(client_state& client, list_fields fields);
/// One result for each, in the order asked for.
[[nodiscard]] asio::awaitable<result<std::vector<result<message_info>>>> list_messages(
    client_state& client, std::vector<message_reference> which, list_fields fields);
[[nodiscard]] asio::awaitable<result<message_listing>> list_unique_ids(client_state& client);

}  // namespace pop3kit::engine
