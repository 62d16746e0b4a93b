#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <span>

namespace pop3kit {

/// The interface of an object that receives many messages, octet for octet, as they arrive.
///
/// For each message, the client calls begin(), then octets() for its octets in order, then end(). The `message_info` of
/// these calls identifies the message: its address stays the same from begin() to end().
///
/// Overlap. Over one connection, all octets of a message come before the next message begins. If the server supports
/// PIPELINING, end() may come later, after up to a few dozen other messages: when a later reply has shown that each
/// reply belongs to its command. Without PIPELINING, a message ends before the next one begins. Over several
/// connections, the octets of different messages alternate.
///
/// Order. expect() comes first. Then come the references that match no message, or several: the client calls end() for
/// them before any message begins. Over one connection, the other messages come in the requested order, with one
/// exception: a message at which the connection was lost, or that arrived broken, is fetched again after all others.
///
/// Success and failure. A message is complete if end() gets no failure. This happens exactly once for each message that
/// the client delivers. If end() gets a failure, the octets since begin() must be discarded. is_taken_back() then tells
/// whether the message begins again, or the operation fails (fault::transport). Any other failure is final: the message
/// is unknown, the server refused it, it arrived broken (fault::protocol), or octets() failed. end() may get a failure
/// for a message that has not begun.
///
/// Failures of the receiver. If a function of the receiver returns a failure, the operation and the session end. If it
/// throws an exception, they end too, and the operation throws it. If begin() fails, the message has not begun, and no
/// end() follows. If octets() fails, end() gets that failure.
///
/// The functions are called on the thread that runs the operation. They must not use the client.
class message_receiver {
 public:
  /// Makes a receiver.
  message_receiver() = default;
  /// A receiver cannot be copied.
  message_receiver(const message_receiver&) = delete;
  /// A receiver cannot be assigned.
  message_receiver& operator=(const message_receiver&) = delete;
  /// Destroys the receiver. It must live until the operation has ended.
  virtual ~message_receiver() = default;

  /// Called once, before any other function: the number of messages that will begin, and their listed size in octets.
  /// The default does nothing.
  virtual void expect(std::uint64_t messages, std::uint64_t octets);
  /// Called when a message begins.
  [[nodiscard]] virtual result<> begin(const message_info& which) = 0;
  /// Called with the next octets of a message. The span is valid during the call only.
  [[nodiscard]] virtual result<> octets(const message_info& which, std::span<const char> piece) = 0;
  /// Called when a message is complete, or with the reason why it is not.
  [[nodiscard]] virtual result<> end(const message_info& which, const result<>& outcome) = 0;
};

/// Returns true if an end() with this outcome is not final: the message begins again, or the operation fails.
[[nodiscard]] bool is_taken_back(const result<>& outcome) noexcept;

/// A function that receives complete messages one by one, or the reason why a message could not be fetched.
///
/// If it returns a failure, the operation and the session end. It must not use the client.
using message_handler = std::function<result<>(const message_info& which, result<mail_message> message)>;

/// A function that receives the headers of messages one by one, or the reason why they could not be fetched.
///
/// If it returns a failure, the operation and the session end. It must not use the client.
using header_handler = std::function<result<>(const message_info& which, result<header_collection> headers)>;

/// A function that save_messages() calls for each message that it writes to a folder.
///
/// `file` is the file, which is complete and durable, or the reason why there is none. Called once for each message, in
/// the order in which files become durable. If it returns a failure, the operation fails. It must not use the client.
using saved_handler = std::function<result<>(const message_info& which, result<std::filesystem::path> file)>;

/// The progress of an operation on many messages. Octets that a receiver must discard do not count, so the numbers can
/// decrease.
struct transfer_progress {
  std::uint64_t messages_done = 0;   ///< messages that are complete or have failed
  std::uint64_t messages_total = 0;  ///< messages that were requested, including references that match no message
  std::uint64_t octets_done = 0;     ///< octets that were delivered, including those of incomplete messages
  std::uint64_t octets_total = 0;    ///< listed size of all messages; 0 if it is unknown, as for headers
};

/// A function that is called after each message and during long ones, on the thread that runs the operation. It must
/// not use the client.
using progress_handler = std::function<void(const transfer_progress&)>;

/// The result of an operation on many messages.
struct transfer_report {
  std::uint64_t messages = 0;  ///< messages that were delivered completely
  std::uint64_t octets = 0;    ///< octets of these messages
  std::uint64_t refused = 0;   ///< messages that failed: unknown, marked as deleted, refused, or broken
  /// Delivered messages with an unexpected size: their octets differ both from the size in LIST and from the size in
  /// the reply to RETR, and counting each line end as one or as two octets does not explain it.
  ///
  /// The terminators of these messages arrived, but the server may have sent less or more than it stores. Without
  /// PIPELINING, a message counts too if LIST and RETR state different sizes for it but stated equal sizes for an
  /// earlier message: the server may have sent another message.
  std::uint64_t size_mismatches = 0;
};

}  // namespace pop3kit
