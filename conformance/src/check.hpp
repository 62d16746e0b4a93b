#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "probe.hpp"

namespace pop3kit::conformance {

/// What a check may use: as many connections as it likes.
class visit {
 public:
  visit(asio::any_io_executor executor, const approach& way) : executor_(std::move(executor)), way_(way) {}

  /// Connected and greeted, protected as was asked for.
  asio::awaitable<std::unique_ptr<probe>> connect() const;
  /// The same in the clear, before STLS; the check does not apply where TLS comes first.
  asio::awaitable<std::unique_ptr<probe>> connect_in_the_clear() const;
  /// In TRANSACTION state.
  asio::awaitable<std::unique_ptr<probe>> log_in() const;

  [[nodiscard]] const approach& way() const noexcept { return way_; }

 private:
  asio::any_io_executor executor_;
  const approach& way_;
};

/// One demand of an RFC. It ends by an exception where the server departs from it.
struct check {
  std::string_view demand;
  std::string_view clause;
  asio::awaitable<void> (*run)(const visit& at);
  bool writes = false;  ///< marks or deletes messages
};

[[nodiscard]] std::span<const check> session_checks();
[[nodiscard]] std::span<const check> maildrop_checks();
[[nodiscard]] std::span<const check> deletion_checks();
[[nodiscard]] std::span<const check> extension_checks();
[[nodiscard]] std::span<const check> protection_checks();

}  // namespace pop3kit::conformance
