#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <pop3kit/server.hpp>

#include "control/control_room.hpp"
#include "control/controlled.hpp"
#include "running/listeners.hpp"
#include "running/scenario_file.hpp"
#include "service/service.hpp"
#include "tls/identity.hpp"

namespace pop3kit::serving {

/// A server from start to stop: its ports, and the scenario that is played, which can be replaced. Belongs to the
/// executor of `context`, except where a function says otherwise.
class running_server final : public control::controlled {
 public:
  running_server(const scenario& first, const server_options& options);
  running_server(const running_server&) = delete;
  running_server& operator=(const running_server&) = delete;
  ~running_server() override = default;

  /// Finds the certificate authority and opens the ports. Call it before the executor runs.
  result<> open();
  /// Closes the ports and ends all sessions. Further calls have no effect.
  void stop() noexcept;

  [[nodiscard]] service& current() override { return *service_; }
  [[nodiscard]] const std::shared_ptr<service>& shared() const noexcept { return service_; }
  [[nodiscard]] const scenario& playing() const override { return playing_; }
  [[nodiscard]] const std::filesystem::path& home() const override { return file_.home(); }
  [[nodiscard]] net::clock& time() override { return net::system_clock(); }
  [[nodiscard]] std::uint64_t run_number() const override { return run_number_; }
  [[nodiscard]] std::optional<std::uint16_t> port() const override { return listeners_.port(); }
  [[nodiscard]] std::optional<std::uint16_t> tls_port() const override { return listeners_.tls_port(); }
  result<> play(const scenario& next, std::optional<std::uint64_t> seed) override;
  result<> reload(std::optional<std::uint64_t> seed) override;
  void shut_down() override;
  void warn(const std::string& line) override;

  /// Returns the present service, for its journal and its verdict. Can be called from any thread.
  [[nodiscard]] std::shared_ptr<const service> observed() const;
  /// Returns the port of the control room. Can be called from any thread after open().
  [[nodiscard]] std::optional<std::uint16_t> admin_port() const noexcept;
  [[nodiscard]] const std::string& ca_pem() const noexcept { return ca_pem_; }
  [[nodiscard]] const std::string& admin_token() const noexcept { return admin_token_; }

  boost::asio::io_context context{1};

 private:
  result<> find_authority();
  void begin(const scenario& what, std::optional<std::uint64_t> seed, identity certificates);
  void tell_start(const scenario& what, std::uint64_t seed) const;
  /// Plays the scenario's file again if it has changed.
  void follow_file();

  server_options options_;
  scenario playing_;
  std::optional<std::uint64_t> asked_seed_;  ///< for the scenario that is played
  std::optional<net::certificate_authority> authority_;
  std::string ca_pem_;
  std::string admin_token_;
  std::uint64_t run_number_ = 0;
  scenario_file file_;
  listeners listeners_;
  std::unique_ptr<control::control_room> control_;

  mutable std::mutex guard_;  ///< of the service, which other threads read
  std::shared_ptr<service> service_;
};

}  // namespace pop3kit::serving
