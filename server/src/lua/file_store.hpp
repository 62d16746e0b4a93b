#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace pop3kit::serving::lua {

/// The files that one scenario names: each read once, all of them within a bound.
class file_store {
 public:
  explicit file_store(std::filesystem::path directory) : directory_(std::move(directory)) {}

  [[nodiscard]] std::filesystem::path resolve(const std::string& name) const;
  /// The file's octets. Throws `problem`, with `line`.
  [[nodiscard]] const std::string& read(const std::filesystem::path& file, int line);

 private:
  std::filesystem::path directory_;
  std::map<std::filesystem::path, std::string> contents_;
  std::uint64_t octets_ = 0;
};

}  // namespace pop3kit::serving::lua
