#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <span>

namespace pop3kit {

/// Takes many messages, octet for octet, as they arrive. For each message: begin(), its octets in order, end(). A
/// message is told by its `message_info`, whose address stays the same from begin() to end().
///
/// Overlap. Over one connection, all octets of a message come before the next one begins. If the server supports
/// PIPELINING, the end() may come later, after up to a few dozen other messages: when a later reply has shown that each
/// reply belongs to its command. Without PIPELINING, one message ends before the next begins. Over several connections,
/// octets of different messages alternate.
///
/// Order. expect() comes first. Then references that name no message, or several, are ended, before any message begins.
/// Over one connection the other messages come in the order asked for, with one exception: a message at which the
/// connection was lost, or that came broken, is fetched again after all others. The messages that had been asked for
/// after it keep their order.
///
/// A message is handed over exactly once: by an end() without failure. An end() with a failure takes back what came
/// since begin(). is_taken_back() tells whether the message begins anew, or the operation fails (fault::transport). Any
/// other failure is final: the message is unknown, the server refused it, it comes broken (fault::protocol), or
/// octets() failed, and no end() follows. A message that cannot be had may be ended without having begun.
///
/// A message whose begin() failed has not begun: no end() follows. If octets() fails, end() gets the failure that
/// octets() returned.
///
/// Called on the thread that runs the operation; must not call the client. A failure that it returns ends the operation
/// and the session; an exception does so too, and leaves the operation.
class message_receiver {
 public:
  message_receiver() = default;
  message_receiver(const message_receiver&) = delete;
  message_receiver& operator=(const message_receiver&) = delete;
  virtual ~message_receiver() = default;

  /// Once, before any other call: how many messages will begin, and their octets as listed.
  virtual void expect(std::uint64_t messages, std::uint64_t octets);
  [[nodiscard]] virtual result<> begin(const message_info& which) = 0;
  /// The span is valid during the call only.
  [[nodiscard]] virtual result<> octets(const message_info& which, std::span<const char> piece) = 0;
  [[nodiscard]] virtual result<> end(const message_info& which, const result<>& outcome) = 0;
};

/// Whether an end() with this outcome takes the message back without being final: the message begins anew, or the
/// operation fails and tells why.
[[nodiscard]] bool is_taken_back(const result<>& outcome) noexcept;

/// Takes messages one by one, each whole: or why it did not come.
using message_handler = std::function<result<>(const message_info& which, result<mail_message> message)>;

/// Takes the headers of messages one by one, or why they did not come.
using header_handler = std::function<result<>(const message_info& which, result<header_collection> headers)>;

/// Told of each message that save_messages() writes to a folder: the file, which is whole and durable, or why there is
/// none. Called once for each message, in the order in which files become durable. Must not call the client.
using saved_handler = std::function<result<>(const message_info& which, result<std::filesystem::path> file)>;

/// How far an operation over many messages is. What is taken back from a receiver counts no more, so it may shrink.
struct transfer_progress {
  std::uint64_t messages_done = 0;   ///< handed over, or reported with a failure
  std::uint64_t messages_total = 0;  ///< asked for, references that name no message included
  std::uint64_t octets_done = 0;     ///< handed over so far, messages under way included
  std::uint64_t octets_total = 0;    ///< as listed; 0 where nobody knows, as for headers
};

/// Called after each message and within long ones, on the thread that runs the operation; must not call the client.
using progress_handler = std::function<void(const transfer_progress&)>;

/// What an operation over many messages handed over.
struct transfer_report {
  std::uint64_t messages = 0;  ///< handed over whole
  std::uint64_t octets = 0;    ///< of these
  std::uint64_t refused = 0;   ///< reported with a failure: unknown, deleted, refused, or broken
  /// Of `messages`: those whose octets differ from the size in LIST and from the size in the reply to RETR, by more
  /// than line ends counted as one octet or as two explain. Their terminators arrived, but the server may have sent
  /// less or more than it holds. Without PIPELINING also those for which LIST and RETR state different sizes, after
  /// both stated the same for an earlier message: the server may have sent another message.
  std::uint64_t size_mismatches = 0;
};

}  // namespace pop3kit
