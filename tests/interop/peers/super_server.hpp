#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interop/child_process.hpp"

namespace pop3kit::interop {

/// Runs a program for each connection to a free port of 127.0.0.1, the connection being its standard input and output.
class super_server {
 public:
  explicit super_server(const std::vector<std::string>& program);

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Waits until no session is left. What a server does after its last reply has been done then.
  void wait_for_sessions() const;

 private:
  child_process process_;
  std::uint16_t port_ = 0;
};

}  // namespace pop3kit::interop
