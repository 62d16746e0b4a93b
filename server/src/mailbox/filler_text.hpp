#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace pop3kit::serving {

/// What lines a filler is made of.
enum class filler_kind : std::uint8_t { prose, dots, long_lines, eight_bit, base64, quoted_printable, nul };

/// Endless lines, repeated without end: what generated messages are filled with. One block of each kind for the
/// process, made once, so that reading is copying.
class filler_text {
 public:
  [[nodiscard]] static const filler_text& shared(filler_kind kind = filler_kind::prose);

  /// The place of a line's beginning, chosen by `number`.
  [[nodiscard]] std::size_t line_start(std::uint64_t number) const noexcept;
  /// Fills `room` with what stands `offset` octets behind `start`.
  void read(std::size_t start, std::uint64_t offset, std::span<char> room) const noexcept;

 private:
  explicit filler_text(filler_kind kind);
  static constexpr std::size_t lines = 1024;
  std::unique_ptr<char[]> block_;
  std::size_t size_ = 0;
  std::unique_ptr<std::uint32_t[]> starts_;
};

}  // namespace pop3kit::serving
