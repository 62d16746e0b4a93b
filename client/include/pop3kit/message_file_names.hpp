#pragma once

#include <pop3kit/file_writer.hpp>
#include <pop3kit/mailbox.hpp>
#include <set>
#include <string>

namespace pop3kit {

/// Gives each message of a maildrop a file name of its own, without an ending such as ".eml".
///
///     pop3kit::message_file_names names;
///     for (const auto& each : listed) names.add(each);
///     file_writer file = file_writer::open(folder / (names.name_of(listed[0]) + ".eml"),
///                                          names.existing_file_of(listed[0])).value();
///
/// A message is named after its unique-id, by safe_file_name(), so it has the same name in every session. A message
/// without a unique-id, or with one that another message of the maildrop has as well, is named after its sequence
/// number; such a name means another message in another session, so a file that exists must be kept. '~' follows the
/// number if it is also the unique-id of a message.
class message_file_names {
 public:
  /// Adds a message. Add every message of the maildrop, also those that are not saved, before the first name_of().
  void add(const message_info& message);
  [[nodiscard]] std::string name_of(const message_info& message) const;
  /// What to do if a file of that name exists: existing_file::replace for a name by unique-id, which holds an earlier
  /// copy of this message, and existing_file::keep_both for a name by number.
  [[nodiscard]] existing_file existing_file_of(const message_info& message) const;

 private:
  [[nodiscard]] bool has_lasting_name(const message_info& message) const;

  std::set<unique_id> known_;
  std::set<unique_id> shared_;  ///< of several messages
};

}  // namespace pop3kit
