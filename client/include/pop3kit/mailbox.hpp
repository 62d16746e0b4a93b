#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <pop3kit/failure.hpp>
#include <pop3kit/header_collection.hpp>
#include <pop3kit/message_reference.hpp>
#include <string>
#include <vector>

namespace pop3kit {

/// STAT: what is not marked as deleted (RFC 1939 section 5).
struct mailbox_info {
  std::uint64_t message_count = 0;
  std::uint64_t occupied_size = 0;  ///< octets
};

/// How much list_messages and get_message_info ask for.
enum class list_fields {
  ids_only,  ///< LIST and UIDL: sequence number, unique-id, size
  headers,   ///< and TOP n 0 of every message
};

/// One message of a listing.
struct message_info {
  message_info() = default;
  pop3kit::sequence_number sequence_number = 0;
  std::optional<pop3kit::unique_id> unique_id;  ///< nothing where the server has none to give, or a blank one
  std::optional<std::uint64_t> size;            ///< octets, as LIST says
  std::optional<header_collection> headers;     ///< nothing where not asked for, or refused
};

/// What became of a listing or transfer over several connections.
struct connection_report {
  connection_report() = default;
  struct connection {
    connection() = default;
    std::uint64_t ordinal = 0;  ///< as in trace_event; 0 if it was given up before it was attempted
    std::uint64_t messages = 0;
    std::uint64_t octets = 0;
    std::chrono::nanoseconds time{};  ///< from its first step in the operation to its last, connecting included
    std::optional<failure> cause;     ///< why it was refused or lost, or stalled; nothing if it was not needed
  };
  std::size_t opened = 0;           ///< logged in, the first one included
  std::size_t refused = 0;          ///< by the server, or never connected
  std::size_t chunks_retried = 0;   ///< given back by a connection that was lost or given up
  std::size_t headers_refused = 0;  ///< messages whose headers the server refused, or sent broken
  std::size_t reconnected = 0;      ///< times that the first session ended before its time and was replaced
  std::size_t size_mismatches = 0;  ///< as in transfer_report; of a single message that was fetched or saved, too
  /// Of these, the first ones: at most `most_named`. `unique_id` is empty if the client did not learn it.
  std::vector<message_info> named_size_mismatches;
  static constexpr std::size_t most_named = 8;
  std::size_t listed_once = 0;  ///< messages that only one of LIST and UIDL named, if the server answered both
  bool marks_lost = false;      ///< and with it the marks of deleted messages: none of these was removed
  std::vector<connection> connections;
};

enum class commit_status {
  committed,         ///< QUIT was answered +OK
  rejected,          ///< QUIT was answered -ERR: count on all of the messages to remain
  some_not_removed,  ///< QUIT was answered -ERR "some deleted messages not removed" (RFC 1939 section 6)
  unknown,           ///< QUIT went out and no answer came
};

/// What became of the messages that were marked as deleted.
struct commit_report {
  commit_report() = default;
  commit_status status = commit_status::committed;
  std::vector<message_info> messages;  ///< number, unique-id and size, as far as the session had learned them
  std::optional<failure> cause;        ///< unless committed
};

/// One language that a server can speak (RFC 6856 section 3.2).
struct language {
  language(std::string language_tag, std::string own_description)
      : tag(std::move(language_tag)), description(std::move(own_description)) {}
  std::string tag;          ///< RFC 5646, such as "es"
  std::string description;  ///< in the language itself, UTF-8; may be empty
};

}  // namespace pop3kit
