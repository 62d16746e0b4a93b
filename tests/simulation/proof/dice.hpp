#pragma once

#include <cstdint>
#include <span>

#include "random_stream.hpp"

namespace pop3kit::proof {

/// Choices of one seed for one purpose.
class dice {
 public:
  dice(std::uint64_t seed, std::uint64_t what) noexcept
      : stream_(seed, static_cast<simulated::purpose>(first_purpose + what)) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept { return stream_.below(bound); }
  [[nodiscard]] std::uint64_t between(std::uint64_t least, std::uint64_t most) noexcept {
    return least + stream_.below(most - least + 1);
  }
  [[nodiscard]] bool one_in(std::uint64_t many) noexcept { return stream_.below(many) == 0; }
  template <class Range>
  [[nodiscard]] auto of(const Range& choices) noexcept {
    return choices[static_cast<std::size_t>(stream_.below(std::size(choices)))];
  }

 private:
  static constexpr std::uint64_t first_purpose = 100;
  simulated::random_stream stream_;
};

}  // namespace pop3kit::proof
