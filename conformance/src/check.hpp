#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "probe.hpp"

namespace pop3kit::conformance {

using session_ptr = std::shared_ptr<probe>;

/// The connections of one check, which may open as many as it needs. leave() ends them.
class visit {
 public:
  visit(asio::any_io_executor executor, const server_access& access)
      : executor_(std::move(executor)), access_(access) {}

  /// Connects and reads the greeting. TLS is active only if it comes before the greeting.
  asio::awaitable<session_ptr> connect_and_greet();
  /// Connects, reads the greeting, and secures the connection as the options require.
  asio::awaitable<session_ptr> connect();
  /// Connects and reads the greeting in the clear, before STLS. Throws does_not_apply if TLS comes before the greeting.
  asio::awaitable<session_ptr> connect_in_the_clear();
  /// Returns a session in TRANSACTION state. Tries again for a while if the login is refused, because the session of
  /// the previous check may still hold the maildrop.
  asio::awaitable<session_ptr> log_in();

  /// Returns whether messages may be fetched by RETR: not if the server announces EXPIRE 0, because QUIT may then
  /// remove them (RFC 2449 section 6.5). Asks the server once, in separate sessions, so it must be called before the
  /// check opens one.
  asio::awaitable<bool> may_fetch();
  /// Does what log_in() does, for a check that fetches messages. Throws not_made if may_fetch() is false.
  asio::awaitable<session_ptr> log_in_to_fetch();

  /// Ends every session by RSET and QUIT, so that the maildrop is free for the next one and nothing is deleted.
  asio::awaitable<void> leave();

  [[nodiscard]] const server_access& access() const noexcept { return access_; }

 private:
  asio::any_io_executor executor_;
  const server_access& access_;
  std::vector<session_ptr> sessions_;
  std::optional<bool> may_fetch_;
};

/// One demand of an RFC. `run` throws one of the exceptions of probe.hpp unless the server meets the demand.
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
