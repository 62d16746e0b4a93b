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

/// The size of a maildrop, as STAT reports it (RFC 1939 section 5). Messages that are marked as deleted do not count.
struct mailbox_info {
  std::uint64_t message_count = 0;  ///< number of messages
  std::uint64_t occupied_size = 0;  ///< their size in octets
};

/// What list_messages() and get_message_info() ask the server for.
enum class list_fields {
  ids_only,  ///< LIST and UIDL: sequence number, unique-id and size
  headers,   ///< also TOP n 0 for each message
};

/// What is known about one message of a maildrop.
struct message_info {
  /// Makes an object that describes no message.
  message_info() = default;
  pop3kit::sequence_number sequence_number = 0;  ///< position in the maildrop, from 1, in the session that listed it
  /// The unique-id. Empty if the server does not support UIDL, or sent a blank one.
  std::optional<pop3kit::unique_id> unique_id;
  std::optional<std::uint64_t> size;         ///< octets, as LIST reports them; empty if unknown
  std::optional<header_collection> headers;  ///< empty if they were not requested, or if the server refused TOP
};

/// What the connections of a listing or transfer did.
struct connection_report {
  /// Makes a report on no connection.
  connection_report() = default;
  /// What one connection did.
  struct connection {
    /// Makes a report on a connection that was not attempted.
    connection() = default;
    std::uint64_t ordinal = 0;        ///< the number in trace_event::connection; 0 if no connection was attempted
    std::uint64_t messages = 0;       ///< messages that came over this connection
    std::uint64_t octets = 0;         ///< octets of these messages
    std::chrono::nanoseconds time{};  ///< from its first step in the operation to its last, connecting included
    std::optional<failure> cause;  ///< why it was refused, lost or too slow; empty otherwise, also if it was not used
  };
  std::size_t opened = 0;           ///< connections that logged in, the first one included
  std::size_t refused = 0;          ///< connections that the server refused, or that could not be made
  std::size_t chunks_retried = 0;   ///< shares of messages that a lost or stopped connection gave back
  std::size_t headers_refused = 0;  ///< messages whose headers the server refused or sent broken
  std::size_t reconnected = 0;      ///< how often the first session was lost and replaced
  /// Messages with an unexpected size, as in transfer_report. Set for a single fetched or saved message too.
  std::size_t size_mismatches = 0;
  /// The first of these messages, `most_named` at most. `unique_id` is empty if the client did not learn it.
  std::vector<message_info> named_size_mismatches;
  static constexpr std::size_t most_named = 8;  ///< maximum size of `named_size_mismatches`
  std::size_t listed_once = 0;  ///< messages that are in only one of LIST and UIDL, if the server answered both
  bool marks_lost = false;      ///< true if deletion marks were lost with a session; none of these messages was removed
  std::vector<connection> connections;  ///< each connection, the first one first
};

/// What became of messages that were marked as deleted.
enum class commit_status {
  committed,         ///< the server answered QUIT with +OK: all were removed
  rejected,          ///< the server answered QUIT with -ERR: assume that none was removed
  some_not_removed,  ///< the server answered -ERR "some deleted messages not removed" (RFC 1939 section 6)
  unknown,           ///< QUIT was sent, and no answer arrived
};

/// The result of commit_deletes().
struct commit_report {
  /// Makes the report of a commit without marked messages.
  commit_report() = default;
  commit_status status = commit_status::committed;  ///< what became of the messages
  /// The messages that were marked: number, unique-id and size, as far as the session knows them.
  std::vector<message_info> messages;
  std::optional<failure> cause;  ///< why `status` is not `committed`; empty otherwise
};

/// A language that a server offers for its response texts (RFC 6856 section 3.2).
struct language {
  /// Makes a language from its tag and its description.
  language(std::string language_tag, std::string own_description)
      : tag(std::move(language_tag)), description(std::move(own_description)) {}
  std::string tag;          ///< language tag (RFC 5646), such as "es"
  std::string description;  ///< name in the language itself, UTF-8; may be empty
};

}  // namespace pop3kit
