#include "console/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "console/descriptor.hpp"

namespace pop3kit::command {

std::string readable_octets(std::uint64_t octets) {
  constexpr std::array<std::string_view, 5> units{"KiB", "MiB", "GiB", "TiB", "PiB"};
  if (octets < 1024) return fmt::format("{} octets", octets);
  double value = static_cast<double>(octets) / 1024;
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < units.size()) {
    value /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, units.at(unit));
}

progress_bar::progress_bar(std::string label, std::uint64_t total, bool wanted)
    : label_(std::move(label)), total_(total), visible_(wanted && ::isatty(STDERR_FILENO) == 1) {}

progress_bar::~progress_bar() {
  if (!drawn_.empty()) static_cast<void>(write_all(STDERR_FILENO, "\r\x1B[K"));
}

void progress_bar::advance(std::uint64_t units) {
  done_ += units;
  draw();
}

void progress_bar::show(std::uint64_t units, std::uint64_t octets) {
  done_ = units;
  octets_ = octets;
  draw();
}

void progress_bar::add_octets(std::uint64_t octets) {
  octets_ += octets;
  draw();
}

void progress_bar::draw() {
  if (!visible_) return;
  constexpr std::uint64_t width = 30;
  std::string picture;
  if (total_ > 0) {
    const auto share = static_cast<double>(std::min(done_, total_)) / static_cast<double>(total_);
    const auto filled = static_cast<std::size_t>(share * width);
    picture = fmt::format("{} [{:#<{}}{:{}}] {}/{} {}", label_, "", filled, "", width - filled, done_, total_,
                          readable_octets(octets_));
  } else {
    picture = fmt::format("{} {}", label_, readable_octets(octets_));
  }
  if (picture == drawn_) return;
  drawn_ = picture;
  static_cast<void>(write_all(STDERR_FILENO, "\r" + picture + "\x1B[K"));
}

}  // namespace pop3kit::command
