#pragma once

#include <memory>
#include <optional>
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
  std::optional<sequence_number> number;  ///< where the listing was asked
  std::optional<unique_id> id;            ///< likewise, and the server has one
  std::string name;                       ///< a file name without its ending; for stores with a file for each message
};

/// A message on its way into a store. One that is destroyed without finish() did not arrive whole, and leaves nothing
/// behind. Throws command_error (8) when this machine will not take it.
class stored_message {
 public:
  stored_message() = default;
  stored_message(const stored_message&) = delete;
  stored_message& operator=(const stored_message&) = delete;
  virtual ~stored_message() = default;

  virtual void write(std::string_view octets) = 0;
  virtual void finish() = 0;
};

/// Where fetched messages go. Throws command_error (8) when this machine will not take it.
class message_store {
 public:
  message_store() = default;
  message_store(const message_store&) = delete;
  message_store& operator=(const message_store&) = delete;
  virtual ~message_store() = default;

  /// The store outlives the message.
  [[nodiscard]] virtual std::unique_ptr<stored_message> begin(const fetch_target& which) = 0;
  /// All that will come has come; `any` says whether a message did. Without this call an earlier file stays as it was.
  virtual void close(bool any) { static_cast<void>(any); }
  /// A place for each message, so that several may come at once; begin() needs fetch_target::name then.
  [[nodiscard]] virtual bool has_a_place_for_each() const noexcept { return false; }
};

/// Octets as they are, to standard output.
[[nodiscard]] std::unique_ptr<message_store> make_eml_stream();
/// One file, replaced when the message is whole.
[[nodiscard]] std::unique_ptr<message_store> make_eml_file(const std::string& file);
/// NAME.eml in a directory that is made if needed.
[[nodiscard]] std::unique_ptr<message_store> make_eml_directory(const std::string& directory);
/// mboxrd, line ends LF, to a file that is replaced at close(), or to standard output where `file` is empty.
[[nodiscard]] std::unique_ptr<message_store> make_mbox(const std::string& file);
/// tmp, new and cur in a directory that is made if needed; line ends LF.
[[nodiscard]] std::unique_ptr<message_store> make_maildir(const std::string& directory);

}  // namespace pop3kit::command
