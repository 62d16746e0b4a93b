#pragma once

#include <cstdint>
#include <string>

namespace pop3kit::command {

/// How far a long operation is, on standard error when that is a terminal, and nowhere otherwise. It wipes itself out
/// at the end, so that a complaint stands alone. Redrawn when something to see has changed, not by time.
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

/// "1.5 MiB"
[[nodiscard]] std::string readable_octets(std::uint64_t octets);

}  // namespace pop3kit::command
