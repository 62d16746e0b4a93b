#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// A file without a name that collects octets until they can be appended to another file. It disappears with the
/// process, however that ends. Throws command_error (8).
class spool_file {
 public:
  /// Takes its space from `folder`, or from the folder for temporary files ($TMPDIR) if this user may not create files
  /// in `folder`.
  explicit spool_file(const std::filesystem::path& folder);

  void write(std::string_view octets);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Forgets everything after the first `size` octets. The space is given back by the next write().
  void truncate(std::uint64_t size) noexcept;
  /// Up to 64 KiB from `offset` on; empty at the end.
  [[nodiscard]] std::string read(std::uint64_t offset) const;

 private:
  [[nodiscard]] int open_in(const std::filesystem::path& folder);

  std::string name_;  // for errors
  descriptor file_;
  std::uint64_t size_ = 0;
  bool is_longer_ = false;  // the file than `size_`
};

}  // namespace pop3kit::command
