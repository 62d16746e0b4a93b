#pragma once

#include <cstdint>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <string_view>
#include <vector>

#include "client_state.hpp"
#include "maildrop/selection.hpp"

namespace pop3kit::engine {

/// Finds the number of a message in the session. Connects if need be.
[[nodiscard]] asio::awaitable<result<std::uint64_t>> locate(client_state& client, message_reference which);

/// Asks for UIDL, unless the unique-ids of the session are known. Needs a session.
[[nodiscard]] asio::awaitable<result<>> learn_unique_ids(client_state& client);

/// Asks for a unique-id once more, by UIDL n and nothing ahead of it, if it came in a pipeline and is a number: then
/// the replies to LIST and UIDL may have changed places. If it is another one now, the session ends. Needs a session.
[[nodiscard]] asio::awaitable<result<>> confirm_unique_id(client_state& client, std::uint64_t number,
                                                          std::string_view id);

/// By number if one of the references is a number.
[[nodiscard]] session_keeper::names_by how_named(const std::vector<message_reference>& which);

/// Asks for LIST, and for UIDL if the unique-ids are wanted, in one round trip. For an operation that has only begun.
/// Connects if need be. If the session ends meanwhile, and the caller's options or the cause allow another one, the
/// listing is made in a new session; but not if the operation names a message by a number of that session.
[[nodiscard]] asio::awaitable<result<listing_cache::listing>> list_maildrop(
    client_state& client, bool with_ids, session_keeper::names_by names = session_keeper::names_by::unique_id);

/// What references are looked up in: a listing that is made for them, or the session's latest one.
enum class listing_age : bool { fresh, latest };

/// Looks up what the references mean. Connects if need be.
[[nodiscard]] asio::awaitable<result<selection>> select(client_state& client, std::vector<message_reference> which,
                                                        listing_age age);

}  // namespace pop3kit::engine
