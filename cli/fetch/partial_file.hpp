#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// A file that comes into being whole: written beside its target as .NAME.partial and renamed by commit(). Without
/// commit() it is removed and an earlier target stays as it was. A target that is no regular file (a pipe, a device)
/// is written directly. An interruption removes those that are under way. All but the destructor and discard()
/// throw command_error (8).
class partial_file {
 public:
  explicit partial_file(std::filesystem::path target);
  partial_file(const partial_file&) = delete;
  partial_file& operator=(const partial_file&) = delete;
  ~partial_file();

  void write(std::string_view octets);
  void commit();
  void discard() noexcept;

 private:
  void forget() noexcept;

  std::filesystem::path target_;
  std::filesystem::path partial_;  ///< empty: written directly
  descriptor file_;
};

/// Makes the directory and those above it. Throws command_error (8), also where it is a file.
void make_directory(const std::filesystem::path& directory);

}  // namespace pop3kit::command
