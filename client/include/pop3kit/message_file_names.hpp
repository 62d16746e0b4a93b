#pragma once

#include <pop3kit/mailbox.hpp>
#include <set>
#include <string>

namespace pop3kit {

/// Gives each message of a maildrop a file name of its own, without an ending such as ".eml".
///
///     pop3kit::message_file_names names;
///     for (const auto& each : listed) names.add(each);
///     mail.save_message(listed[0].sequence_number, folder / (names.name_of(listed[0]) + ".eml"));
///
/// A message is named after its unique-id, by safe_file_name(), so it has the same name in every session. A message
/// without a unique-id, or with one that another message of the maildrop has as well, is named after its sequence
/// number; such a name means another message in another session. '~' follows the number if it is also the unique-id of
/// a message.
class message_file_names {
 public:
  /// Adds a message. Add every message of the maildrop, also those that are not saved, before the first name_of().
  void add(const message_info& message);
  [[nodiscard]] std::string name_of(const message_info& message) const;

 private:
  std::set<unique_id> known_;
  std::set<unique_id> shared_;  ///< of several messages
};

}  // namespace pop3kit
