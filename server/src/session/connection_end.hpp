#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/fault/fault_stream.hpp"
#include "scenario/keywords.hpp"

namespace pop3kit::serving {

/// How a connection ends. `broken`: nothing more can be written.
enum class end_manner : std::uint8_t { orderly, half, reset, broken };

[[nodiscard]] end_manner manner_of(net::close_kind kind) noexcept;

/// Why and how a connection ends. The first reason counts; the last manner does.
class connection_end {
 public:
  /// Decides that the connection ends. `detail` is the text of a reason that has none of its own.
  void decide(end_reason why, end_manner how, std::string_view detail = {});
  /// Sets the reason if there is none yet, and leaves the manner as it is.
  void explain(end_reason why, std::string_view detail = {});
  /// Breaks the connection for a reason that takes the place of an earlier one: the failure of a handshake says more.
  void break_with(end_reason why, std::string detail = {});

  /// Whether nothing more can be written. No command is carried out from then on.
  [[nodiscard]] bool is_broken() const noexcept { return broken_; }
  /// How the connection closes once everything was written; nothing if that is not decided, or if only broken.
  [[nodiscard]] const std::optional<net::close_kind>& manner() const noexcept { return manner_; }
  /// Whether the session carries out no more commands.
  [[nodiscard]] bool is_over() const noexcept { return broken_ || manner_; }
  /// For the journal and for expectations. Empty before a reason is known.
  [[nodiscard]] std::string text() const;

 private:
  end_reason reason_ = end_reason::none;
  std::string detail_;
  std::optional<net::close_kind> manner_;
  bool broken_ = false;
};

}  // namespace pop3kit::serving
