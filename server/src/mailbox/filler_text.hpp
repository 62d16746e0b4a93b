#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace pop3kit::serving {

/// The kinds of lines that a filler can consist of.
enum class filler_kind : std::uint8_t { prose, dots, long_lines, eight_bit, base64, quoted_printable, nul };

/// An endless sequence of lines that fills generated messages. Each process makes one block of each kind once, so that
/// reading is a copy.
class filler_text {
 public:
  [[nodiscard]] static const filler_text& shared(filler_kind kind = filler_kind::prose);

  /// Returns the start of a line, selected by `number`.
  [[nodiscard]] std::size_t line_start(std::uint64_t number) const noexcept;
  /// Fills `room` with the octets that begin `offset` octets after `start`.
  void read(std::size_t start, std::uint64_t offset, std::span<char> room) const noexcept;

 private:
  explicit filler_text(filler_kind kind);
  static constexpr std::size_t lines = 1024;
  std::unique_ptr<char[]> block_;
  std::size_t size_ = 0;
  std::unique_ptr<std::uint32_t[]> starts_;
};

}  // namespace pop3kit::serving
