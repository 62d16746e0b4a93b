#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

#include "client_state.hpp"

namespace pop3kit::engine {

// The session itself, its capabilities and its language. The operations of async_client of the same names.

[[nodiscard]] asio::awaitable<result<>> connect(client_state& client);
[[nodiscard]] asio::awaitable<result<>> noop(client_state& client);
[[nodiscard]] asio::awaitable<result<>> pause(client_state& client, net::duration how_long);
[[nodiscard]] asio::awaitable<result<>> validate_credentials(client_state& client);
[[nodiscard]] asio::awaitable<result<capabilities>> get_capabilities(client_state& client);
[[nodiscard]] asio::awaitable<result<>> enable_utf8(client_state& client);
[[nodiscard]] asio::awaitable<result<std::vector<language>>> languages(client_state& client);
[[nodiscard]] asio::awaitable<result<std::string>> set_language(client_state& client, std::string range);

}  // namespace pop3kit::engine
