#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <pop3kit/file_system.hpp>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/mailbox_format.hpp>
#include <pop3kit/message_digest.hpp>
#include <pop3kit/message_store.hpp>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

/// What the stores have in common.
namespace pop3kit::archiving {

/// Number of digits of delivery::name.
constexpr std::size_t name_length = 32;

/// Returns true if the text has the form of delivery::name.
[[nodiscard]] bool is_delivery_name(std::string_view text) noexcept;

[[nodiscard]] failure unwritable(const std::filesystem::path& file, const std::error_code& why);
[[nodiscard]] failure unreadable(const std::filesystem::path& file, const std::error_code& why);

/// Calls a function with the octets of a part of a file, in order, until the part ends or the function returns false.
[[nodiscard]] std::error_code read_part(open_file& file, std::uint64_t begin, std::uint64_t length,
                                        const std::function<bool(std::string_view octets)>& handler);

/// Returns the digest of a file that contains one message.
[[nodiscard]] result<message_digest> digest_of_file(const std::filesystem::path& file, line_ends ends,
                                                    file_system& files);

/// A message in a file of its own.
class file_message final : public message_writer {
 public:
  file_message(file_writer file, line_ends ends) : file_(std::move(file)), ends_(ends) {}
  [[nodiscard]] result<> write(std::span<const char> octets) override;
  /// Ends the message. Returns the file, which the caller commits.
  [[nodiscard]] result<file_writer> finish();

 private:
  file_writer file_;
  line_ends ends_;
  line_feeds conversion_;
};

/// Commits messages in files of their own. Returns the name of each file below `folder`.
[[nodiscard]] std::vector<result<std::string>> commit_files(std::vector<std::unique_ptr<message_writer>> messages,
                                                            const std::filesystem::path& folder);

}  // namespace pop3kit::archiving
