#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "probe.hpp"

namespace pop3kit::conformance {

using session_ptr = std::shared_ptr<probe>;

/// What one check may use: as many connections as it likes. They are left in good order by leave().
class visit {
 public:
  visit(asio::any_io_executor executor, const approach& way) : executor_(std::move(executor)), way_(way) {}

  /// Connected and greeted; TLS is active only if it comes before the greeting.
  asio::awaitable<session_ptr> connect_and_greet();
  /// Connected, greeted, and protected as was asked for.
  asio::awaitable<session_ptr> connect();
  /// Connected and greeted in the clear, before STLS. Throws does_not_apply if TLS comes before the greeting.
  asio::awaitable<session_ptr> connect_in_the_clear();
  /// In TRANSACTION state. Tries again for a while if the login is refused: the session of the check before may hold
  /// the maildrop a moment longer.
  asio::awaitable<session_ptr> log_in();

  /// Whether a message may be fetched by RETR: not if the server announces EXPIRE 0, since QUIT may then remove it (RFC
  /// 2449 section 6.5). Asks the server once, in sessions of its own, so call it before the check opens one.
  asio::awaitable<bool> may_fetch();
  /// log_in() for a check that fetches messages. Throws not_made if may_fetch() is false.
  asio::awaitable<session_ptr> log_in_to_fetch();

  /// Ends every session by QUIT, so that its maildrop is free for the next one. RSET comes first: nothing is deleted.
  asio::awaitable<void> leave();

  [[nodiscard]] const approach& way() const noexcept { return way_; }

 private:
  asio::any_io_executor executor_;
  const approach& way_;
  std::vector<session_ptr> sessions_;
  std::optional<bool> may_fetch_;
};

/// One demand of an RFC. It ends by one of the exceptions of check_outcome.hpp unless the server meets it.
struct check {
  std::string_view demand;
  std::string_view clause;
  asio::awaitable<void> (*run)(visit& at);
  bool writes = false;  ///< marks or deletes messages
};

[[nodiscard]] std::span<const check> session_checks();
[[nodiscard]] std::span<const check> maildrop_checks();
[[nodiscard]] std::span<const check> unique_id_checks();
[[nodiscard]] std::span<const check> deletion_checks();
[[nodiscard]] std::span<const check> extension_checks();
[[nodiscard]] std::span<const check> protection_checks();

}  // namespace pop3kit::conformance
