#include "console/descriptor.hpp"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace pop3kit::command {

descriptor::descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

descriptor& descriptor::operator=(descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

descriptor::~descriptor() {
  static_cast<void>(close());
}

int descriptor::close() noexcept {
  const int number = std::exchange(number_, -1);
  if (number < 0 || ::close(number) == 0 || errno == EINTR) return 0;
  return errno;
}

int write_all(int number, std::string_view octets) noexcept {
  while (!octets.empty()) {
    const ssize_t written = ::write(number, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    octets.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace pop3kit::command
