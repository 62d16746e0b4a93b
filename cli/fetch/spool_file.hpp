#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// From `begin` up to but not including `end`.
struct spool_range {
  spool_range(std::uint64_t from, std::uint64_t until) : begin(from), end(until) {}
  std::uint64_t begin;
  std::uint64_t end;
};

/// A file without a name that collects octets until they can be appended to another file. It disappears with the
/// process, however that ends. Throws command_error (8).
class spool_file {
 public:
  using reader = std::function<void(std::string_view octets)>;

  /// Takes its space from `folder`, or from the folder for temporary files ($TMPDIR) if this user may not create files
  /// in `folder`.
  explicit spool_file(const std::filesystem::path& folder);

  void write(std::string_view octets);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Forgets everything after the first `size` octets. The space is given back by the next write().
  void truncate(std::uint64_t size) noexcept;
  /// Gives the octets of `part` to `take`, in order, in pieces of up to 64 KiB. Fails if the file ends before `part`.
  void read(spool_range part, const reader& take) const;

 private:
  [[nodiscard]] int open_in(const std::filesystem::path& folder);
  [[nodiscard]] std::string piece_of(spool_range part) const;

  std::string name_;  // for errors
  descriptor file_;
  std::uint64_t size_ = 0;
  bool is_longer_ = false;  // the file than `size_`
};

}  // namespace pop3kit::command
