#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>

#include "service/service.hpp"

namespace pop3kit::serving::control {

/// What the control room can do to a running server. Called on the server's executor.
class controlled {
 public:
  virtual ~controlled() = default;
  [[nodiscard]] virtual service& current() = 0;
  [[nodiscard]] virtual const scenario& playing() const = 0;
  /// Returns the folder of the scenario's file; empty for the working directory. Scenarios that come over HTTP can name
  /// only files in this folder.
  [[nodiscard]] virtual const std::filesystem::path& home() const = 0;
  [[nodiscard]] virtual net::clock& time() = 0;
  /// Returns the number of the present run: how many scenarios were started; 1 after the start.
  [[nodiscard]] virtual std::uint64_t run_number() const = 0;
  [[nodiscard]] virtual std::optional<std::uint16_t> port() const = 0;
  [[nodiscard]] virtual std::optional<std::uint16_t> tls_port() const = 0;

  /// Ends all sessions and plays `next` from the beginning. The ports stay open. If a listener cannot be opened,
  /// nothing changes.
  virtual result<> play(const scenario& next, std::optional<std::uint64_t> seed) = 0;
  /// Reads the scenario's file again, and plays it. If the file is invalid, returns the error, and nothing changes.
  virtual result<> reload(std::optional<std::uint64_t> seed) = 0;
  virtual void shut_down() = 0;
  /// Reports a problem that is not part of the verdict.
  virtual void warn(const std::string& line) = 0;
};

}  // namespace pop3kit::serving::control
