#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <string>

namespace pop3kit::scenarios {

/// A scenario file under scenarios/, running, and clients for it. Test suites are named after folders and tests after
/// files: `faults.torn_retr` plays scenarios/faults/torn_retr.lua.
class played_scenario : public ::testing::Test {
 protected:
  /// Once more from the beginning when called again.
  server& play(const std::string& file);
  /// As alice, trusting the server's own authority.
  [[nodiscard]] client_options options(security how = security::stls) const;
  [[nodiscard]] client mail(security how = security::stls) const { return client{options(how)}; }
  [[nodiscard]] client mail_over(std::size_t connections) const;
  /// Connecting fails, by STLS and by implicit TLS, with this code and these words in its message.
  void expect_refused_on_both_ports(errc code, const std::string& words = "") const;
  /// How many commands with this verb the server has seen.
  [[nodiscard]] std::size_t seen(const std::string& verb) const;
  /// The verdict of the scenario's own expectations, after the server has stopped.
  [[nodiscard]] ::testing::AssertionResult verified();

  std::chrono::nanoseconds patience_ = client_options().timeout;  ///< for each reply, and for connecting

 private:
  std::unique_ptr<server> server_;
};

/// Unique-ids and subjects, to compare listings by.
[[nodiscard]] std::vector<std::string> gist(const message_listing& listed);

}  // namespace pop3kit::scenarios
