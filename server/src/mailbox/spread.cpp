#include "mailbox/spread.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/seed.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::uint64_t usual_stream = 1;
constexpr std::uint64_t normal_stream = 100;

/// From 0 up to, and without, 1.
double share(std::uint64_t seed, std::uint64_t position, std::uint64_t stream) {
  return static_cast<double>(derive_seed(seed, position, stream)) * 0x1p-64;
}

}  // namespace

std::uint64_t draw(const spread& from, std::uint64_t seed, std::uint64_t position) {
  if (from.most <= from.least) return from.least;
  const auto least = static_cast<double>(from.least);
  const auto most = static_cast<double>(from.most);
  double drawn = least;
  switch (from.law) {
    case spread_law::uniform:
      drawn = least + share(seed, position, usual_stream) * (most - least);
      break;
    case spread_law::lognormal: {
      // The sum of twelve even draws is as good as normal, and the same on every machine; the bounds lie at 3 sigma.
      double sum = -6;
      for (std::uint64_t number = 0; number < 12; ++number) sum += share(seed, position, normal_stream + number);
      const double low = std::log(std::max(least, 1.0));
      drawn = std::exp((low + std::log(most)) / 2 + sum * (std::log(most) - low) / 6);
      break;
    }
    case spread_law::pareto: {
      const double low = std::max(least, 1.0);
      drawn = low / (1 - share(seed, position, usual_stream) * (1 - low / most));
      break;
    }
  }
  return std::clamp(static_cast<std::uint64_t>(drawn), from.least, from.most);
}

}  // namespace pop3kit::serving
