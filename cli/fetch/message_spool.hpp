#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "fetch/spool_file.hpp"

namespace pop3kit::command {

/// The messages of an mbox until they are whole, one after the other in a spool_file. Messages may be finished or taken
/// back in any order, after later ones have begun: what happens to one never changes another. Throws command_error (8).
class message_spool {
 public:
  /// See spool_file.
  explicit message_spool(const std::filesystem::path& folder) : file_(folder) {}

  /// Begins a message, and returns where. The message waits until keep(), pass_on() or take_back().
  [[nodiscard]] std::uint64_t begin() noexcept;
  /// Appends to the message that began last.
  void write(std::string_view octets) { file_.write(octets); }
  /// Where the next octet goes.
  [[nodiscard]] std::uint64_t position() const noexcept { return file_.size(); }

  /// The message waits no more: it stays in the spool.
  void keep(spool_range message);
  /// The message waits no more: `take` gets its octets, in pieces. If `take` throws, the message still waits.
  void pass_on(spool_range message, const spool_file::reader& take);
  /// A message waits no more: it is not wanted.
  void take_back() noexcept;

  /// The messages that were kept, in the order of keep(). Ranges that touch are joined.
  [[nodiscard]] const std::vector<spool_range>& kept() const noexcept { return kept_; }
  [[nodiscard]] const spool_file& file() const noexcept { return file_; }

 private:
  spool_file file_;
  std::vector<spool_range> kept_;
  std::uint64_t kept_until_ = 0;  ///< nothing that is kept comes after this position
  std::size_t waiting_ = 0;       ///< messages that have begun, and no more
};

}  // namespace pop3kit::command
