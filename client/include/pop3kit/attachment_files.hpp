#pragma once

#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

namespace pop3kit {

/// Returns a safe name for a file that holds the attachment, made from attachment::file_name.
///
/// The sender chose attachment::file_name, so it cannot be trusted. The returned name contains no folders, begins with
/// neither '.' nor '-', and has at most 200 octets; if a longer name is cut, it keeps its extension. It is "attachment"
/// if the sender gave no name.
[[nodiscard]] std::string attachment_file_name(const attachment& part);

/// Writes the content of an attachment to a file whose name the caller chose.
///
/// When the file appears under its name, it is complete, durable, and readable by its owner only (see file_writer). A
/// failure leaves an earlier file as it was. `existing` decides what happens if the file exists; by default, an earlier
/// file or a symbolic link is replaced. Blocks the caller. Fails with errc::file_unwritable; failure::detail() names
/// the file and the system's reason.
[[nodiscard]] result<> save_attachment(const attachment& part, const std::filesystem::path& file,
                                       existing_file existing = existing_file::replace);

/// Writes the attachments of a message into a folder, which is created if needed. Returns the files, in the order of
/// the attachments.
///
/// attachment_file_name() gives the names. Existing files are not changed, and existing links are not followed. If a
/// name is taken, the file is called "NAME~2.EXT", "NAME~3.EXT" and so on; attachments with equal content may share a
/// file. When a file appears under its name, it is complete and durable. After a failure, the files that were already
/// written stay. Blocks the caller. Requires a file system with hard links. Fails with errc::file_unwritable;
/// failure::detail() names the file and the system's reason.
[[nodiscard]] result<std::vector<std::filesystem::path>> save_attachments(const mail_message& message,
                                                                          const std::filesystem::path& folder);

}  // namespace pop3kit
