#include "net/link_schedule.hpp"

#include <algorithm>

namespace pop3kit::net {

namespace {

constexpr std::size_t largest_piece = std::size_t{16} * 1024;
constexpr std::uint64_t pieces_per_second = 100;
constexpr std::uint64_t nanoseconds_per_second = 1'000'000'000;

std::size_t piece_at(std::uint64_t octets_per_second) {
  if (octets_per_second == 0) return largest_piece;
  const std::uint64_t steady = octets_per_second / pieces_per_second;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(steady, 1, largest_piece));
}

}  // namespace

link_schedule::link_schedule(const link_conditions& conditions, std::uint64_t seed) noexcept
    : conditions_(conditions), random_(seed), piece_(piece_at(conditions.octets_per_second)) {}

bool link_schedule::delays() const noexcept {
  return conditions_.latency > duration::zero() || conditions_.jitter > duration::zero() ||
         conditions_.octets_per_second != 0;
}

time_point link_schedule::arrival(time_point now, std::size_t octets) {
  free_at_ = std::max(free_at_, now);
  if (conditions_.octets_per_second != 0) {
    const std::uint64_t share = octets * nanoseconds_per_second / conditions_.octets_per_second;
    free_at_ = later(free_at_, duration(static_cast<duration::rep>(share)));
  }
  time_point moment = later(free_at_, conditions_.latency);
  if (conditions_.jitter > duration::zero()) {
    const auto width = 2 * static_cast<std::uint64_t>(conditions_.jitter.count()) + 1;
    moment = later(moment, duration(static_cast<duration::rep>(random_() % width)) - conditions_.jitter);
  }
  last_arrival_ = std::max({moment, now, last_arrival_});
  return last_arrival_;
}

}  // namespace pop3kit::net
