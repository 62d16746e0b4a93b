#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <pop3kit/client_options.hpp>
#include <pop3kit/result.hpp>

#include "link/connection.hpp"
#include "link/exchange.hpp"
#include "link/pipelining_trust.hpp"
#include "link/secret_mask.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"
#include "net/tls/tls.hpp"

namespace pop3kit::engine {

/// Opens a stream without TLS to the server: TCP in production, memory in tests. It may set `tried` to a text about the
/// addresses that it tried. `tried` must live until the call has ended.
using connector =
    std::function<asio::awaitable<outcome<net::stream_ptr>>(std::string host, std::uint16_t port, std::string& tried)>;

/// The objects and facts that all sessions of one client share.
class environment {
 public:
  environment(asio::any_io_executor executor, client_options settings, connector connect, net::clock& time);
  environment(const environment&) = delete;
  environment& operator=(const environment&) = delete;

  [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return executor_; }
  /// Called when the execution context is being destroyed.
  void forget_executor() noexcept { executor_ = asio::any_io_executor(); }
  [[nodiscard]] const client_options& options() const noexcept { return options_; }
  [[nodiscard]] client_options& options() noexcept { return options_; }
  [[nodiscard]] net::clock& time() const noexcept { return time_; }
  [[nodiscard]] const connector& connect() const noexcept { return connect_; }

  /// Checks the options without sending anything. Fails with errc::invalid_option, whose detail names the option, or
  /// with an error of check_credentials().
  [[nodiscard]] result<> check() const;
  /// Returns the TLS context, which is made at the first call. Fails with errc::file_unreadable if a file cannot be
  /// read.
  [[nodiscard]] result<std::shared_ptr<net::tls_context>> tls();
  /// Masks a token, a SASL response in base64, or a digest in everything that is reported from now on. Also masks the
  /// digests and proofs that a response contains.
  void hide(std::string_view secret);
  [[nodiscard]] pipelining_trust& trust() noexcept { return trust_; }
  /// Returns true if the options allow pipelining, and no session has shown that the server does not support it.
  [[nodiscard]] bool may_pipeline() const noexcept {
    return options_.pipeline == pipelining::automatic && trust_.holds();
  }
  /// Returns the capabilities that the latest complete login received.
  [[nodiscard]] const std::optional<known_capabilities>& learned() const noexcept { return learned_; }
  void learn(known_capabilities told) { learned_ = std::move(told); }
  /// Returns the time that the server takes for a command, without the round trip. 0 if no login has measured it yet.
  [[nodiscard]] net::duration service_time() const noexcept { return service_time_; }
  void note_service_time(net::duration measured) noexcept { service_time_ = measured; }
  /// Replaces the capabilities after the login, because CAPA was sent again.
  void learn_after_login(const capabilities& told) {
    if (learned_) learned_->after_login = told;
  }
  /// Returns the text with all secrets masked.
  [[nodiscard]] std::string masked(std::string_view text) const { return secrets_.apply(text); }
  /// Makes the tracer for the next connection.
  [[nodiscard]] tracer make_tracer();
  [[nodiscard]] connection_settings settings() const noexcept;
  /// Returns true if client_options::switched_off contains this tag.
  [[nodiscard]] bool switched_off(std::string_view tag) const;

  /// Returns the host in the form for look-ups, proxies and logins: A-labels, and no brackets.
  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] bool has_client_certificate() const noexcept;
  [[nodiscard]] bool implicit_tls() const noexcept;
  [[nodiscard]] bool wants_stls() const noexcept;

 private:
  asio::any_io_executor executor_;
  client_options options_;
  connector connect_;
  net::clock& time_;
  net::time_point made_;
  std::string host_;
  secret_mask secrets_;
  std::shared_ptr<net::tls_context> tls_;
  std::uint64_t connections_ = 0;
  pipelining_trust trust_;
  std::optional<known_capabilities> learned_;
  net::duration service_time_{};
};

}  // namespace pop3kit::engine
