#pragma once

#include <cstdint>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <string_view>
#include <vector>

#include "client_state.hpp"
#include "maildrop/selection.hpp"

namespace pop3kit::engine {

/// Returns the sequence number of a message in the present session. Connects if necessary.
[[nodiscard]] asio::awaitable<result<std::uint64_t>> locate(client_state& client, message_reference which);

/// Sends UIDL, unless the unique-ids of the session are known. Requires a session.
[[nodiscard]] asio::awaitable<result<>> learn_unique_ids(client_state& client);

/// Verifies a unique-id that consists of digits and came in a pipeline, because the replies to LIST and UIDL may have
/// been exchanged. Sends UIDL n alone; if the reply has another id, the session ends. Requires a session.
[[nodiscard]] asio::awaitable<result<>> confirm_unique_id(client_state& client, std::uint64_t number,
                                                          std::string_view id);

/// Returns names_by::number if at least one of the references is a number.
[[nodiscard]] session_keeper::names_by how_named(const std::vector<message_reference>& which);

/// Lists the maildrop at the beginning of an operation: LIST, and UIDL if `with_ids` is true, in one round trip.
/// Connects if necessary.
///
/// If the session ends meanwhile, and the options or the cause allow another one, the maildrop is listed in a new
/// session. This is not done if the operation names a message by a number of the old session.
[[nodiscard]] asio::awaitable<result<listing_cache::listing>> list_maildrop(
    client_state& client, bool with_ids, session_keeper::names_by names = session_keeper::names_by::unique_id);

/// In which listing references are looked up: a new one, or the latest one of the session.
enum class listing_age : bool { fresh, latest };

/// Finds the messages that the references name. Connects if necessary.
[[nodiscard]] asio::awaitable<result<selection>> select(client_state& client, std::vector<message_reference> which,
                                                        listing_age age);

}  // namespace pop3kit::engine
