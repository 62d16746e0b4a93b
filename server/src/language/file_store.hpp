#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lua/problem.hpp"

namespace pop3kit::serving::lua {

/// The regular files that one scenario names. Each is read once, and their total size is bounded.
class file_store {
 public:
  /// For a scenario of the user: it may name any file.
  explicit file_store(std::filesystem::path directory) : directory_(std::move(directory)) {}
  /// For a scenario that someone else sent: it may name files within `home`, in which `directory` must be as well.
  [[nodiscard]] static file_store within(const std::filesystem::path& home, const std::filesystem::path& directory);
  /// For a text that may not name files.
  [[nodiscard]] static file_store none();

  /// Returns true if the directory exists in which the scenario may name files.
  [[nodiscard]] bool has_directory() const;
  /// Returns the path of `name`. Throws `problem`, with `line`, if no file can have such a name.
  [[nodiscard]] std::filesystem::path resolve(const std::string& name, position at) const;
  /// Returns the octets of the file. Throws `problem`, with `line`.
  [[nodiscard]] const std::string& read(const std::filesystem::path& file, position at);
  /// Returns the message files of a Maildir, sorted by name. Throws `problem`, with `line`.
  [[nodiscard]] std::vector<std::filesystem::path> list_maildir(const std::filesystem::path& folder, position at) const;

 private:
  [[nodiscard]] bool reaches(const std::filesystem::path& file) const;
  void check_reach(const std::filesystem::path& file, position at) const;

  std::filesystem::path directory_;
  std::optional<std::filesystem::path> home_;  ///< canonical; empty: no file may be named
  std::map<std::filesystem::path, std::string> contents_;
  std::uint64_t octets_ = 0;
};

}  // namespace pop3kit::serving::lua
