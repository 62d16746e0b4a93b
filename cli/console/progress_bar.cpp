#include "console/progress_bar.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "console/descriptor.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

bool can_redraw() {
  const char* const terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal).empty() || std::string_view(terminal) == "dumb") return false;
  return ::isatty(STDERR_FILENO) == 1;
}

/// Asked each time, because a window may change its size.
std::size_t terminal_columns() {
  constexpr std::size_t usual = 80;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return size.ws_col;
}

}  // namespace

std::string progress_picture(const std::string& label, std::uint64_t done, std::uint64_t total, std::uint64_t octets,
                             std::size_t columns) {
  constexpr std::size_t widest_bar = 30;
  constexpr std::size_t narrowest_bar = 5;
  constexpr std::size_t frame = 3;  // two brackets and a space
  if (total == 0) return fmt::format("{} {}", label, readable_octets(octets)).substr(0, columns);
  const std::string counts = fmt::format("{}/{} {}", done, total, readable_octets(octets));
  const std::size_t taken = label.size() + 1 + frame + counts.size();
  const std::size_t width = columns > taken ? std::min(columns - taken, widest_bar) : 0;
  if (width < narrowest_bar) return fmt::format("{} {}", label, counts).substr(0, columns);
  const auto share = static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  return fmt::format("{} [{:#<{}}{:{}}] {}", label, "", filled, "", width - filled, counts);
}

progress_bar::progress_bar(std::string label, std::uint64_t total, bool wanted)
    : label_(std::move(label)), total_(total), visible_(wanted && can_redraw()) {}

progress_bar::~progress_bar() {
  erase();
}

void progress_bar::erase() noexcept {
  if (!drawn_.empty()) static_cast<void>(write_all(STDERR_FILENO, "\r\x1B[K"));
  drawn_.clear();
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
  // The last column stays free: some terminals wrap the line as soon as it is full.
  const std::string picture = progress_picture(label_, done_, total_, octets_, terminal_columns() - 1);
  if (picture == drawn_) return;
  drawn_ = picture;
  static_cast<void>(write_all(STDERR_FILENO, "\r" + picture + "\x1B[K"));
}

}  // namespace pop3kit::command
