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
  std::string text;  ///< for complaints
  message_reference which;
  std::string name;  ///< a file name without its ending, for stores with a file for each message
  existing_file existing = existing_file::keep_both;  ///< what to do if a file of that name exists
};

/// A message on its way into a store. Once the next message of the store has begun, it is written no more, but may
/// still be finished. One that is destroyed without finish() leaves nothing in the store: it did not arrive whole, or
/// was taken back. Throws command_error (8) if it cannot be written.
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
  /// Makes every message that was finished durable, in a store with a place for each. Called before success is
  /// reported, and also if the transfer ended early.
  virtual void sync() {}
  /// Ends a store that is one stream, and makes it durable. All messages have arrived; `any` says whether there were
  /// some. Without this call, or the next one, an earlier file stays as it was.
  virtual void close(bool any) { static_cast<void>(any); }
  /// In place of close(), if the transfer ended early: makes the messages that were finished durable, and no others.
  virtual void close_early() { sync(); }
  /// How many of the messages that were finished are in the store for good. Asked after sync(), close() or
  /// close_early(), even if that failed.
  [[nodiscard]] virtual std::size_t kept(std::size_t finished) const noexcept { return finished; }
  /// A place for each message, so that several may come at once; begin() needs fetch_target::name then.
  [[nodiscard]] virtual bool has_a_place_for_each() const noexcept { return false; }
  /// Messages are finished only as fast as another program reads them: from standard output, a FIFO or a device.
  [[nodiscard]] virtual bool waits_for_reader() const noexcept { return false; }
};

/// Octets as they are, to standard output.
[[nodiscard]] std::unique_ptr<message_store> make_eml_stream();
/// One file, replaced when the message is whole. Waits up to `patience` for the reader of a FIFO.
[[nodiscard]] std::unique_ptr<message_store> make_eml_file(const std::string& file, std::chrono::nanoseconds patience);
/// NAME.eml, or another name if that is taken (fetch_target::existing), in a directory that is made if needed.
[[nodiscard]] std::unique_ptr<message_store> make_eml_directory(const std::string& directory);
/// mboxrd, line ends LF, appended to a file at close(), or to standard output if `file` is empty. Waits up to
/// `patience` for each lock of the file, or for the reader of a FIFO.
[[nodiscard]] std::unique_ptr<message_store> make_mbox(const std::string& file, std::chrono::nanoseconds patience);
/// tmp, new and cur in a directory that is made if needed; line ends LF.
[[nodiscard]] std::unique_ptr<message_store> make_maildir(const std::string& directory);

}  // namespace pop3kit::command
