#pragma once

#include <pop3kit/file_system.hpp>

namespace pop3kit {

/// A descriptor of this machine: usually a regular file, for file_writer also a FIFO or device that a person named.
class native_file final : public open_file {
 public:
  /// Takes over the descriptor. A negative number means that none is open.
  explicit native_file(int number) noexcept : number_(number) {}
  ~native_file() override;

  [[nodiscard]] std::error_code write(std::string_view octets) override;
  [[nodiscard]] std::error_code read(std::uint64_t offset, std::span<char> room, std::size_t& got) override;
  [[nodiscard]] std::error_code size(std::uint64_t& octets) override;
  [[nodiscard]] std::error_code truncate(std::uint64_t octets) override;
  [[nodiscard]] std::error_code sync() override;
  [[nodiscard]] std::error_code lock() override;
  [[nodiscard]] std::error_code close() override;
  [[nodiscard]] int descriptor() const noexcept override { return number_; }

 private:
  int number_;
};

}  // namespace pop3kit
