#pragma once

#include <pop3kit/file_writer.hpp>
#include <pop3kit/mailbox.hpp>
#include <set>
#include <string>

namespace pop3kit {

/// Gives each message of a maildrop a unique file name, without an extension such as ".eml".
///
///     pop3kit::message_file_names names;
///     for (const auto& each : listed) names.add(each);
///     file_writer file = file_writer::open(folder / (names.name_of(listed[0]) + ".eml"),
///                                          names.existing_file_of(listed[0])).value();
///
/// The name of a message is made from its unique-id, by safe_file_name(), so it is the same in every session. If a
/// message has no unique-id, or shares it with another message of the maildrop, its name is its sequence number. Such a
/// name may mean another message in another session, so an existing file must be kept. If the number is also the
/// unique-id of a message, '~' is appended.
class message_file_names {
 public:
  /// Adds a message. Before the first call of name_of(), add every message of the maildrop, including those that are
  /// not saved.
  void add(const message_info& message);
  /// Returns the file name of a message that was added, without an extension.
  [[nodiscard]] std::string name_of(const message_info& message) const;
  /// Returns what to do if a file of that name exists.
  ///
  /// Returns existing_file::replace if the name is made from the unique-id: the file is an earlier copy of this
  /// message. Returns existing_file::keep_both if the name is a number.
  [[nodiscard]] existing_file existing_file_of(const message_info& message) const;

 private:
  [[nodiscard]] bool has_lasting_name(const message_info& message) const;

  std::set<unique_id> known_;
  std::set<unique_id> shared_;  ///< those that several messages have
};

}  // namespace pop3kit
