#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "link/dialogue.hpp"

namespace pop3kit::engine {

/// TOP for one message, into a string.
class top_request : public dialogue {
 public:
  top_request(std::uint64_t number, std::uint64_t lines, std::size_t most_octets)
      : number_(number), lines_(lines), most_octets_(most_octets) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_octets(std::span<const char> octets, body_piece which) override;
  [[nodiscard]] bool falls_short(std::uint64_t octets) const override { return octets == 0; }
  outcome<> on_end() override;

  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
  [[nodiscard]] std::string& octets() noexcept { return octets_; }

 private:
  std::uint64_t number_;
  std::uint64_t lines_;
  std::size_t most_octets_;
  std::string octets_;
  std::optional<failure> refused_;
  bool sent_ = false;
};

}  // namespace pop3kit::engine
