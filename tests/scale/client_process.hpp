#pragma once

#include <sys/types.h>

#include <cstdint>

namespace pop3kit {

/// Clients in a process of their own, so that neither their memory nor their descriptors are the server's. To be made
/// before the test has threads.
class client_process {
 public:
  client_process();
  client_process(const client_process&) = delete;
  client_process& operator=(const client_process&) = delete;
  ~client_process();

  /// So many more clients log in as alice and stay; how many did.
  [[nodiscard]] std::uint64_t join(std::uint16_t port, std::uint32_t count) const;
  /// Each sends STAT, all before any reads; how many got the answer.
  [[nodiscard]] std::uint64_t ask_all() const;
  /// One more logs in as archive and lists; the lines of the listing.
  [[nodiscard]] std::uint64_t list(std::uint16_t port) const;

 private:
  [[nodiscard]] std::uint64_t request(char what, std::uint16_t port, std::uint32_t count) const;

  pid_t process_ = -1;
  int channel_ = -1;
};

}  // namespace pop3kit
