#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <string>
#include <string_view>

namespace pop3kit::scenarios {

/// A scenario file under scenarios/, running, and clients for it. Test suites are named after folders and tests after
/// files: `faults.torn_retr` plays scenarios/faults/torn_retr.lua. A test fails by itself if the verdict of its
/// scenario is not good at the end, unless it asks for the verdict.
class played_scenario : public ::testing::Test {
 protected:
  void TearDown() override;

  /// Plays a scenario from its beginning, after the one before has got its verdict.
  server& play(const std::string& file);
  /// As alice, trusting the server's own authority.
  [[nodiscard]] client_options options(security how = security::stls) const;
  [[nodiscard]] client mail(security how = security::stls) const { return client{options(how)}; }
  [[nodiscard]] client mail_over(std::size_t connections) const;
  /// Connecting fails, by STLS and by implicit TLS, with this code and these words in its message.
  void expect_refused_on_both_ports(errc code, const std::string& words = "") const;
  /// How many commands with this verb the server has seen.
  [[nodiscard]] std::size_t seen(const std::string& verb) const;
  /// Stops the server and returns the verdict of the scenario's own expectations.
  [[nodiscard]] ::testing::AssertionResult verified();
  /// For a client that does not do what the present scenario expects, for this reason.
  void verdict_may_fail(std::string_view reason);

  std::chrono::nanoseconds patience_ = client_options().timeout;  ///< for each reply, and for connecting

 private:
  void expect_verdict();

  std::unique_ptr<server> server_;
  bool verdict_is_known_ = false;
};

/// Unique-ids and subjects, to compare listings by.
[[nodiscard]] std::vector<std::string> gist(const message_listing& listed);

}  // namespace pop3kit::scenarios
