#pragma once

#include <cstdint>
#include <pop3kit/message_receiver.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

#include "client_state.hpp"
#include "maildrop/selection.hpp"

namespace pop3kit::engine {

// Headers, by TOP (RFC 1939 section 7). The operations of async_client of the same names, and one for list_messages().

[[nodiscard]] asio::awaitable<result<std::string>> top(client_state& client, message_reference which,
                                                       std::uint64_t lines);
[[nodiscard]] asio::awaitable<result<transfer_report>> get_message_headers(client_state& client,
                                                                           std::vector<message_reference> which,
                                                                           header_handler handler);
/// Adds to each chosen message its headers. Messages whose TOP is refused stay without.
[[nodiscard]] asio::awaitable<result<>> add_headers(client_state& client, selection& chosen);

}  // namespace pop3kit::engine
