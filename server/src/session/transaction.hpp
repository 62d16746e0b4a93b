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

/// The TRANSACTION and UPDATE states of RFC 1939: commands on the messages of a maildrop, from login to QUIT. All
/// commands except quit() and last() require is_open(). The constructor's arguments must outlive it.
class transaction {
 public:
  transaction(reply_writer& reply, language_commands& languages) noexcept : reply_(reply), languages_(languages) {}

  /// Begins with a maildrop whose lock this session holds. It must outlive the transaction.
  void open(maildrop& drop);
  [[nodiscard]] bool is_open() const noexcept { return snapshot_.has_value(); }

  void stat();
  void list(const wire::parsed_command& command);
  void uidl(const wire::parsed_command& command);
  void retr(const wire::parsed_command& command);
  void top(const wire::parsed_command& command);
  void dele(const wire::parsed_command& command);
  void rset();
  /// Answers LAST (RFC 1460 section 3). As in its example, RSET undoes what the session accessed.
  void last(std::string_view argument);
  /// Answers QUIT. In the UPDATE state, first removes the marked messages and releases the maildrop.
  void quit();

  /// Returns "2 messages (320 octets)", with the changes of the response's plan.
  [[nodiscard]] std::string summary() const;
  /// Returns true if the session has a message with this number.
  [[nodiscard]] bool holds(std::optional<std::uint64_t> number) const;
  /// Removes the message when the session ends.
  void consume(std::uint64_t number);
  /// Returns null before login and after QUIT.
  [[nodiscard]] maildrop* drop() const noexcept { return drop_; }
  /// Removes consumed messages and releases the lock. Does nothing if there is no maildrop.
  void release();

 private:
  [[nodiscard]] std::optional<std::uint64_t> existing_message(std::string_view word);
  void say_of_one(std::string line);
  void access(std::uint64_t number);

  reply_writer& reply_;
  language_commands& languages_;
  maildrop* drop_ = nullptr;
  std::optional<snapshot> snapshot_;
  std::set<std::uint32_t> consumed_;   ///< positions of messages to remove when the session ends
  std::uint64_t last_accessed_ = 0;    ///< the reply to LAST
  std::uint64_t accessed_before_ = 0;  ///< the reply that LAST had at login
};

}  // namespace pop3kit::serving
