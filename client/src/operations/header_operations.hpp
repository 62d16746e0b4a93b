#pragma once

#include <cstdint>
#include <pop3kit/message_receiver.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

#include "client_state.hpp"
#include "maildrop/selection.hpp"

namespace pop3kit::engine {

// The operations of async_client that get headers with TOP (RFC 1939 section 7), by their public names, and a function
// for list_messages().

[[nodiscard]] asio::awaitable<result<std::string>> top(client_state& client, message_reference which,
                                                       std::uint64_t lines);
[[nodiscard]] asio::awaitable<result<transfer_report>> get_message_headers(client_state& client,
                                                                           std::vector<message_reference> which,
                                                                           header_handler handler);
/// Gets the headers of each chosen message and stores them in it. They stay empty if the server refuses TOP.
[[nodiscard]] asio::awaitable<result<>> add_headers(client_state& client, selection& chosen);

}  // namespace pop3kit::engine
