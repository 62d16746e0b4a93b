#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pop3kit::serving::lua {

/// The regular files that one scenario names: each is read once, and all of them together are bounded.
class file_store {
 public:
  /// Of a scenario that the user wrote: it may name any file.
  explicit file_store(std::filesystem::path directory) : directory_(std::move(directory)) {}
  /// Of a scenario that someone else sent: it may name files within `home`, where `directory` must be as well.
  [[nodiscard]] static file_store within(const std::filesystem::path& home, const std::filesystem::path& directory);
  /// Of a text that may name no files.
  [[nodiscard]] static file_store none();

  /// Whether the directory exists where the scenario may name files.
  [[nodiscard]] bool has_directory() const;
  /// The path that `name` means. Throws `problem`, with `line`, if no file can have such a name.
  [[nodiscard]] std::filesystem::path resolve(const std::string& name, int line) const;
  /// The file's octets. Throws `problem`, with `line`.
  [[nodiscard]] const std::string& read(const std::filesystem::path& file, int line);
  /// The messages of a Maildir, in the order of their file names. Throws `problem`, with `line`.
  [[nodiscard]] std::vector<std::filesystem::path> list_maildir(const std::filesystem::path& folder, int line) const;

 private:
  [[nodiscard]] bool reaches(const std::filesystem::path& file) const;
  void check_reach(const std::filesystem::path& file, int line) const;

  std::filesystem::path directory_;
  std::optional<std::filesystem::path> home_;  ///< canonical; empty: no file may be named
  std::map<std::filesystem::path, std::string> contents_;
  std::uint64_t octets_ = 0;
};

}  // namespace pop3kit::serving::lua
