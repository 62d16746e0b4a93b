#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// From `begin` up to but not including `end`.
struct spool_range {
  spool_range(std::uint64_t from, std::uint64_t until) : begin(from), end(until) {}
  std::uint64_t begin;
  std::uint64_t end;
};

/// A file without a name that collects octets until they can be appended to another file. It disappears when the
/// process ends, whatever ends it. Throws command_error (8).
class spool_file {
 public:
  using reader = std::function<void(std::string_view octets)>;

  /// Creates the file in `folder`, or in the folder for temporary files ($TMPDIR) if this user may not create files in
  /// `folder`.
  explicit spool_file(const std::filesystem::path& folder);

  void write(std::string_view octets);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Forgets everything after the first `size` octets. The space is given back by the next write().
  void truncate(std::uint64_t size) noexcept;
  /// Gives the octets of `part` to `take`, in order, in pieces of up to 64 KiB. Throws if the file ends before `part`.
  void read(spool_range part, const reader& take) const;

 private:
  [[nodiscard]] int open_in(const std::filesystem::path& folder);
  [[nodiscard]] std::string piece_of(spool_range part) const;

  std::string name_;  // for errors
  descriptor file_;
  std::uint64_t size_ = 0;
  bool is_longer_ = false;  // whether the file has more than `size_` octets
};

/// Holds the messages of an mbox until they are whole, one after the other in a spool_file. Messages may be finished or
/// taken back in any order, even after later ones have begun: what happens to one never changes another. Throws
/// command_error (8).
class message_spool {
 public:
  /// See spool_file::spool_file().
  explicit message_spool(const std::filesystem::path& folder) : file_(folder) {}

  /// Begins a message, and returns its position. The message waits until keep(), pass_on() or take_back().
  [[nodiscard]] std::uint64_t begin() noexcept;
  /// Appends to the message that began last.
  void write(std::string_view octets) { file_.write(octets); }
  /// The position of the next octet.
  [[nodiscard]] std::uint64_t position() const noexcept { return file_.size(); }

  /// The message stays in the spool and no longer waits.
  void keep(spool_range message);
  /// Gives the octets of the message to `take`, in pieces. Then it no longer waits; if `take` throws, it still does.
  void pass_on(spool_range message, const spool_file::reader& take);
  /// A message is not wanted, and no longer waits.
  void take_back() noexcept;

  /// The messages that were kept, in the order of keep(). Ranges that touch are joined.
  [[nodiscard]] const std::vector<spool_range>& kept() const noexcept { return kept_; }
  [[nodiscard]] const spool_file& file() const noexcept { return file_; }

 private:
  spool_file file_;
  std::vector<spool_range> kept_;
  std::uint64_t kept_until_ = 0;  ///< nothing that is kept comes after this position
  std::size_t waiting_ = 0;       ///< messages that have begun and were not decided yet
};

}  // namespace pop3kit::command
