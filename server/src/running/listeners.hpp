#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <pop3kit/result.hpp>
#include <string>

#include "net/tcp/listener.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The POP3 ports of a server: one that begins in plaintext, and one for implicit TLS. Belongs to the executor, except
/// for port() and tls_port(), which other threads may call.
class listeners {
 public:
  using connection_handler = std::function<void(net::stream_ptr stream, bool implicit_tls)>;
  using warning_handler = std::function<void(const std::string& line)>;

  /// `on_warning` is called if connections cannot be accepted. This object must outlive its work on the executor.
  listeners(boost::asio::any_io_executor executor, connection_handler on_connection, warning_handler on_warning);
  listeners(const listeners&) = delete;
  listeners& operator=(const listeners&) = delete;

  /// Opens the ports that the scenario wants, keeps those that are already open, and closes the others. If a port
  /// cannot be opened, nothing changes. Port 0 selects a free port.
  result<> open(const listen_options& wanted, const std::string& host, std::uint16_t port, std::uint16_t tls_port);
  /// Accepts no more connections. The port numbers stay known.
  void close() noexcept;

  /// Returns nothing if the port is not open.
  [[nodiscard]] std::optional<std::uint16_t> port() const;
  [[nodiscard]] std::optional<std::uint16_t> tls_port() const;

 private:
  struct open_port;
  using port_ptr = std::shared_ptr<open_port>;

  /// Returns `present` if there is one, otherwise a new port. Returns null if none is wanted.
  [[nodiscard]] result<port_ptr> find_or_open(const port_ptr& present, bool wanted, const std::string& host,
                                              std::uint16_t port) const;
  void put(port_ptr& place, const port_ptr& next, bool implicit_tls);
  boost::asio::awaitable<void> accept_all(port_ptr at, bool implicit_tls);

  boost::asio::any_io_executor executor_;
  connection_handler on_connection_;
  warning_handler on_warning_;
  mutable std::mutex guard_;  ///< of the two members below, which other threads read
  port_ptr plain_;
  port_ptr tls_;
};

}  // namespace pop3kit::serving
