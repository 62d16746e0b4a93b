#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::command {

/// Shows how far a long operation is, on one line of standard error if that is a terminal that can redraw a line, and
/// nowhere otherwise: TERM is unset or "dumb" on one that cannot. Never wider than the terminal. The destructor erases
/// the line, so that an error message stands alone. Redrawn if something to see has changed, not by time.
class progress_bar {
 public:
  /// `total` 0: not known; then only what is done is shown.
  progress_bar(std::string label, std::uint64_t total, bool wanted);
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;
  ~progress_bar();

  void total(std::uint64_t units) noexcept { total_ = units; }
  void advance(std::uint64_t units = 1);
  /// In all so far.
  void show(std::uint64_t units, std::uint64_t octets);
  void add_octets(std::uint64_t octets);
  /// Erases the line until something is drawn again.
  void erase() noexcept;
  [[nodiscard]] bool visible() const noexcept { return visible_; }

 private:
  void draw();

  std::string label_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  std::uint64_t octets_ = 0;
  std::string drawn_;
  bool visible_;
};

/// The picture in at most so many columns: without its bar if that has no room, and cut if need be. `total` 0: not
/// known.
[[nodiscard]] std::string progress_picture(const std::string& label, std::uint64_t done, std::uint64_t total,
                                           std::uint64_t octets, std::size_t columns);

/// "1.5 MiB"
[[nodiscard]] std::string readable_octets(std::uint64_t octets);

}  // namespace pop3kit::command
