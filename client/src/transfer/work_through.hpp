#pragma once

#include "client_state.hpp"
#include "maildrop/selection.hpp"
#include "transfer/shared_work.hpp"

namespace pop3kit::engine {

/// Processes the chosen messages, over as many connections as the client's options allow. References that match no
/// message are reported first. Stores in `chosen` if the operation was resumed in another session.
[[nodiscard]] asio::awaitable<result<>> work_through(client_state& client, selection& chosen, work_kind& kind);

}  // namespace pop3kit::engine
