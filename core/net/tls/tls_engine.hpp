#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "net/stream/octet_queue.hpp"
#include "net/tls/tls_native.hpp"

namespace pop3kit::net {

/// Runs OpenSSL between plain octets and two queues of encrypted octets. Does no I/O: the owner moves the queues.
class tls_engine {
 public:
  enum class step { done, wants_input, ended, failed };
  struct progress {
    step state = step::done;
    std::size_t octets = 0;
  };

  /// Makes an engine. An empty `host` means the server's role. Otherwise it is the name or address that the certificate
  /// must have.
  tls_engine(std::shared_ptr<tls_context> context, const std::string& host);
  tls_engine(const tls_engine&) = delete;
  tls_engine& operator=(const tls_engine&) = delete;
  ~tls_engine();

  [[nodiscard]] step handshake();
  /// Decrypts as many records as have arrived and fit into `room`.
  [[nodiscard]] progress read(std::span<char> room);
  [[nodiscard]] step write(std::span<const char> octets);
  /// Queues close_notify.
  void say_goodbye();

  [[nodiscard]] octet_queue& incoming() noexcept { return queues_.incoming; }
  [[nodiscard]] octet_queue& outgoing() noexcept { return queues_.outgoing; }
  /// Returns what failed, after step::failed.
  [[nodiscard]] boost::system::error_code error() const noexcept { return error_; }
  [[nodiscard]] const tls_verdict& verdict() const noexcept { return data_.verdict; }
  [[nodiscard]] const tls_context::native& context() const noexcept { return context_->get(); }
  [[nodiscard]] SSL* handle() noexcept { return handle_.get(); }

  struct queues {
    octet_queue incoming;
    octet_queue outgoing;
  };

 private:
  [[nodiscard]] step outcome_of(int result);
  void note_failure();
  void prepare_client(const std::string& host);

  std::shared_ptr<tls_context> context_;
  tls_connection_data data_;
  queues queues_;
  ssl_handle handle_;
  boost::system::error_code error_;
};

}  // namespace pop3kit::net
