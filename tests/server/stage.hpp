#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <pop3kit/journal.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "net/stream/memory_stream.hpp"
#include "net/time/virtual_clock.hpp"
#include "service/service.hpp"
#include "text_mailbox.hpp"
#include "tls/identity.hpp"

namespace pop3kit::serving {

/// What the server answers to a login with a wrong name or password.
inline constexpr const char* wrong_login = "-ERR [AUTH] wrong user name or password\r\n";

class stage;

/// The other end of a connection: octets as they come, nothing interpreted.
class line_client {
 public:
  line_client(stage& on, net::stream_ptr stream);

  /// Sends, lets everything run that can without time passing, and takes what came.
  std::string ask(std::string_view octets);
  void send(std::string_view octets);
  /// Takes what came since the last look.
  std::string take();
  /// USER and PASS; their replies are taken.
  void log_in(std::string_view user = "alice", std::string_view password = "s3cret");
  /// Becomes a TLS client; what came is taken as plain text before.
  bool secure(const std::string& ca_pem);
  /// Says that nothing more will be sent.
  void finish();
  void close();
  /// Stops reading, so that the server's output backs up.
  void pause();
  void resume();

  [[nodiscard]] bool ended() const noexcept { return static_cast<bool>(end_); }
  [[nodiscard]] const boost::system::error_code& end() const noexcept { return end_; }

 private:
  stage& stage_;
  net::stream_ptr stream_;
  std::string received_;
  boost::system::error_code end_;
  net::asio::cancellation_signal stop_reading_;
};

/// A service in memory, under a clock that moves only on request. Describe the scenario first, then connect.
class stage {
 public:
  stage();
  ~stage();
  stage(const stage&) = delete;
  stage& operator=(const stage&) = delete;

  scenario::description what;  ///< to be filled before the first connect(); alice has the RFC's two messages
  service_options options;
  bool with_tls = false;
  std::size_t pipe_octets = 65536;

  account& alice() { return what.accounts["alice"]; }
  rule& add_rule(std::string on, int line = 1);

  service& running();
  /// What the sessions of the service share.
  scenario_run& run() { return running().run(); }
  [[nodiscard]] const std::string& ca_pem() const noexcept { return identity_.ca_pem; }

  /// A connection whose greeting was taken, unless it is to be seen.
  line_client& connect();
  line_client& connect_raw(bool implicit_tls = false);
  /// A connection on which alice has logged in.
  line_client& logged_in();
  /// Runs what can run; time stands still.
  void settle();
  /// Lets so much time pass.
  void pass(net::duration span);

  /// The journal's entries of one kind, as text.
  std::vector<std::string> journal(journal_kind kind);

  net::asio::io_context context;
  net::virtual_clock time;

 private:
  identity identity_;
  std::unique_ptr<service> service_;
  std::vector<std::unique_ptr<line_client>> clients_;
};

}  // namespace pop3kit::serving
