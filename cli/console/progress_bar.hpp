#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::command {

/// Shows the progress of a long operation on one line of standard error, if that is a terminal that can redraw a line:
/// TERM is unset or "dumb" on one that cannot. The line is never wider than the terminal. It is redrawn when what it
/// shows has changed. The destructor erases it, so that an error message stands alone.
class progress_bar {
 public:
  /// `total` is 0 if it is not known; then only what is done is shown. Nothing is shown unless `wanted`.
  progress_bar(std::string label, std::uint64_t total, bool wanted);
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;
  ~progress_bar();

  void total(std::uint64_t units) noexcept { total_ = units; }
  void advance(std::uint64_t units = 1);
  /// Sets what has been done so far.
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

/// Returns the line in at most so many columns: without its bar if there is no room for one, and cut if necessary.
/// `total` is 0 if it is not known.
[[nodiscard]] std::string progress_picture(const std::string& label, std::uint64_t done, std::uint64_t total,
                                           std::uint64_t octets, std::size_t columns);

}  // namespace pop3kit::command
