#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/message_reference.hpp>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// A message that is to be fetched.
struct fetch_target {
  fetch_target(std::string as_written, message_reference reference)
      : text(std::move(as_written)), which(std::move(reference)) {}
  std::string text;  ///< for error messages
  message_reference which;
  std::string name;  ///< a file name without its ending, for stores with a file for each message
  existing_file existing = existing_file::keep_both;  ///< what to do if a file of that name exists
};

/// A message that is being written to a store. After the next message of the store has begun, it is no longer written,
/// but may still be finished. If it is destroyed without finish(), it leaves nothing in the store: it did not arrive
/// whole, or was taken back. Throws command_error (8) if it cannot be written.
class stored_message {
 public:
  stored_message() = default;
  stored_message(const stored_message&) = delete;
  stored_message& operator=(const stored_message&) = delete;
  virtual ~stored_message() = default;

  virtual void write(std::string_view octets) = 0;
  virtual void finish() = 0;
};

/// Where fetched messages go. Throws command_error (8) if they cannot be written.
class message_store {
 public:
  message_store() = default;
  message_store(const message_store&) = delete;
  message_store& operator=(const message_store&) = delete;
  virtual ~message_store() = default;

  /// The store outlives the message.
  [[nodiscard]] virtual std::unique_ptr<stored_message> begin(const fetch_target& which) = 0;
  /// Makes every finished message durable, in a store with a place for each. Called before success is reported, and
  /// also if the transfer ended early.
  virtual void sync() {}
  /// Completes a store that is one stream, and makes it durable. All messages have arrived; `any` says whether there
  /// were any. Without this call or close_early(), an earlier file stays as it was.
  virtual void close(bool any) { static_cast<void>(any); }
  /// Called in place of close() if the transfer ended early: makes the finished messages durable, and no others.
  virtual void close_early() { sync(); }
  /// Returns how many of the finished messages are durable in the store. Called after sync(), close() or close_early(),
  /// even if that failed.
  [[nodiscard]] virtual std::size_t kept(std::size_t finished) const noexcept { return finished; }
  /// Whether each message has a place of its own, so that several may arrive at once. Then begin() needs
  /// fetch_target::name.
  [[nodiscard]] virtual bool has_a_place_for_each() const noexcept { return false; }
  /// Whether messages are finished only as fast as another program reads them: from standard output, a FIFO or a
  /// device.
  [[nodiscard]] virtual bool waits_for_reader() const noexcept { return false; }
};

/// Writes octets as they are to standard output.
[[nodiscard]] std::unique_ptr<message_store> make_eml_stream();
/// Writes one file, which is replaced when the message is whole. Waits up to `patience` for the reader of a FIFO.
[[nodiscard]] std::unique_ptr<message_store> make_eml_file(const std::string& file, std::chrono::nanoseconds patience);
/// Writes NAME.eml, or another name if that is taken (fetch_target::existing), in a directory that is created if
/// necessary.
[[nodiscard]] std::unique_ptr<message_store> make_eml_directory(const std::string& directory);
/// Appends to an mbox (mboxrd, line ends LF) at close(), or writes it to standard output if `file` is empty. Waits up
/// to `patience` for each lock of the file, or for the reader of a FIFO.
[[nodiscard]] std::unique_ptr<message_store> make_mbox(const std::string& file, std::chrono::nanoseconds patience);
/// Delivers to tmp, new and cur in a directory that is created if necessary; line ends LF.
[[nodiscard]] std::unique_ptr<message_store> make_maildir(const std::string& directory);

}  // namespace pop3kit::command
