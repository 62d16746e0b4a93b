#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace bench {

/// The least work that a client can do: a blocking socket and large reads. It counts terminators and discards the
/// octets.
struct floor_options {
  floor_options(std::uint16_t at, std::string who) : port(at), user(std::move(who)) {}
  std::uint16_t port;
  std::string user;
  std::string password = "pw";
  bool tls = false;
  bool eager_login = false;  ///< USER, PASS and STAT in one write
  bool quick_acknowledge = false;
  std::size_t window = 256;  ///< commands in flight; 1: one at a time
};

/// Replies and octets received.
struct floor_result {
  std::uint64_t replies = 0;
  std::uint64_t octets = 0;
};

[[nodiscard]] floor_result floor_retr(const floor_options& options);
[[nodiscard]] floor_result floor_top(const floor_options& options);
[[nodiscard]] floor_result floor_list(const floor_options& options);
[[nodiscard]] floor_result floor_noop(const floor_options& options, std::size_t count);
/// Connects, logs in and sends QUIT.
void floor_login(const floor_options& options);

}  // namespace bench
