#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/fault/fault_stream.hpp"
#include "scenario/end_reason.hpp"

namespace pop3kit::serving {

/// How a connection ends. `broken`: nothing more can be written.
enum class end_manner : std::uint8_t { orderly, half, reset, broken };

[[nodiscard]] end_manner manner_of(net::close_kind kind) noexcept;

/// Why and how a connection ends. If there are several decisions, the first reason and the last manner apply.
class connection_end {
 public:
  /// Decides that the connection ends. `detail` is for reasons that have no text of their own.
  void decide(end_reason why, end_manner how, std::string_view detail = {});
  /// Sets the reason if there is none yet. Does not change the manner.
  void explain(end_reason why, std::string_view detail = {});
  /// Breaks the connection, and replaces an earlier reason. Used if a handshake fails, because its reason says more.
  void break_with(end_reason why, std::string detail = {});

  /// Returns true if nothing more can be written. No more commands are carried out then.
  [[nodiscard]] bool is_broken() const noexcept { return broken_; }
  /// Returns how the connection closes after all output was written. Nothing if this is not decided, or if it is
  /// broken.
  [[nodiscard]] const std::optional<net::close_kind>& manner() const noexcept { return manner_; }
  /// Returns true if the session carries out no more commands.
  [[nodiscard]] bool is_over() const noexcept { return broken_ || manner_; }
  /// Returns the reason for the journal and for expectations. Empty while there is none.
  [[nodiscard]] std::string text() const;

 private:
  end_reason reason_ = end_reason::none;
  std::string detail_;
  std::optional<net::close_kind> manner_;
  bool broken_ = false;
};

}  // namespace pop3kit::serving
