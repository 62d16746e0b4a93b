#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "support/server_process.hpp"

namespace bench {

/// Dovecot in a folder of its own, with a maildir of `count` messages of `octets` each. Every user can read it with the
/// password "pw". Made only if the package is installed.
class dovecot {
 public:
  [[nodiscard]] static bool installed();
  dovecot(std::size_t count, std::size_t octets);
  dovecot(const dovecot&) = delete;
  dovecot& operator=(const dovecot&) = delete;
  ~dovecot();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void fill(std::size_t count, std::size_t octets) const;
  void configure() const;
  void start();
  [[nodiscard]] bool greets() const;

  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

}  // namespace bench
