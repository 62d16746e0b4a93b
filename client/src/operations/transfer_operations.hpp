#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/async_client.hpp>
#include <pop3kit/message_receiver.hpp>
#include <string>
#include <vector>

#include "client_state.hpp"

namespace pop3kit::engine {

// The operations of async_client that fetch complete messages with RETR (RFC 1939 section 5), by their public names.

/// The messages that an operation fetches. Without a value: all messages of the maildrop.
using wanted_messages = std::optional<std::vector<message_reference>>;

[[nodiscard]] asio::awaitable<result<>> save_message(client_state& client, message_reference which, octet_sink sink);
[[nodiscard]] asio::awaitable<result<>> save_message(client_state& client, message_reference which,
                                                     std::filesystem::path file);
/// Returns the octets of the message.
[[nodiscard]] asio::awaitable<result<std::string>> fetch_message(client_state& client, message_reference which);
/// The receiver must outlive the operation.
[[nodiscard]] asio::awaitable<result<transfer_report>> save_messages(client_state& client, wanted_messages which,
                                                                     message_receiver& receiver);
[[nodiscard]] asio::awaitable<result<transfer_report>> save_messages(client_state& client, wanted_messages which,
                                                                     std::filesystem::path folder,
                                                                     saved_handler handler);
[[nodiscard]] asio::awaitable<result<transfer_report>> fetch_messages(client_state& client, wanted_messages which,
                                                                      message_handler handler);

}  // namespace pop3kit::engine
