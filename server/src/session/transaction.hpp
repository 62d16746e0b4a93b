#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "mailbox/snapshot.hpp"
#include "response/reply_writer.hpp"
#include "session/language_commands.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// The TRANSACTION and UPDATE states of RFC 1939: the commands on the messages of a maildrop, from login to QUIT. Every
/// command but quit() and last() needs is_open(). What it refers to must outlive it.
class transaction {
 public:
  transaction(reply_writer& reply, language_commands& languages) noexcept : reply_(reply), languages_(languages) {}

  /// Begins with a maildrop whose lock was acquired. It must outlive the transaction.
  void open(maildrop& drop);
  [[nodiscard]] bool is_open() const noexcept { return snapshot_.has_value(); }

  void stat();
  void list(const wire::parsed_command& command);
  void uidl(const wire::parsed_command& command);
  void retr(const wire::parsed_command& command);
  void top(const wire::parsed_command& command);
  void dele(const wire::parsed_command& command);
  void rset();
  /// LAST (RFC 1460 section 3); RSET takes back what the session accessed, as in its example.
  void last(std::string_view argument);
  /// Answers QUIT. In the UPDATE state removes the marked messages and releases the maildrop first.
  void quit();

  /// "2 messages (320 octets)", as the plan of the response wants it.
  [[nodiscard]] std::string summary() const;
  /// Whether a message of the session has this number.
  [[nodiscard]] bool holds(std::optional<std::uint64_t> number) const;
  /// The message leaves with the session.
  void consume(std::uint64_t number);
  /// Null before login and after QUIT.
  [[nodiscard]] maildrop* drop() const noexcept { return drop_; }
  /// Removes what was consumed, and gives the lock back. Does nothing if there is no maildrop.
  void release();

 private:
  [[nodiscard]] std::optional<std::uint64_t> existing_message(std::string_view word);
  void say_of_one(std::string line);
  void access(std::uint64_t number);

  reply_writer& reply_;
  language_commands& languages_;
  maildrop* drop_ = nullptr;
  std::optional<snapshot> snapshot_;
  std::set<std::uint32_t> consumed_;   ///< positions of messages that leave with the session
  std::uint64_t last_accessed_ = 0;    ///< what LAST tells
  std::uint64_t accessed_before_ = 0;  ///< and what it told at login
};

}  // namespace pop3kit::serving
