#pragma once

#include <string_view>

namespace pop3kit::command {

/// A file descriptor that is closed once.
class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int number) noexcept : number_(number) {}
  descriptor(descriptor&& other) noexcept;
  descriptor& operator=(descriptor&& other) noexcept;
  ~descriptor();

  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  /// 0, or errno's value: a file system may report only here that octets were lost.
  [[nodiscard]] int close() noexcept;

 private:
  int number_ = -1;
};

/// Writes everything; 0, or errno's value.
[[nodiscard]] int write_all(int number, std::string_view octets) noexcept;

}  // namespace pop3kit::command
