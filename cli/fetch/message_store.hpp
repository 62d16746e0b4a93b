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

/// Where fetched messages go. For each message: begin, its octets in order, then finish or discard. Everything but
/// discard() throws command_error (8) when this machine will not take it.
class message_store {
 public:
  message_store() = default;
  message_store(const message_store&) = delete;
  message_store& operator=(const message_store&) = delete;
  virtual ~message_store() = default;

  virtual void begin(const fetch_target& which) = 0;
  virtual void write(std::string_view octets) = 0;
  virtual void finish() = 0;
  /// The message did not arrive whole.
  virtual void discard() noexcept = 0;
  /// All that will come has come; `any` says whether a message did. Without this call an earlier file stays as it was.
  virtual void close(bool any) { static_cast<void>(any); }
  /// True where begin() needs fetch_target::name.
  [[nodiscard]] virtual bool names_messages() const noexcept { return false; }
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
