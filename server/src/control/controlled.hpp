#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>

#include "service/service.hpp"

namespace pop3kit::serving::control {

/// What the control room may do to a running server. On the server's executor.
class controlled {
 public:
  virtual ~controlled() = default;
  [[nodiscard]] virtual service& current() = 0;
  [[nodiscard]] virtual const scenario& playing() const = 0;
  /// The folder of the scenario's file, empty for the working directory: scenarios that come over HTTP name files in it
  /// only.
  [[nodiscard]] virtual const std::filesystem::path& home() const = 0;
  [[nodiscard]] virtual net::clock& time() = 0;
  /// How often a scenario was begun; 1 after the start.
  [[nodiscard]] virtual std::uint64_t run() const = 0;
  [[nodiscard]] virtual std::optional<std::uint16_t> port() const = 0;
  [[nodiscard]] virtual std::optional<std::uint16_t> tls_port() const = 0;

  /// Ends all sessions and begins `next` with nothing left of what was; the ports stay. Where a listener that it needs
  /// cannot be opened, everything stays as it is.
  virtual result<> play(const scenario& next, std::optional<std::uint64_t> seed) = 0;
  /// The scenario's file read again. What is wrong with it is an error, and everything stays as it is.
  virtual result<> reload(std::optional<std::uint64_t> seed) = 0;
  virtual void shut_down() = 0;
  /// Reports trouble that is no part of the verdict.
  virtual void warn(const std::string& line) = 0;
};

}  // namespace pop3kit::serving::control
