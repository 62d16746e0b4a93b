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

/// Opens a plain stream to the server: TCP in production, memory in tests. `tried` may tell which addresses of the host
/// were tried and what became of each; it outlives the call.
using connector =
    std::function<asio::awaitable<outcome<net::stream_ptr>>(std::string host, std::uint16_t port, std::string& tried)>;

/// What all sessions of one client share.
class environment {
 public:
  environment(asio::any_io_executor executor, client_options settings, connector connect, net::clock& time);
  environment(const environment&) = delete;
  environment& operator=(const environment&) = delete;

  [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return executor_; }
  /// The execution context is being destroyed.
  void forget_executor() noexcept { executor_ = asio::any_io_executor(); }
  [[nodiscard]] const client_options& options() const noexcept { return options_; }
  [[nodiscard]] client_options& options() noexcept { return options_; }
  [[nodiscard]] net::clock& time() const noexcept { return time_; }
  [[nodiscard]] const connector& connect() const noexcept { return connect_; }

  /// What can be told without sending anything: errc::invalid_option, whose detail names the option, and what
  /// check_credentials() says.
  [[nodiscard]] result<> check() const;
  /// Made once. errc::file_unreadable for a file that cannot be read.
  [[nodiscard]] result<std::shared_ptr<net::tls_context>> tls();
  /// Keeps a token, a SASL response in base64, or a digest out of what is told from now on. What a response is made of
  /// is hidden too, digests and proofs by themselves.
  void hide(std::string_view secret);
  [[nodiscard]] pipelining_trust& trust() noexcept { return trust_; }
  /// The caller allows it, and no server has been caught lying.
  [[nodiscard]] bool may_pipeline() const noexcept {
    return options_.pipeline == pipelining::automatic && trust_.holds();
  }
  /// What the latest complete login was told by CAPA.
  [[nodiscard]] const std::optional<known_capabilities>& learned() const noexcept { return learned_; }
  void learn(known_capabilities told) { learned_ = std::move(told); }
  /// What a command takes the server, beside the round trip, as far as an earlier login has measured it.
  [[nodiscard]] net::duration service_time() const noexcept { return service_time_; }
  void note_service_time(net::duration measured) noexcept { service_time_ = measured; }
  /// CAPA was asked again since.
  void learn_after_login(const capabilities& told) {
    if (learned_) learned_->after_login = told;
  }
  /// Text from elsewhere, with what is secret in it hidden.
  [[nodiscard]] std::string masked(std::string_view text) const { return secrets_.apply(text); }
  /// A trace for the next connection.
  [[nodiscard]] tracer make_tracer();
  [[nodiscard]] connection_settings settings() const noexcept;
  /// The caller said that there shall be no such capability.
  [[nodiscard]] bool switched_off(std::string_view tag) const;

  /// The host as it is looked up, and told to proxies and in logins: A-labels, and no brackets.
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
