#include "net/fault/link_schedule.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pop3kit::net {

namespace {

constexpr std::size_t largest_piece = std::size_t{16} * 1024;
constexpr std::uint64_t pieces_per_second = 100;
constexpr std::uint64_t nanoseconds_per_second = 1'000'000'000;

std::size_t piece_under(const link_conditions& conditions) {
  if (conditions.octets_per_second == 0) return largest_piece;
  if (conditions.slice != 0) return std::min(conditions.slice, largest_piece);
  const std::uint64_t steady = conditions.octets_per_second / pieces_per_second;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(steady, 1, largest_piece));
}

}  // namespace

link_schedule::link_schedule(const link_conditions& conditions, std::uint64_t seed) noexcept
    : conditions_(conditions), random_(seed), piece_(piece_under(conditions)) {}

bool link_schedule::delays() const noexcept {
  return conditions_.latency > duration::zero() || conditions_.jitter > duration::zero() ||
         conditions_.octets_per_second != 0 || conditions_.stall > duration::zero();
}

void link_schedule::change(const link_conditions& conditions) noexcept {
  conditions_ = conditions;
  piece_ = piece_under(conditions);
  passed_ = 0;
}

std::size_t link_schedule::piece() const noexcept {
  if (conditions_.stall == duration::zero() || passed_ >= conditions_.stall_after) return piece_;
  return static_cast<std::size_t>(std::min<std::uint64_t>(piece_, conditions_.stall_after - passed_));
}

time_point link_schedule::arrival(time_point now, std::size_t octets) {
  free_at_ = std::max(free_at_, now);
  if (conditions_.octets_per_second != 0) {
    const std::uint64_t share = octets * nanoseconds_per_second / conditions_.octets_per_second;
    free_at_ = later(free_at_, duration(static_cast<duration::rep>(share)));
  }
  // Pieces end where the stall begins, so that it delays the next piece first.
  if (conditions_.stall > duration::zero() && passed_ == conditions_.stall_after && octets > 0) {
    free_at_ = later(free_at_, conditions_.stall);
  }
  passed_ += octets;
  time_point moment = later(free_at_, conditions_.latency);
  if (conditions_.jitter > duration::zero()) moment = later(moment, jitter());
  last_arrival_ = std::max({moment, now, last_arrival_});
  return last_arrival_;
}

double link_schedule::fraction() {
  constexpr double draws = 0x1p64;
  return (static_cast<double>(random_()) + 1) / (draws + 1);
}

duration link_schedule::jitter() {
  const auto scaled = [this](double factor) {
    constexpr double furthest = 1000;  // an unlimited tail would look like a broken connection
    return duration(
        std::llround(static_cast<double>(conditions_.jitter.count()) * std::clamp(factor, -furthest, furthest)));
  };
  const auto deviate = [this] {  // Box and Muller
    const double radius = std::sqrt(-2 * std::log(fraction()));
    return radius * std::cos(2 * std::numbers::pi * fraction());
  };
  switch (conditions_.law) {
    case jitter_law::constant:
      return conditions_.jitter;
    case jitter_law::uniform: {
      const auto width = 2 * static_cast<std::uint64_t>(conditions_.jitter.count()) + 1;
      const duration drawn(static_cast<duration::rep>(random_() % width));
      // The whole width, but starting at 0 or later. Cutting negative values off would make 0 more likely than the
      // rest.
      return drawn - std::min(conditions_.jitter, conditions_.latency);
    }
    case jitter_law::normal:
      return scaled(deviate());
    case jitter_law::lognormal:
      return scaled(std::exp(deviate()));
    case jitter_law::pareto:
      return scaled(1 / std::sqrt(fraction()) - 1);
  }
  return {};
}

}  // namespace pop3kit::net
