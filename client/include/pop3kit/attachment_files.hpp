#pragma once

#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <vector>

namespace pop3kit {

/// A name for a file that holds the attachment, made from attachment::file_name: the sender chose that. It has no
/// folders, is no hidden file and no option of a command, and has at most 200 octets; a longer name loses the end of
/// its stem, not its ending. "attachment" if the sender gave no name.
[[nodiscard]] std::string attachment_file_name(const attachment& part);

/// Writes the content of an attachment to a file whose name the caller chose, as file_writer does: the file appears
/// under its name when it is whole and on the disk, readable by its owner only. A failure leaves an earlier file as it
/// was. A symbolic link at the name is replaced, not followed, unless `existing` says otherwise. Blocks.
/// errc::file_unwritable names the file and the system's reason.
[[nodiscard]] result<> save_attachment(const attachment& part, const std::filesystem::path& file,
                                       existing_file existing = existing_file::replace);

/// Writes the attachments of a message into a folder, which is created if needed, under the names that
/// attachment_file_name() gives. Returns the files, in the order of the attachments.
///
/// Nothing that exists in the folder is changed or followed, and no two attachments share a file unless their content
/// is equal: if the name is taken, the file is called "NAME~2.EXT", "NAME~3.EXT" and so on. Each file is whole and on
/// the disk when it appears. Files that were written before a failure stay. Blocks. Needs a file system with hard
/// links. errc::file_unwritable names the file and the system's reason.
[[nodiscard]] result<std::vector<std::filesystem::path>> save_attachments(const mail_message& message,
                                                                          const std::filesystem::path& folder);

}  // namespace pop3kit
